package dev.acrfw.report;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.OptionalName;
import dev.acrfw.access.Purpose;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.servicetags.TagName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The host names of endpoints, for a proxy. */
public final class EndpointNames {
  private EndpointNames() {}

  /**
   * Returns the names, one a line, and after them the optional ones as comments.
   *
   * @throws UsageException when a name depends on a region that was not given
   * @throws UnknownOrEmptyException when no endpoint has a name
   */
  public static String lines(List<Endpoint> endpoints) {
    StringBuilder names = new StringBuilder();
    Set<OptionalName> optional = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints) {
      for (Purpose purpose : endpoint.purposes()) {
        optional.addAll(purpose.optionalNames());
      }
      endpoint.hostName().ifPresent(host -> names.append(host).append('\n'));
    }
    if (names.isEmpty()) {
      throw new UnknownOrEmptyException(
          "the selection needs no host whose name is known",
          "inbound purposes, agent-pool and named tags are made of addresses");
    }
    for (OptionalName name : optional) {
      names.append("# optional, for ").append(name.use()).append(": ").append(name.host());
      names.append('\n');
    }
    return names.toString();
  }

  /** Returns the tags of outbound endpoints that no name stands for, which no proxy can allow. */
  public static Set<TagName> tagsWithoutName(List<Endpoint> endpoints) {
    Set<TagName> tags = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.direction() == Direction.OUTBOUND && endpoint.host().isEmpty()) {
        tags.addAll(endpoint.serviceTags());
      }
    }
    return tags;
  }

  /** Returns whether a name stands for the registries of every tenant. */
  public static boolean openEveryRegistry(List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.host().orElse("").startsWith("*."))
        .flatMap(endpoint -> endpoint.serviceTags().stream())
        .anyMatch(KnownTag.REGISTRY::owns);
  }
}
