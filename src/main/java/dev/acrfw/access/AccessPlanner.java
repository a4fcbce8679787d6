package dev.acrfw.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Works out the endpoints that the wanted access needs. */
public final class AccessPlanner {
  private final AccessRequest request;

  /**
   * @param request the wanted access
   */
  public AccessPlanner(AccessRequest request) {
    this.request = request;
  }

  /** Returns the endpoints in the order of the purposes, each host once. */
  public List<Endpoint> endpoints() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Purpose purpose : request.purposes()) {
      for (Purpose.Need need : purpose.needs()) {
        if (need.appliesTo(request.dataEndpoint())) {
          add(endpoints, purpose, need);
        }
      }
    }
    return endpoints;
  }

  private void add(List<Endpoint> endpoints, Purpose purpose, Purpose.Need need) {
    String host = host(need.host());
    if (!host.contains("{region}")) {
      endpoints.add(endpoint(host, purpose, need, tags(need.service())));
    } else if (request.regions().isEmpty()) {
      endpoints.add(endpoint(host.replace("{region}", "*"), purpose, need, tags(need.service())));
    } else {
      for (String region : request.regions()) {
        String regional = host.replace("{region}", region.toLowerCase(Locale.ROOT));
        String tag = need.service().tagName() + "." + region;
        endpoints.add(endpoint(regional, purpose, need, List.of(tag)));
      }
    }
  }

  private static Endpoint endpoint(
      String host, Purpose purpose, Purpose.Need need, List<String> tags) {
    return new Endpoint(host, List.of(purpose), purpose.direction(), List.of(need.port()), tags);
  }

  private String host(String pattern) {
    String label = request.registry().map(Registry::label).orElse("*");
    return pattern
        .replace("{registry}", label)
        .replace("{login}", request.cloud().loginSuffix())
        .replace("{blob}", request.cloud().blobSuffix());
  }

  private List<String> tags(Service service) {
    if (!service.followsRegion() || request.regions().isEmpty()) {
      return List.of(service.tagName());
    }
    return request.regions().stream().map(region -> service.tagName() + "." + region).toList();
  }
}
