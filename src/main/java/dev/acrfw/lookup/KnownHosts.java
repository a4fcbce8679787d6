package dev.acrfw.lookup;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.NeededEndpoints;
import dev.acrfw.access.OptionalName;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.access.WantedRegistry;
import dev.acrfw.servicetags.Cloud;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The hosts of all purposes, whatever the registry and its kind of data endpoint. */
public final class KnownHosts {
  private final Cloud cloud;
  private final Optional<Selected> selected;

  /**
   * @param cloud whose suffixes the hosts have
   * @param selected what names are held against
   */
  public KnownHosts(Cloud cloud, Optional<Selected> selected) {
    this.cloud = cloud;
    this.selected = selected;
  }

  /** Returns what is known of a name. */
  public NameAnswer find(String name) {
    Map<String, Endpoint> endpoints = new LinkedHashMap<>();
    for (DataEndpoint kind : DataEndpoint.values()) {
      for (Endpoint endpoint : covering(name, NeededEndpoints.of(everything(kind)))) {
        endpoints.merge(
            endpoint.host().orElseThrow() + " " + endpoint.ports().joined(","),
            endpoint,
            KnownHosts::forBoth);
      }
    }
    Set<String> uses = new LinkedHashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (OptionalName optional : purpose.optionalNames()) {
        if (covers(optional.host(), name)) {
          uses.add(optional.use());
        }
      }
    }
    return new NameAnswer(
        name,
        List.copyOf(endpoints.values()),
        List.copyOf(uses),
        selected.map(each -> !covering(name, each.plan().endpoints()).isEmpty()));
  }

  private static Endpoint forBoth(Endpoint one, Endpoint other) {
    Set<Purpose> purposes = new TreeSet<>(one.purposes());
    purposes.addAll(other.purposes());
    return new Endpoint(
        one.direction(), one.host(), List.copyOf(purposes), one.ports(), one.serviceTags());
  }

  private AccessRequest everything(DataEndpoint kind) {
    List<WantedPurpose> purposes = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      purposes.add(new WantedPurpose(purpose, WantedPurpose.DEFAULT_PORT));
    }
    WantedRegistry any = new WantedRegistry(Optional.empty(), List.of(), List.of(), true, true);
    return new AccessRequest(cloud, List.of(any), List.of(), List.of(), kind, purposes);
  }

  private static List<Endpoint> covering(String name, List<Endpoint> endpoints) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.host().filter(host -> covers(host, name)).isPresent())
        .toList();
  }

  /**
   * Returns whether a host with wildcards stands for a name: a star that leads is one label or
   * more, any other is one.
   */
  public static boolean covers(String host, String name) {
    String pattern = host.toLowerCase(Locale.ROOT);
    String wanted = name.toLowerCase(Locale.ROOT);
    if (!pattern.contains("*")) {
      return pattern.equals(wanted);
    }
    String[] patternLabels = pattern.split("\\.", -1);
    String[] labels = wanted.split("\\.", -1);
    int more = labels.length - patternLabels.length;
    if (more < 0 || (more > 0 && !patternLabels[0].equals("*"))) {
      return false;
    }
    for (int i = 0; i < patternLabels.length; i++) {
      String label = labels[i + more];
      if (label.isEmpty() || (!patternLabels[i].equals("*") && !patternLabels[i].equals(label))) {
        return false;
      }
    }
    return true;
  }
}
