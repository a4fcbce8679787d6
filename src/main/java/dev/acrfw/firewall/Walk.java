package dev.acrfw.firewall;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.firewall.FilterRule.Target;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.ip.PrefixSetBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Packets to or from all peers at once, on their way through chains.
 *
 * <p>A chain is read from its end: what passes from a rule on is what the rule's target lets
 * through where the rule applies, what passes from the next rule on where it does not, and what
 * both let through where nobody knows. So a peer counts as accepted only if it is, whatever is not
 * known.
 */
final class Walk {
  /** Real rule sets have some ten thousand rules, and a chain is read again for each jump to it. */
  private static final int MOST_STEPS = 2_000_000;

  private static final int DEEPEST = 64;

  private final Map<String, List<FilterRule>> chains;
  private final PrefixSet asked;
  private final Set<String> doubts = new LinkedHashSet<>();
  private int steps;

  Walk(Map<String, List<FilterRule>> chains, PrefixSet asked) {
    this.chains = chains;
    this.asked = asked;
  }

  List<String> doubts() {
    return List.copyOf(doubts);
  }

  /** Returns the peers whose packets pass a chain. */
  PrefixSet through(BaseChain chain, Packet packet) {
    Family family = packet.family();
    PrefixSet policy = chain.accepts() ? PrefixSet.whole(family) : PrefixSet.empty(family);
    return chain(chain.rules(), policy, packet, 0);
  }

  /**
   * @param after what passes where the chain ends or returns
   */
  private PrefixSet chain(List<FilterRule> rules, PrefixSet after, Packet packet, int depth) {
    if (depth > DEEPEST) {
      throw new InvalidInputException(
          "the chains jump in a circle, or deeper than any kernel lets");
    }
    PrefixSet passes = after;
    int last = rules.size() - 1;
    while (last >= 0) {
      Target target = rules.get(last).target();
      int first = last;
      while (first > 0 && rules.get(first - 1).target().equals(target)) {
        first--;
      }
      if (target.action() != FilterRule.Action.CONTINUE) {
        passes = through(rules.subList(first, last + 1), target, passes, after, packet, depth);
      }
      last = first - 1;
    }
    return passes;
  }

  /** Rules with one target: it does not matter which of them applies. */
  private PrefixSet through(
      List<FilterRule> rules,
      Target target,
      PrefixSet next,
      PrefixSet after,
      Packet packet,
      int depth) {
    steps += rules.size();
    if (steps > MOST_STEPS) {
      throw new InvalidInputException("the chains jump to each other too often to be followed");
    }
    Family family = packet.family();
    Match match = rules.size() == 1 ? rules.get(0).match(packet) : united(rules, packet);
    if (match.may().isEmpty()) {
      return next;
    }
    PrefixSet then =
        switch (target.action()) {
          case ACCEPT -> PrefixSet.whole(family);
          case DROP -> PrefixSet.empty(family);
          case RETURN -> after;
          case CONTINUE -> next;
          case JUMP -> jump(rules, next, packet, depth);
          case GOTO -> jump(rules, after, packet, depth);
        };
    if (!match.may().equals(match.must())) {
      doubt(rules, then, next, packet);
    }
    return then.intersection(match.must())
        .union(next.difference(match.may()))
        .union(then.intersection(next).intersection(match.may()));
  }

  /** A chain that is not there is a target that nobody knows: it may drop. */
  private PrefixSet jump(List<FilterRule> jumps, PrefixSet after, Packet packet, int depth) {
    List<FilterRule> chain = chains.get(jumps.get(0).target().chain());
    if (chain == null) {
      jumps.forEach(rule -> doubts.add(rule.text()));
      return PrefixSet.empty(packet.family());
    }
    return chain(chain, after, packet, depth + 1);
  }

  private static Match united(List<FilterRule> rules, Packet packet) {
    PrefixSetBuilder must = new PrefixSetBuilder(packet.family());
    PrefixSetBuilder may = new PrefixSetBuilder(packet.family());
    for (FilterRule rule : rules) {
      Match match = rule.match(packet);
      must.addAll(match.must());
      may.addAll(match.may());
    }
    return new Match(must.build(), may.build());
  }

  private void doubt(List<FilterRule> rules, PrefixSet then, PrefixSet next, Packet packet) {
    PrefixSet differs = then.difference(next).union(next.difference(then)).intersection(asked);
    if (differs.isEmpty()) {
      return;
    }
    for (FilterRule rule : rules) {
      Match match = rule.match(packet);
      if (!match.may().difference(match.must()).intersection(differs).isEmpty()) {
        doubts.add(rule.text());
      }
    }
  }
}
