package dev.acrfw.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Works out the endpoints that the wanted access needs. */
public final class AccessPlanner {
  private final AccessRequest request;
  private final Map<Key, Draft> drafts = new LinkedHashMap<>();

  /**
   * @param request the wanted access
   */
  public AccessPlanner(AccessRequest request) {
    this.request = request;
  }

  /** An endpoint is one host on the same ports, for however many purposes. */
  private record Key(String host, List<Integer> ports) {}

  private static final class Draft {
    private final Set<Purpose> purposes = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
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
    drafts.forEach(
        (key, draft) ->
            endpoints.add(
                new Endpoint(
                    key.host,
                    List.copyOf(draft.purposes),
                    key.host == null ? Direction.INBOUND : Direction.OUTBOUND,
                    key.ports,
                    List.copyOf(draft.tags))));
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
    Draft draft = drafts.computeIfAbsent(new Key(host, ports), key -> new Draft());
    draft.purposes.add(wanted.purpose());
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
    return regions.stream().map(region -> service.tagName() + "." + region).toList();
  }
}
