package dev.acrfw.firewall;

/** Whether a condition holds for a packet of which not everything is known. */
public enum Certainty {
  /** It does, whatever else the packet is. */
  YES,
  /** It does not. */
  NO,
  /** That depends on what is not known. */
  MAYBE;

  /** Returns {@link #YES} or {@link #NO}. */
  public static Certainty of(boolean holds) {
    return holds ? YES : NO;
  }

  /** Returns whether both hold. */
  public Certainty and(Certainty other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == YES ? other : MAYBE;
  }
}
