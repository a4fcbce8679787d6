package dev.acrfw.firewall;

/** A condition of a rule. */
@FunctionalInterface
public interface Condition {
  /** What may hold or not. */
  Condition UNKNOWN = packet -> Match.of(Certainty.MAYBE, packet.family());

  /** What always holds. */
  Condition ALWAYS = packet -> Match.of(Certainty.YES, packet.family());

  /** What never holds. */
  Condition NEVER = packet -> Match.of(Certainty.NO, packet.family());

  /** Returns the peers for which it holds. */
  Match match(Packet packet);

  /** Returns the condition that holds where this one and another do. */
  default Condition and(Condition other) {
    return packet -> match(packet).and(other.match(packet));
  }

  /** Returns the condition that holds where this one or another does. */
  default Condition or(Condition other) {
    return negated().and(other.negated()).negated();
  }

  /** Returns the condition that holds where this one does not. */
  default Condition negated() {
    return packet -> match(packet).negated();
  }
}
