package dev.acrfw.report;

import dev.acrfw.access.Endpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UsageException;
import java.util.List;

/** The host names of endpoints, for a proxy. */
public final class EndpointNames {
  private EndpointNames() {}

  /**
   * Returns the names, one a line.
   *
   * @throws UsageException when a name depends on a region that was not given
   * @throws UnknownOrEmptyException when no endpoint has a name
   */
  public static String lines(List<Endpoint> endpoints) {
    StringBuilder names = new StringBuilder();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.host().isPresent()) {
        String host = endpoint.host().get();
        if (host.contains(".*.")) {
          throw new UsageException(
              "the name of a data endpoint holds its region: name the regions with --region");
        }
        names.append(host).append('\n');
      }
    }
    if (names.isEmpty()) {
      throw new UnknownOrEmptyException(
          "the selection needs no names", "inbound purposes and named tags are made of addresses");
    }
    return names.toString();
  }

  /** Returns whether a name stands for the registries of every tenant. */
  public static boolean openEveryRegistry(List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.host().orElse("").startsWith("*."))
        .flatMap(endpoint -> endpoint.serviceTags().stream())
        .anyMatch(KnownTag.REGISTRY::owns);
  }
}
