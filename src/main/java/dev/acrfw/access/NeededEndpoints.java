package dev.acrfw.access;

import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Works out the endpoints that the wanted access needs. */
public final class NeededEndpoints {
  private final AccessRequest request;
  private final List<Draft> drafts = new ArrayList<>();

  private NeededEndpoints(AccessRequest request) {
    this.request = request;
  }

  /** An endpoint is one host on the same ports, for however many purposes. */
  private static final class Draft {
    private final Optional<String> host;
    private final Ports ports;
    private final Set<Purpose> purposes = new LinkedHashSet<>();
    private final Set<TagName> tags = new LinkedHashSet<>();

    private Draft(Optional<String> host, Ports ports) {
      this.host = host;
      this.ports = ports;
    }

    private Endpoint toEndpoint() {
      return new Endpoint(host, List.copyOf(purposes), ports, List.copyOf(tags));
    }
  }

  /** Returns the endpoints of a request in the order of the purposes, each host once. */
  public static List<Endpoint> of(AccessRequest request) {
    NeededEndpoints needed = new NeededEndpoints(request);
    for (WantedPurpose wanted : request.purposes()) {
      for (Need need : wanted.purpose().needs()) {
        if (need.appliesTo(request)) {
          needed.add(wanted, need);
        }
      }
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (Draft draft : needed.drafts) {
      endpoints.add(draft.toEndpoint());
    }
    return endpoints;
  }

  private void add(WantedPurpose wanted, Need need) {
    if (need.host().isEmpty()) {
      for (KnownTag known : need.tags()) {
        draft(wanted, Optional.empty(), wanted.inboundPorts()).tags.addAll(tags(known));
      }
      return;
    }
    String pattern = host(need.host().get());
    if (!pattern.contains("{registry}")) {
      for (KnownTag known : need.tags()) {
        draft(wanted, Optional.of(pattern), need.ports()).tags.addAll(tags(known));
      }
      return;
    }
    for (WantedRegistry registry : request.registries()) {
      if (!need.regionalEndpoint() || registry.regionalEndpoints()) {
        addOfRegistry(wanted, need, pattern.replace("{registry}", registry.label()), registry);
      }
    }
  }

  private void addOfRegistry(
      WantedPurpose wanted, Need need, String host, WantedRegistry registry) {
    for (KnownTag known : need.tags()) {
      if (registry.regions().isEmpty()) {
        draft(wanted, Optional.of(host.replace("{region}", "*")), need.ports())
            .tags
            .add(known.tag());
      }
      for (String region : registry.regions()) {
        if (need.dependsOnDataEndpoints() && registry.withoutDataEndpoint().contains(region)) {
          continue;
        }
        String regional = host.replace("{region}", region.toLowerCase(Locale.ROOT));
        draft(wanted, Optional.of(regional), need.ports()).tags.add(known.tag().in(region));
      }
    }
  }

  private Draft draft(WantedPurpose wanted, Optional<String> host, Ports ports) {
    Draft draft = draft(host, ports);
    draft.purposes.add(wanted.purpose());
    return draft;
  }

  private Draft draft(Optional<String> host, Ports ports) {
    for (Draft draft : drafts) {
      if (draft.host.equals(host) && draft.ports.equals(ports)) {
        return draft;
      }
    }
    Draft draft = new Draft(host, ports);
    drafts.add(draft);
    return draft;
  }

  private String host(String pattern) {
    return pattern
        .replace("{login}", request.cloud().loginSuffix())
        .replace("{blob}", request.cloud().blobSuffix())
        .replace("{iothub}", request.cloud().iotHubSuffix())
        .replace("{provisioning}", request.cloud().provisioningSuffix());
  }

  private List<TagName> tags(KnownTag known) {
    List<TagName> tags = new ArrayList<>();
    for (String region : request.regionsOf(known)) {
      tags.add(known.tag().in(region));
    }
    return tags.isEmpty() ? List.of(known.tag()) : tags;
  }
}
