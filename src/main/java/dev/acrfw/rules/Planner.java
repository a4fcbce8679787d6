package dev.acrfw.rules;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.RuleDrafts.Draft;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the plan: endpoints from the wanted access, rules from the endpoints and named tags. */
public final class Planner {
  private final Selection selection;
  private final List<String> warnings = new ArrayList<>();

  private Planner(Selection selection) {
    this.selection = selection;
  }

  /**
   * Returns the plan of a selection.
   *
   * @throws UnknownOrEmptyException when the file lacks a tag, or there is nothing to allow
   * @throws InvalidInputException when a prefix is bad, or a whole family would be allowed
   * @throws dev.acrfw.failure.HarmfulUpdateException when the file is older than an earlier one, or
   *     a tag lost too much
   */
  public static Plan plan(Selection selection) {
    return new Planner(selection).plan();
  }

  private Plan plan() {
    selection.guard().requireSuccessor(selection.file());
    SelectedTags tags = new SelectedTags(selection);
    List<Endpoint> endpoints = withoutMissing(selection.endpoints(), tags);
    RuleDrafts drafts = new RuleDrafts(tags, endpoints, selection.namedTags());
    List<Rule> rules = rules(drafts, tags);
    if (rules.isEmpty()) {
      throw new UnknownOrEmptyException(
          "the selected tags have no "
              + selection.families().iterator().next().displayName()
              + " prefix",
          "leave out --family to allow both families");
    }
    if (!selection.regionsChosen()) {
      warnAboutGlobalTags(rules, KnownTag.Narrowing.REGISTRY_REGION);
    }
    if (!selection.iotRegionsChosen()) {
      warnAboutGlobalTags(rules, KnownTag.Narrowing.IOT_REGION);
    }
    AccessRequest access = selection.access();
    if (access.dataEndpoint() == DataEndpoint.DEDICATED
        && access.purposesKeepingStorage().isEmpty()) {
      warnings.add(
          access.dedicatedIsOn()
              ? "data endpoints: this drops Storage; the registry's dedicated ones are on, and pulls"
                  + " have to be seen to work first, with --data-endpoint both"
              : "data endpoints, step 3 of 3: this drops Storage; the order is rules with"
                  + " --data-endpoint both first, then "
                  + access.switchingCommands()
                  + ", then these rules");
    }
    List<String> all = new ArrayList<>(tags.warnings());
    all.addAll(warnings);
    Plan plan =
        new Plan(
            selection.file().source(),
            drafts.endpoints(endpoints),
            List.copyOf(rules),
            all,
            new Notes(access, rules).lines());
    refuseWholeFamily(plan);
    return plan;
  }

  private static List<Endpoint> withoutMissing(List<Endpoint> endpoints, SelectedTags tags) {
    List<Endpoint> kept = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      List<TagName> there = new ArrayList<>(endpoint.serviceTags());
      there.retainAll(tags.names());
      kept.add(endpoint.withServiceTags(there));
    }
    return kept;
  }

  private List<Rule> rules(RuleDrafts drafts, SelectedTags tags) {
    List<Rule> rules = new ArrayList<>();
    for (Draft draft : drafts.kept()) {
      AddressSpace addresses =
          new AddressSpace(
              inWantedFamily(draft, draft.addresses.ipv4()),
              inWantedFamily(draft, draft.addresses.ipv6()));
      if (!addresses.isEmpty()) {
        rules.add(
            new Rule(
                List.copyOf(draft.purposes),
                draft.direction,
                draft.ports,
                tags.tag(draft.tag),
                List.copyOf(draft.hosts),
                draft.isBeyondHosts(),
                addresses));
      }
    }
    rules.sort((a, b) -> Integer.compare(regionPosition(a), regionPosition(b)));
    return rules;
  }

  private PrefixSet inWantedFamily(Draft draft, PrefixSet set) {
    if (!selection.families().contains(set.family())) {
      return PrefixSet.empty(set.family());
    }
    if (set.isEmpty() && selection.families().size() == 1) {
      warnings.add(draft.tag + " has no " + set.family().displayName() + " prefix");
    }
    return set;
  }

  /**
   * Tags that follow no region come first, then region by region in the order given, so that a
   * region added last moves no rule that was there.
   */
  private int regionPosition(Rule rule) {
    for (KnownTag known : KnownTag.values()) {
      Optional<String> region = rule.serviceTag().name().regionOf(known.tag());
      if (region.isPresent()) {
        return selection.access().regionsOf(known).indexOf(region.get());
      }
    }
    return -1;
  }

  private void warnAboutGlobalTags(List<Rule> rules, KnownTag.Narrowing narrowing) {
    List<String> counts = new ArrayList<>();
    boolean openStorage = false;
    for (Rule rule : rules) {
      for (KnownTag known : KnownTag.values()) {
        if (known.narrowing() == narrowing
            && rule.serviceTag().name().equals(known.tag())
            && !rule.purposes().isEmpty()) {
          openStorage |= known == KnownTag.STORAGE;
          counts.add(
              known.tag() + " " + AddressCount.grouped(rule.addresses().ipv4().addressCount()));
        }
      }
    }
    if (!counts.isEmpty()) {
      boolean ofHub = narrowing == KnownTag.Narrowing.IOT_REGION;
      String option = ofHub ? "--iot-region" : "--region";
      warnings.add(
          "no "
              + option
              + ": the global tag"
              + (counts.size() == 1 ? " opens its" : "s open their")
              + " IPv4 addresses of all regions ("
              + String.join(", ", counts)
              + ")"
              + (openStorage ? ", Storage those of any tenant's accounts" : "")
              + "; name the regions of the "
              + (ofHub ? "hub and its pair" : "registry and its replicas")
              + ", or say "
              + option
              + " all");
    }
  }

  private static void refuseWholeFamily(Plan plan) {
    for (Plan.Opening opening : plan.openings()) {
      if (opening.addresses().holdsWholeFamily()) {
        throw new InvalidInputException(
            plan.source().file() + ": together the selected tags hold every address of a family",
            "this file is damaged: do not apply it");
      }
    }
  }
}
