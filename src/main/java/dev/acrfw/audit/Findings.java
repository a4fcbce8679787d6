package dev.acrfw.audit;

import dev.acrfw.access.Direction;
import dev.acrfw.firewall.Passage;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.rules.Rule;
import java.util.List;

/**
 * What firewalls hold against what a plan needs.
 *
 * @param openings for each direction and port of the plan
 * @param rules for each rule of the plan
 * @param notes what a reader should know of how the files were read, a line each
 */
public record Findings(List<OfOpening> openings, List<OfRule> rules, List<String> notes) {
  /**
   * What was found of one direction and port.
   *
   * @param needed what the plan needs
   * @param missing what of it is not accepted
   * @param stale what is accepted, and was needed by an earlier plan only
   * @param extra what else is accepted
   * @param refusals who refuses what is missing
   */
  public record OfOpening(
      Direction direction,
      int port,
      AddressSpace needed,
      AddressSpace missing,
      AddressSpace stale,
      AddressSpace extra,
      List<Passage.Refusal> refusals) {}

  /**
   * What of a rule is not accepted on all of its ports.
   *
   * @param missing the addresses; may be none
   */
  public record OfRule(Rule rule, AddressSpace missing) {}

  /** Returns whether something that is needed is not accepted. */
  public boolean isMissing() {
    return openings.stream().anyMatch(opening -> !opening.missing.isEmpty());
  }

  /** Returns whether something is accepted that is not needed. */
  public boolean isMore() {
    return isStale() || openings.stream().anyMatch(opening -> !opening.extra.isEmpty());
  }

  /** Returns whether something is accepted that only an earlier plan needed. */
  public boolean isStale() {
    return openings.stream().anyMatch(opening -> !opening.stale.isEmpty());
  }
}
