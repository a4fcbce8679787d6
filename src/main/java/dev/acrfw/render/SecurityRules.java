package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import dev.acrfw.rules.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The security rules of a plan, within the limits of one network security group. */
final class SecurityRules {
  /** "Azure subscription and service limits", networking. */
  private static final int MAX_RULES = 1000;

  private static final int MAX_PREFIXES = 4000;
  private static final int MAX_NAME = 80;
  static final int MAX_PRIORITY = 4096;

  /**
   * Denying rules start so far behind the allowing ones that regions added later fit before them.
   */
  static final int ROOM_TO_ALLOW = 500;

  private SecurityRules() {}

  /**
   * One security rule.
   *
   * @param name its name in the group
   * @param allow whether it allows or denies
   * @param direction which side opens the connection
   * @param protocol {@code Tcp} or {@code Udp}
   * @param ports the ports at the side that is connected to
   * @param tag the service tag at Azure's side; null when there are prefixes
   * @param prefixes the prefixes at Azure's side, of one family; null when there is a tag
   * @param description what it is for
   */
  record SecurityRule(
      String name,
      boolean allow,
      Direction direction,
      String protocol,
      List<Integer> ports,
      String tag,
      PrefixSet prefixes,
      String description) {
    String directionName() {
      return direction == Direction.OUTBOUND ? "Outbound" : "Inbound";
    }

    /** Returns the lowest priority that a rule of this kind gets. */
    int firstPriority(NsgOptions options) {
      return options.firstPriority() + (allow ? 0 : ROOM_TO_ALLOW);
    }
  }

  /** Returns the rules in the order of their priorities. */
  static List<SecurityRule> of(Plan plan, Installation installation) {
    List<SecurityRule> rules = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      if (installation.nsg().addresses() == NsgOptions.Addresses.TAGS) {
        requireTagUsable(rule);
        rules.add(allow(rule, rule.name(installation.name()), null));
      } else {
        for (Family family : Family.values()) {
          PrefixSet set = rule.addresses().of(family);
          if (!set.isEmpty()) {
            String suffix = "-" + family.displayName().toLowerCase(Locale.ROOT);
            rules.add(allow(rule, rule.name(installation.name()) + suffix, set));
          }
        }
      }
    }
    if (installation.enforcement().isPresent()) {
      requireAtMost(ROOM_TO_ALLOW, rules.size(), "allowing rules with --enforce");
      for (Opening opening : plan.openings()) {
        rules.add(deny(opening, "Tcp", installation));
        rules.add(deny(opening, "Udp", installation));
      }
    }
    requireWithinLimits(rules);
    return rules;
  }

  private static SecurityRule allow(Rule rule, String name, PrefixSet prefixes) {
    String description =
        rule.direction().displayName()
            + " tcp "
            + rule.joinedPorts(",")
            + " "
            + rule.serviceTag().name();
    return new SecurityRule(
        name,
        true,
        rule.direction(),
        "Tcp",
        rule.ports(),
        prefixes == null ? rule.serviceTag().name() : null,
        prefixes,
        description);
  }

  /**
   * {@code Internet} leaves out the virtual network and Azure's probes, which {@code *} would hit.
   */
  private static SecurityRule deny(Opening opening, String protocol, Installation installation) {
    String lower = protocol.toLowerCase(Locale.ROOT);
    String name =
        "%s-%s-%s-deny-%s"
            .formatted(
                installation.name(),
                opening.direction().shortName(),
                opening.joinedPorts("-"),
                lower);
    String description =
        "deny other %s %s %s"
            .formatted(opening.direction().displayName(), lower, opening.joinedPorts(","));
    return new SecurityRule(
        name, false, opening.direction(), protocol, opening.ports(), "Internet", null, description);
  }

  private static void requireWithinLimits(List<SecurityRule> rules) {
    Map<Direction, Integer> prefixes = new EnumMap<>(Direction.class);
    for (SecurityRule rule : rules) {
      requireAtMost(MAX_NAME, rule.name.length(), "characters in the rule name " + rule.name);
      if (rule.prefixes != null) {
        prefixes.merge(rule.direction, rule.prefixes.cidrCount(), Integer::sum);
      }
    }
    prefixes.forEach(
        (direction, count) ->
            requireAtMost(MAX_PREFIXES, count, direction.displayName() + " prefixes"));
    requireAtMost(MAX_RULES, rules.size(), "rules");
  }

  private static void requireTagUsable(Rule rule) {
    if (!rule.serviceTag().usableInNsg()) {
      throw new UnsupportedPlanException(
          "a network security group cannot name the tag "
              + rule.serviceTag().name()
              + ": the file lists no NSG among its networkFeatures"
              + "\nuse --nsg-addresses prefixes");
    }
  }

  private static void requireAtMost(int limit, int count, String what) {
    if (count > limit) {
      throw new UnsupportedPlanException(
          "a network security group takes at most %d: %d %s".formatted(limit, count, what)
              + "\nselect fewer tags or regions, or use --nsg-addresses tags");
    }
  }
}
