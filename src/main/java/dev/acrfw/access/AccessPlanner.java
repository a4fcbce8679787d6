package dev.acrfw.access;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Works out the endpoints that the wanted access needs. */
public final class AccessPlanner {
  private final AccessRequest request;
  private final List<Draft> drafts = new ArrayList<>();

  /**
   * @param request the wanted access
   */
  public AccessPlanner(AccessRequest request) {
    this.request = request;
  }

  /** An endpoint is one host on the same ports, for however many purposes. */
  private static final class Draft {
    private final String host;
    private final List<Integer> ports;
    private final Set<Purpose> purposes = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();

    private Draft(String host, List<Integer> ports) {
      this.host = host;
      this.ports = ports;
    }

    private Endpoint toEndpoint() {
      return new Endpoint(
          host,
          List.copyOf(purposes),
          host == null ? Direction.INBOUND : Direction.OUTBOUND,
          ports,
          List.copyOf(tags));
    }
  }

  /** Returns the endpoints in the order of the purposes, each host once. */
  public List<Endpoint> endpoints() {
    for (WantedPurpose wanted : request.purposes()) {
      for (Need need : wanted.purpose().needs()) {
        if (need.appliesTo(request)) {
          add(wanted, need);
        }
      }
    }
    List<Endpoint> endpoints = new ArrayList<>();
    for (Draft draft : drafts) {
      endpoints.add(draft.toEndpoint());
    }
    return endpoints;
  }

  private void add(WantedPurpose wanted, Need need) {
    if (need.host() == null) {
      List<Integer> ports = List.of(wanted.inboundPort());
      for (Service service : need.services()) {
        draft(wanted, null, ports).tags.addAll(tags(service));
      }
      return;
    }
    String host = host(need.host());
    for (Service service : need.services()) {
      if (!host.contains("{region}")) {
        draft(wanted, host, need.ports()).tags.addAll(tags(service));
      } else if (request.regionsOf(service).isEmpty()) {
        draft(wanted, host.replace("{region}", "*"), need.ports()).tags.addAll(tags(service));
      } else {
        for (String region : request.regionsOf(service)) {
          String regional = host.replace("{region}", region.toLowerCase(Locale.ROOT));
          draft(wanted, regional, need.ports()).tags.add(service.tagName() + "." + region);
        }
      }
    }
  }

  private Draft draft(WantedPurpose wanted, String host, List<Integer> ports) {
    Draft draft = draft(host, ports);
    draft.purposes.add(wanted.purpose());
    return draft;
  }

  private Draft draft(String host, List<Integer> ports) {
    for (Draft draft : drafts) {
      if (Objects.equals(draft.host, host) && draft.ports.equals(ports)) {
        return draft;
      }
    }
    Draft draft = new Draft(host, ports);
    drafts.add(draft);
    return draft;
  }

  private String host(String pattern) {
    return pattern
        .replace("{registry}", request.registry().map(Registry::label).orElse("*"))
        .replace("{login}", request.cloud().loginSuffix())
        .replace("{blob}", request.cloud().blobSuffix())
        .replace("{iothub}", request.cloud().iotHubSuffix())
        .replace("{provisioning}", request.cloud().provisioningSuffix());
  }

  private List<String> tags(Service service) {
    List<String> regions = request.regionsOf(service);
    if (regions.isEmpty()) {
      return List.of(service.tagName());
    }
    List<String> tags = new ArrayList<>();
    for (String region : regions) {
      tags.add(service.tagName() + "." + region);
    }
    return tags;
  }
}
