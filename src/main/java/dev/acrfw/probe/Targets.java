package dev.acrfw.probe;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.lookup.KnownHosts;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What connections are tried to: each name and port of a selection once. */
public final class Targets {
  private Targets() {}

  /**
   * Returns the targets of endpoints.
   *
   * @param names stand for wildcards that hold them
   * @param loginSuffix the suffix of login servers, which is a host itself and no registry
   * @throws UsageException when a name is none, or no wildcard holds it
   * @throws UnknownOrEmptyException when there is no outbound endpoint with a name
   */
  public static List<Target> of(
      List<Endpoint> endpoints, List<String> names, Optional<String> loginSuffix) {
    for (String name : names) {
      if (!name.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
        throw new UsageException("--host " + name + " is not a host name");
      }
    }
    Set<String> unused = new LinkedHashSet<>(names);
    Set<Target> targets = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.direction() == Direction.OUTBOUND && endpoint.host().isPresent()) {
        for (String host : hosts(endpoint.host().get(), names, unused)) {
          for (int port : endpoint.ports().numbers()) {
            targets.add(new Target(host, port, isRegistry(endpoint, host, loginSuffix)));
          }
        }
      }
    }
    if (!unused.isEmpty()) {
      throw new UsageException(
          "--host %s: no wildcard of the selection stands for it"
              .formatted(String.join(", ", unused)),
          "'acrfw endpoints' shows the names of a selection");
    }
    if (targets.isEmpty()) {
      throw new UnknownOrEmptyException(
          "the selection needs no host whose name is known",
          "inbound purposes, agent-pool and named tags are made of addresses");
    }
    return List.copyOf(targets);
  }

  private static List<String> hosts(String pattern, List<String> names, Set<String> unused) {
    if (!pattern.contains("*")) {
      return List.of(pattern);
    }
    List<String> hosts = new ArrayList<>();
    for (String name : names) {
      if (KnownHosts.covers(pattern, name)) {
        hosts.add(name);
        unused.remove(name);
      }
    }
    return hosts.isEmpty() ? List.of(pattern) : hosts;
  }

  private static boolean isRegistry(Endpoint endpoint, String host, Optional<String> loginSuffix) {
    for (TagName tag : endpoint.serviceTags()) {
      if (KnownTag.REGISTRY.owns(tag) || KnownTag.MICROSOFT_REGISTRY.owns(tag)) {
        return !host.contains(".data.") && !host.equals(loginSuffix.orElse(""));
      }
    }
    return false;
  }
}
