package dev.acrfw.render.azure;

import dev.acrfw.access.Direction;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.render.Installation;
import dev.acrfw.render.azure.SecurityRule.Peer;
import dev.acrfw.render.azure.SecurityRule.Prefixes;
import dev.acrfw.render.azure.SecurityRule.Tag;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import dev.acrfw.rules.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The security rules of a plan, within the limits of one network security group. */
public final class SecurityRules {
  /** "Azure subscription and service limits", networking. */
  private static final int MAX_RULES = 1000;

  private static final int MAX_PREFIXES = 4000;
  private static final int MAX_NAME = 80;
  private static final String FEWER_TAGS = "select fewer tags or regions";

  /** How much an output takes. */
  public static final String LIMITS =
      MAX_RULES
          + " rules, "
          + MAX_PREFIXES
          + " prefixes a direction, priorities up to "
          + NsgOptions.MAX_PRIORITY;

  /**
   * Denying rules start so far after the allowing ones that regions added later fit before them.
   */
  static final int ROOM_TO_ALLOW = 500;

  /** What an outbound rule needs in order to matter, in the words of every header. */
  static final String LETS_OUT =
      "a group lets everything out by its default rule, so outbound rules matter only in front of"
          + " one that denies: --enforce, or your own.";

  private SecurityRules() {}

  /** Returns whether rules open what the group lets out anyway, as far as it is known here. */
  static boolean mayChangeNothing(List<SecurityRule> rules) {
    return rules.stream().anyMatch(rule -> rule.direction() == Direction.OUTBOUND)
        && rules.stream().allMatch(SecurityRule::allow);
  }

  /** Returns the rules in the order of their priorities. */
  static List<SecurityRule> of(Plan plan, Installation installation) {
    boolean tags = NsgOptions.nameTags(installation.options());
    List<SecurityRule> rules = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      String name = rule.name(installation.name());
      if (tags) {
        requireTagUsable(rule);
        rules.add(allow(rule, name, new Tag(rule.serviceTag().name().toString())));
      } else {
        for (Family family : Family.values()) {
          PrefixSet set = rule.addresses().of(family);
          if (!set.isEmpty()) {
            String suffix = "-" + family.lowerName();
            rules.add(allow(rule, name + suffix, new Prefixes(set)));
          }
        }
      }
    }
    if (installation.enforces()) {
      requireAtMost(ROOM_TO_ALLOW, rules.size(), "allowing rules with --enforce", FEWER_TAGS);
      for (Opening opening : plan.openings()) {
        rules.add(deny(opening, "Tcp", installation));
        rules.add(deny(opening, "Udp", installation));
      }
    }
    requireWithinLimits(rules);
    return rules;
  }

  private static SecurityRule allow(Rule rule, String name, Peer peer) {
    String description =
        rule.direction().displayName()
            + " tcp "
            + rule.ports().joined(",")
            + " "
            + rule.serviceTag().name();
    return new SecurityRule(name, true, rule.direction(), "Tcp", rule.ports(), peer, description);
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
                opening.ports().joined("-"),
                lower);
    String description =
        "deny other %s %s %s"
            .formatted(opening.direction().displayName(), lower, opening.ports().joined(","));
    return new SecurityRule(
        name,
        false,
        opening.direction(),
        protocol,
        opening.ports(),
        new Tag("Internet"),
        description);
  }

  private static void requireWithinLimits(List<SecurityRule> rules) {
    Map<Direction, Integer> prefixes = new EnumMap<>(Direction.class);
    for (SecurityRule rule : rules) {
      requireAtMost(
          MAX_NAME,
          rule.name().length(),
          "characters in the rule name " + rule.name(),
          "give a shorter --name");
      if (rule.peer() instanceof Prefixes peer) {
        prefixes.merge(rule.direction(), peer.set().cidrCount(), Integer::sum);
      }
    }
    prefixes.forEach(
        (direction, count) ->
            requireAtMost(
                MAX_PREFIXES,
                count,
                direction.displayName() + " prefixes",
                FEWER_TAGS + ", or use --nsg-addresses tags"));
    requireAtMost(MAX_RULES, rules.size(), "rules", FEWER_TAGS);
  }

  private static void requireTagUsable(Rule rule) {
    if (!rule.serviceTag().usableInNsg()) {
      throw new UnsupportedException(
          "a network security group cannot name the tag "
              + rule.serviceTag().name()
              + ": its networkFeatures do not include NSG",
          "use --nsg-addresses prefixes");
    }
  }

  private static void requireAtMost(int limit, int count, String what, String hint) {
    if (count > limit) {
      throw new UnsupportedException(
          "a network security group takes at most %d: %d %s".formatted(limit, count, what), hint);
    }
  }
}
