package dev.acrfw.firewall;

import java.util.List;

/**
 * A rule of a firewall.
 *
 * @param conditions what must hold, all of it
 * @param target what happens then
 * @param marks the bits that it may set in a packet's mark
 * @param text where the rule is and what it says, for messages
 */
public record FilterRule(List<Condition> conditions, Target target, long marks, String text) {

  /**
   * What happens to a packet.
   *
   * @param action the kind
   * @param chain the chain to go to, for {@code JUMP} and {@code GOTO}; else empty
   */
  public record Target(Action action, String chain) {
    /** It passes. */
    public static final Target ACCEPT = new Target(Action.ACCEPT, "");

    /** It does not pass, or nobody knows. */
    public static final Target DROP = new Target(Action.DROP, "");

    /** The chain ends here. */
    public static final Target RETURN = new Target(Action.RETURN, "");

    /** The next rule is looked at. */
    public static final Target CONTINUE = new Target(Action.CONTINUE, "");
  }

  /** The kinds of targets. */
  public enum Action {
    /** It passes. */
    ACCEPT,
    /** It does not pass. */
    DROP,
    /** The chain ends here. */
    RETURN,
    /** The next rule is looked at. */
    CONTINUE,
    /** Another chain is looked at, and then the next rule. */
    JUMP,
    /** Another chain is looked at in place of the rest of this one. */
    GOTO
  }

  /** Returns the peers for which the rule applies. */
  Match match(Packet packet) {
    Match match = Match.of(Certainty.YES, packet.family());
    for (Condition condition : conditions) {
      match = match.and(condition.match(packet));
    }
    return match;
  }
}
