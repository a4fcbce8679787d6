package dev.acrfw.rules;

import dev.acrfw.access.AccessPlanner;
import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.Service;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.UnknownNameException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Makes the plan: endpoints from the wanted access, rules from the endpoints and single tags. */
public final class Planner {
  private final ServiceTagsFile file;
  private final AccessRequest access;
  private final boolean regionsChosen;
  private final List<SingleTag> singleTags;
  private final Set<Family> families;
  private final Predicate<String> mayBeMissing;
  private final UpdateGuard guard;
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param file the file that the addresses come from
   * @param access the wanted access
   * @param regionsChosen whether the user has said which regions, be it all of them
   * @param singleTags tags that are wanted by themselves
   * @param families the wanted address families, at least one
   * @param mayBeMissing which tags may be missing in the file; they are then left out with a
   *     warning
   * @param guard compares with earlier files
   */
  public Planner(
      ServiceTagsFile file,
      AccessRequest access,
      boolean regionsChosen,
      List<SingleTag> singleTags,
      Set<Family> families,
      Predicate<String> mayBeMissing,
      UpdateGuard guard) {
    this.file = file;
    this.access = access;
    this.regionsChosen = regionsChosen;
    this.singleTags = singleTags;
    this.families = EnumSet.copyOf(families);
    this.mayBeMissing = mayBeMissing;
    this.guard = guard;
  }

  /** What becomes one rule: a tag in one direction on the same ports. */
  private static final class Draft {
    private final Direction direction;
    private final List<Integer> ports;
    private final String tagName;
    private final Set<Purpose> purposes = new LinkedHashSet<>();
    private final Set<String> hosts = new LinkedHashSet<>();
    private AddressSpace addresses = AddressSpace.EMPTY;
    private Draft container;

    private Draft(Direction direction, List<Integer> ports, String tagName) {
      this.direction = direction;
      this.ports = ports;
      this.tagName = tagName;
    }

    private void becomePartOf(Draft larger) {
      larger.purposes.addAll(purposes);
      larger.hosts.addAll(hosts);
      container = larger;
    }
  }

  /**
   * Returns the plan.
   *
   * @throws dev.acrfw.servicetags.UnknownNameException when the file lacks a tag
   * @throws EmptySelectionException when there is nothing to allow
   * @throws InvalidServiceTagsException when a prefix is bad, or a whole family would be allowed
   * @throws HarmfulUpdateException when the file is older than an earlier one, or a tag lost too
   *     much
   */
  public Plan plan() {
    guard.requireSuccessor(file);
    List<Endpoint> endpoints = withoutMissing(new AccessPlanner(access).endpoints());
    List<Draft> drafts = draft(endpoints);
    guard.requireHarmless();
    dropContained(drafts);
    List<Rule> rules = new ArrayList<>();
    for (Draft draft : drafts) {
      if (draft.container == null) {
        Rule rule = rule(draft);
        if (!rule.addresses().isEmpty()) {
          rules.add(rule);
        }
      }
    }
    if (rules.isEmpty()) {
      throw new EmptySelectionException(
          "the selected tags have no "
              + families.iterator().next().displayName()
              + " prefix\nleave out --family to allow what there is");
    }
    rules.sort((a, b) -> Integer.compare(regionPosition(a), regionPosition(b)));
    if (!regionsChosen) {
      warnAboutGlobalTags(rules);
    }
    warnAboutDedicatedDataEndpoints();
    List<String> all = new ArrayList<>(file.repairs());
    all.addAll(guard.warnings());
    all.addAll(warnings);
    Plan plan =
        new Plan(
            file.source(),
            withoutDropped(endpoints, drafts),
            List.copyOf(rules),
            all,
            new Notes(access, rules).lines());
    refuseWholeFamily(plan);
    return plan;
  }

