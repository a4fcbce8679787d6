package dev.acrfw.firewall;

import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;

/**
 * The peers for which a condition holds.
 *
 * @param must those for which it does, whatever else a packet is
 * @param may those for which it does, or may; never less than {@code must}
 */
public record Match(PrefixSet must, PrefixSet may) {

  /** Returns the match that is the same for all peers of a family. */
  public static Match of(Certainty certainty, Family family) {
    return switch (certainty) {
      case YES -> of(PrefixSet.whole(family));
      case NO -> of(PrefixSet.empty(family));
      case MAYBE -> new Match(PrefixSet.empty(family), PrefixSet.whole(family));
    };
  }

  /** Returns the match of exactly these peers. */
  public static Match of(PrefixSet peers) {
    return new Match(peers, peers);
  }

  /** Returns the peers for which both hold. */
  public Match and(Match other) {
    return new Match(must.intersection(other.must), may.intersection(other.may));
  }

  /** Returns the peers for which it does not hold. */
  public Match negated() {
    PrefixSet whole = PrefixSet.whole(must.family());
    return new Match(whole.difference(may), whole.difference(must));
  }
}
