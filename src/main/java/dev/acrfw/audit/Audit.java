package dev.acrfw.audit;

import dev.acrfw.access.Direction;
import dev.acrfw.audit.Findings.OfOpening;
import dev.acrfw.audit.Findings.OfRule;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.firewall.Packet.Path;
import dev.acrfw.firewall.Passage;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import dev.acrfw.rules.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds firewalls against a plan. */
public final class Audit {
  private static final int MOST_DOUBTS = 20;

  /** A direction and a port. */
  private record Way(Direction direction, int port) {}

  private final List<Firewall> firewalls;
  private final Map<Direction, List<Path>> paths;
  private final Set<Family> families;
  private final Set<String> doubts = new LinkedHashSet<>();

  /**
   * @param firewalls those that a connection has to pass
   * @param paths the ways through a Linux host that connections of a direction have to find open
   * @param families the families that are looked at
   */
  public Audit(List<Firewall> firewalls, Map<Direction, List<Path>> paths, Set<Family> families) {
    this.firewalls = firewalls;
    this.paths = paths;
    this.families = families;
  }

  /**
   * Returns what the firewalls hold against a plan.
   *
   * @param earlier plans of the same selection with earlier files
   * @param notes what is to be said besides
   */
  public Findings of(Plan plan, List<Plan> earlier, List<String> notes) {
    Map<Way, AddressSpace> needed = ways(plan);
    Map<Way, AddressSpace> before = new HashMap<>();
    for (Plan old : earlier) {
      ways(old).forEach((way, space) -> before.merge(way, space, AddressSpace::union));
    }
    Map<Way, AddressSpace> missing = new HashMap<>();
    List<OfOpening> openings = new ArrayList<>();
    needed.forEach(
        (way, space) -> {
          List<Passage.Refusal> refusals = new ArrayList<>();
          AddressSpace accepted = accepted(way, space, refusals);
          AddressSpace more = accepted.difference(space);
          AddressSpace fresh = more.difference(before.getOrDefault(way, AddressSpace.EMPTY));
          AddressSpace lacking = space.difference(accepted);
          missing.put(way, lacking);
          openings.add(
              new OfOpening(
                  way.direction,
                  way.port,
                  space,
                  lacking,
                  more.difference(fresh),
                  fresh,
                  refusals));
        });
    List<OfRule> rules = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      AddressSpace lacking = AddressSpace.EMPTY;
      for (int port : rule.ports().numbers()) {
        AddressSpace onPort =
            missing.getOrDefault(new Way(rule.direction(), port), AddressSpace.EMPTY);
        lacking = lacking.union(rule.addresses().intersection(onPort));
      }
      rules.add(new OfRule(rule, lacking));
    }
    return new Findings(openings, rules, notes(notes));
  }

  private Map<Way, AddressSpace> ways(Plan plan) {
    Map<Way, AddressSpace> ways = new LinkedHashMap<>();
    for (Opening opening : plan.openings()) {
      for (int port : opening.ports().numbers()) {
        ways.merge(
            new Way(opening.direction(), port),
            opening.addresses().only(families),
            AddressSpace::union);
      }
    }
    return ways;
  }

  private AddressSpace accepted(Way way, AddressSpace asked, List<Passage.Refusal> refusals) {
    AddressSpace.Builder all = new AddressSpace.Builder();
    for (Family family : families) {
      PrefixSet accepted = PrefixSet.whole(family);
      for (Firewall firewall : firewalls) {
        for (Path path : paths.getOrDefault(way.direction, List.of())) {
          Passage passage = firewall.passage(way.direction, way.port, path, asked.of(family));
          accepted = accepted.intersection(passage.accepted());
          refusals.addAll(passage.refusals());
          doubts.addAll(passage.doubts());
        }
      }
      all.of(family).addAll(accepted);
    }
    return all.build();
  }

  private List<String> notes(List<String> given) {
    List<String> all = new ArrayList<>(given);
    for (Family family : families) {
      if (firewalls.stream().anyMatch(firewall -> !firewall.knows(family))) {
        all.add(
            "no file tells of %s, so nothing of it counts as accepted: give %s, too, or --family"
                .formatted(
                    family.displayName(),
                    family == Family.IPV6 ? "ip6tables-save" : "iptables-save"));
      }
    }
    doubts.stream()
        .limit(MOST_DOUBTS)
        .forEach(
            rule ->
                all.add(
                    rule
                        + ": whether it applies depends on what is not known; it counts as dropping,"
                        + " and not as accepting"));
    if (doubts.size() > MOST_DOUBTS) {
      all.add(
          "and %d more rules of which that is not known".formatted(doubts.size() - MOST_DOUBTS));
    }
    return all;
  }
}
