package dev.acrfw.lookup;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.Optional;

/**
 * Whether the rules of a selection allow an address.
 *
 * @param allowed whether all of it is allowed
 * @param rule the rule that allows all of it, where one does alone
 * @param change the smallest change of the selection that would allow it; nothing when it is
 *     allowed, or where nothing would
 */
public record Verdict(boolean allowed, Optional<Rule> rule, Optional<Change> change) {
  /**
   * A change of a selection.
   *
   * @param option the option to add, or to give in place of the one that was given
   * @param opens how many more addresses it allows
   */
  public record Change(String option, AddressSpace opens) {}

  /** Returns the verdict of a plan's rules, without a change. */
  static Verdict of(Plan plan, Prefix prefix, Traffic traffic) {
    PrefixSet left = prefix.toSet();
    for (Rule rule : plan.rules()) {
      if (isAbout(rule, traffic)) {
        PrefixSet allowed = rule.addresses().of(prefix.family());
        if (allowed.contains(prefix.toSet())) {
          return new Verdict(true, Optional.of(rule), Optional.empty());
        }
        left = left.difference(allowed);
      }
    }
    return new Verdict(left.isEmpty(), Optional.empty(), Optional.empty());
  }

  private static boolean isAbout(Rule rule, Traffic traffic) {
    return traffic.direction().map(rule.direction()::equals).orElse(true)
        && (traffic.port() == 0 || rule.ports().numbers().contains(traffic.port()));
  }
}
