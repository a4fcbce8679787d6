package dev.acrfw.rules;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Ports;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes rules: one draft for each tag in one direction on the same ports. */
final class RuleDrafts {
  /** What becomes one rule, unless another one contains it. */
  static final class Draft {
    final Direction direction;
    final Ports ports;
    final TagName tag;
    final AddressSpace addresses;
    final Set<Purpose> purposes = new LinkedHashSet<>();
    final Set<String> hosts = new LinkedHashSet<>();
    private boolean beyondHosts;
    private TagName partOf;

    private Draft(Direction direction, Ports ports, TagName tag, AddressSpace addresses) {
      this.direction = direction;
      this.ports = ports;
      this.tag = tag;
      this.addresses = addresses;
      this.partOf = tag;
    }

    private boolean isContained() {
      return !partOf.equals(tag);
    }

    /** Returns whether it is also for what no host stands for. */
    boolean isBeyondHosts() {
      return beyondHosts;
    }

    private void becomePartOf(Draft larger) {
      larger.beyondHosts |= beyondHosts;
      larger.purposes.addAll(purposes);
      larger.hosts.addAll(hosts);
      partOf = larger.tag;
    }
  }

  private final SelectedTags tags;
  private final List<Draft> drafts = new ArrayList<>();

  RuleDrafts(SelectedTags tags, List<Endpoint> endpoints, List<NamedTag> namedTags) {
    this.tags = tags;
    for (Endpoint endpoint : endpoints) {
      for (TagName tag : endpoint.serviceTags()) {
        Draft draft = draft(endpoint.direction(), endpoint.ports(), tag);
        draft.purposes.addAll(endpoint.purposes());
        if (endpoint.host().isPresent()) {
          draft.hosts.add(endpoint.host().get());
        } else {
          draft.beyondHosts = true;
        }
      }
    }
    for (NamedTag named : namedTags) {
      draft(Direction.OUTBOUND, named.ports(), named.name()).beyondHosts = true;
    }
    dropContained();
  }

  private Draft draft(Direction direction, Ports ports, TagName name) {
    TagName tag = tags.tag(name).name();
    Optional<Draft> same = find(direction, ports, tag);
    if (same.isPresent()) {
      return same.get();
    }
    Draft draft = new Draft(direction, ports, tag, tags.addresses(name));
    drafts.add(draft);
    return draft;
  }

  private Optional<Draft> find(Direction direction, Ports ports, TagName tag) {
    for (Draft draft : drafts) {
      if (draft.direction == direction && draft.ports.equals(ports) && draft.tag.equals(tag)) {
        return Optional.of(draft);
      }
    }
    return Optional.empty();
  }

  /** Drops a regional tag beside its global one, if its addresses are really in there. */
  private void dropContained() {
    for (Draft draft : drafts) {
      Optional<TagName> global = draft.tag.beforeLastDot();
      if (global.isPresent()) {
        Optional<Draft> larger = find(draft.direction, draft.ports, global.get());
        if (larger.isPresent()
            && !larger.get().isContained()
            && larger.get().addresses.contains(draft.addresses)) {
          draft.becomePartOf(larger.get());
        }
      }
    }
  }

  /** Returns the drafts that become rules. */
  List<Draft> kept() {
    List<Draft> kept = new ArrayList<>();
    for (Draft draft : drafts) {
      if (!draft.isContained()) {
        kept.add(draft);
      }
    }
    return kept;
  }

  /** Returns the endpoints behind the tags of the drafts that are kept. */
  List<Endpoint> endpoints(List<Endpoint> endpoints) {
    List<Endpoint> kept = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      Set<TagName> names = new LinkedHashSet<>();
      for (TagName tag : endpoint.serviceTags()) {
        Optional<Draft> draft = find(endpoint.direction(), endpoint.ports(), tag);
        names.add(draft.isPresent() && draft.get().isContained() ? draft.get().partOf : tag);
      }
      kept.add(endpoint.withServiceTags(List.copyOf(names)));
    }
    return kept;
  }
}
