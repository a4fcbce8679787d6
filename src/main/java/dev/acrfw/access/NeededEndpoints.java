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
    private final Direction direction;
    private final Optional<String> host;
    private final Ports ports;
    private final Set<Purpose> purposes = new LinkedHashSet<>();
    private final Set<TagName> tags = new LinkedHashSet<>();

    private Draft(Direction direction, Optional<String> host, Ports ports) {
      this.direction = direction;
      this.host = host;
      this.ports = ports;
    }

    private Endpoint toEndpoint() {
      return new Endpoint(direction, host, List.copyOf(purposes), ports, List.copyOf(tags));
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
    if (!need.isOfRegistry()) {
      Draft draft = draft(wanted, need, host(need));
      for (KnownTag known : need.tags()) {
        draft.tags.addAll(tags(known));
      }
      return;
    }
    for (WantedRegistry registry : request.registries()) {
      if (!need.regionalEndpoint() || registry.regionalEndpoints()) {
        addOfRegistry(wanted, need, registry);
      }
    }
  }

  private void addOfRegistry(WantedPurpose wanted, Need need, WantedRegistry registry) {
    Optional<String> host = with(host(need), "{registry}", Optional.of(registry.label()));
    for (KnownTag known : need.tags()) {
      if (registry.regions().isEmpty()) {
        draft(wanted, need, with(host, "{region}", Optional.of("*"))).tags.add(known.tag());
      }
      for (String region : registry.regions()) {
        if (need.isDataEndpoint() && registry.withoutDataEndpoint().contains(region)) {
          continue;
        }
        Optional<String> label = Optional.of(region.toLowerCase(Locale.ROOT));
        draft(wanted, need, with(host, "{region}", label)).tags.add(known.tag().in(region));
      }
    }
  }

  private Draft draft(WantedPurpose wanted, Need need, Optional<String> host) {
    boolean inbound = need.direction() == Direction.INBOUND;
    Draft draft = draft(need.direction(), host, inbound ? wanted.inboundPorts() : need.ports());
    draft.purposes.add(wanted.purpose());
    return draft;
  }

  private Draft draft(Direction direction, Optional<String> host, Ports ports) {
    for (Draft draft : drafts) {
      if (draft.direction == direction && draft.host.equals(host) && draft.ports.equals(ports)) {
        return draft;
      }
    }
    Draft draft = new Draft(direction, host, ports);
    drafts.add(draft);
    return draft;
  }

  /** Returns the host of a need; nothing where the cloud has no known suffix for it. */
  private Optional<String> host(Need need) {
    Optional<String> host = with(need.host(), "{login}", request.loginSuffix());
    host = with(host, "{blob}", request.cloud().blobSuffix());
    host = with(host, "{iothub}", request.cloud().iotHubSuffix());
    host = with(host, "{provisioning}", request.cloud().provisioningSuffix());
    return with(host, "{resourcemanager}", request.cloud().resourceManager());
  }

  private static Optional<String> with(
      Optional<String> host, String placeholder, Optional<String> known) {
    if (host.isEmpty() || !host.get().contains(placeholder)) {
      return host;
    }
    return known.isPresent()
        ? Optional.of(host.get().replace(placeholder, known.get()))
        : Optional.empty();
  }

  private List<TagName> tags(KnownTag known) {
    List<TagName> tags = new ArrayList<>();
    for (String region : request.regionsOf(known)) {
      tags.add(known.tag().in(region));
    }
    return tags.isEmpty() ? List.of(known.tag()) : tags;
  }
}