  private List<Endpoint> withoutMissing(List<Endpoint> endpoints) {
    Set<String> missing = new LinkedHashSet<>();
    List<Endpoint> kept = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      List<String> tags = new ArrayList<>();
      for (String tag : endpoint.serviceTags()) {
        if (file.hasTag(tag) || guard.keptTag(tag).isPresent() || !mayBeMissing.test(tag)) {
          requireKnown(tag);
          tags.add(tag);
        } else {
          missing.add(tag);
        }
      }
      kept.add(endpoint.withServiceTags(tags));
    }
    for (String tag : missing) {
      warnings.add("the file has no tag " + tag + ": its addresses are not in these rules");
    }
    return kept;
  }

  private void requireKnown(String tag) {
    if (!hasTag(tag) && tag.equals(Service.FRONT_DOOR.tagName())) {
      throw new UnknownNameException(
          "no service tag %s in %s, and Microsoft's registry needs it"
                  .formatted(tag, file.source().file())
              + "\nthe files of Government and China never had it, and nothing published says which"
              + " addresses serve there: allow the names mcr.microsoft.com and"
              + " *.data.mcr.microsoft.com in a proxy, or leave the tag out with --allow-missing-tag "
              + tag);
    }
    tag(tag);
  }

  private boolean hasTag(String name) {
    return file.hasTag(name) || guard.keptTag(name).isPresent();
  }

  private ServiceTag tag(String name) {
    if (!file.hasTag(name)) {
      guard.addresses(file, name);
      guard.requireHarmless();
    }
    return file.hasTag(name) ? file.tag(name) : guard.keptTag(name).orElseGet(() -> file.tag(name));
  }

  private List<Draft> draft(List<Endpoint> endpoints) {
    List<Draft> drafts = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      for (String tagName : endpoint.serviceTags()) {
        Draft draft = draft(drafts, endpoint.direction(), endpoint.ports(), tagName);
        draft.purposes.addAll(endpoint.purposes());
        if (endpoint.host() != null) {
          draft.hosts.add(endpoint.host());
        }
      }
    }
    for (SingleTag single : singleTags) {
      draft(drafts, Direction.OUTBOUND, single.ports(), single.name());
    }
    return drafts;
  }

  private Draft draft(
      List<Draft> drafts, Direction direction, List<Integer> ports, String tagName) {
    ServiceTag tag = tag(tagName);
    Draft draft = find(drafts, direction, ports, tag.name());
    if (draft == null) {
      draft = new Draft(direction, ports, tag.name());
      drafts.add(draft);
    }
    draft.addresses = guard.addresses(file, tag.name());
    if (draft.addresses.isEmpty()) {
      throw new EmptySelectionException(
          "the tag "
              + tag.name()
              + " has no prefix at all in "
              + file.source().file()
              + "\nuse an older file, and do not apply this one");
    }
    return draft;
  }

  /** Returns the draft of a tag in one direction on the same ports; null when there is none. */
  private static Draft find(
      List<Draft> drafts, Direction direction, List<Integer> ports, String tagName) {
    for (Draft draft : drafts) {
      if (draft.direction == direction
          && draft.ports.equals(ports)
          && draft.tagName.equals(tagName)) {
        return draft;
      }
    }
    return null;
  }

  /** Drops a regional tag beside its global one, if its addresses are really in there. */
  private static void dropContained(List<Draft> drafts) {
    for (Draft draft : drafts) {
      int dot = draft.tagName.lastIndexOf('.');
      if (dot > 0) {
        String global = draft.tagName.substring(0, dot);
        Draft larger = find(drafts, draft.direction, draft.ports, global);
        if (larger != null
            && larger.container == null
            && larger.addresses.contains(draft.addresses)) {
          draft.becomePartOf(larger);
        }
      }
    }
  }

  private static List<Endpoint> withoutDropped(List<Endpoint> endpoints, List<Draft> drafts) {
    List<Endpoint> kept = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      Set<String> tags = new LinkedHashSet<>();
      for (String tag : endpoint.serviceTags()) {
        Draft draft = find(drafts, endpoint.direction(), endpoint.ports(), tag);
        tags.add(draft == null || draft.container == null ? tag : draft.container.tagName);
      }
      kept.add(endpoint.withServiceTags(List.copyOf(tags)));
    }
    return kept;
  }

  private Rule rule(Draft draft) {
    PrefixSet ipv4 = inWantedFamily(draft, draft.addresses.ipv4());
    PrefixSet ipv6 = inWantedFamily(draft, draft.addresses.ipv6());
    return new Rule(
        List.copyOf(draft.purposes),
        draft.direction,
        draft.ports,
        tag(draft.tagName),
        List.copyOf(draft.hosts),
        new AddressSpace(ipv4, ipv6));
  }

  private PrefixSet inWantedFamily(Draft draft, PrefixSet set) {
    if (!families.contains(set.family())) {
      return PrefixSet.empty(set.family());
    }
    if (set.isEmpty() && families.size() == 1) {
      warnings.add(draft.tagName + " has no " + set.family().displayName() + " prefix");
    }
    return set;
  }

  /**
   * Tags that follow no region come first, then region by region in the order given, so that a
   * region added last moves no rule that was there.
   */
  private int regionPosition(Rule rule) {
    String tag = rule.serviceTag().name();
    for (Service service : Service.values()) {
      if (service.owns(tag) && tag.length() > service.tagName().length()) {
        return access.regionsOf(service).indexOf(tag.substring(service.tagName().length() + 1));
      }
    }
    return -1;
  }

  private void warnAboutGlobalTags(List<Rule> rules) {
    List<String> counts = new ArrayList<>();
    boolean openStorage = false;
    for (Rule rule : rules) {
      for (Service service : Service.values()) {
        if (service.narrowing() == Service.Narrowing.REGISTRY_REGION
            && rule.serviceTag().name().equals(service.tagName())
            && !rule.purposes().isEmpty()) {
          openStorage |= service == Service.STORAGE;
          counts.add(
              service.tagName()
                  + " "
                  + AddressCount.grouped(rule.addresses().ipv4().addressCount()));
        }
      }
    }
    if (!counts.isEmpty()) {
      warnings.add(
          "no --region: the global tags open their IPv4 addresses of all regions ("
              + String.join(", ", counts)
              + ")"
              + (openStorage ? ", Storage those of any tenant's accounts" : "")
              + "; name the regions of the registry and its replicas, or say --region all");
    }
  }

  private void warnAboutDedicatedDataEndpoints() {
    if (access.dataEndpoint() == DataEndpoint.DEDICATED) {
      warnings.add(
          "data endpoints, step 3 of 3: this drops Storage; the order is rules with --data-endpoint"
              + " both first, then 'az acr update --data-endpoint-enabled', then these rules");
    }
  }

  private static void refuseWholeFamily(Plan plan) {
    for (Plan.Opening opening : plan.openings()) {
      if (opening.addresses().holdsWholeFamily()) {
        throw new InvalidServiceTagsException(
            plan.source().file()
                + ": together the selected tags hold every address of a family"
                + "\nthis file is damaged: do not apply it");
      }
    }
  }
}
