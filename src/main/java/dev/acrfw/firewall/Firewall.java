package dev.acrfw.firewall;

import dev.acrfw.access.Direction;
import dev.acrfw.firewall.Packet.Phase;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a firewall.
 *
 * <p>A connection comes about where each of its packets passes each chain that sees it.
 */
public final class Firewall {
  private final List<BaseChain> baseChains;
  private final Map<String, List<FilterRule>> chains;
  private final Set<Family> families;
  private final long marks;

  /**
   * @param baseChains the chains that packets come into
   * @param chains the rules of the chains that rules jump to
   * @param families of which its files tell; of another, nothing is accepted
   */
  public Firewall(
      List<BaseChain> baseChains, Map<String, List<FilterRule>> chains, Set<Family> families) {
    this.baseChains = baseChains;
    this.chains = chains;
    this.families = families;
    marks = marks();
  }

  /**
   * Returns the firewall that accepts peers, whatever the direction and port.
   *
   * @param name how its users know it
   * @param acceptsOthers whether it accepts all others as well
   */
  public static Firewall ofPeers(String name, AddressSpace peers, boolean acceptsOthers) {
    FilterRule accept =
        new FilterRule(
            List.of(packet -> Match.of(peers.of(packet.family()))),
            FilterRule.Target.ACCEPT,
            0,
            name);
    BaseChain chain =
        new BaseChain(
            name, packet -> packet.phase() == Phase.OPENS, List.of(accept), acceptsOthers);
    return new Firewall(List.of(chain), Map.of(), EnumSet.allOf(Family.class));
  }

  /** The bits that a rule of a chain that is reached may set in a mark. */
  private long marks() {
    Deque<List<FilterRule>> left = new ArrayDeque<>();
    baseChains.forEach(chain -> left.add(chain.rules()));
    Set<String> reached = new HashSet<>();
    long bits = 0;
    while (!left.isEmpty()) {
      for (FilterRule rule : left.remove()) {
        bits |= rule.marks();
        String chain = rule.target().chain();
        if (!chain.isEmpty() && reached.add(chain)) {
          left.add(chains.getOrDefault(chain, List.of()));
        }
      }
    }
    return bits;
  }

  /** Returns whether its files tell of a family. */
  public boolean knows(Family family) {
    return families.contains(family);
  }

  /**
   * Returns which connections pass.
   *
   * @param direction which side opens them
   * @param port the port that is connected to
   * @param path their way through the host
   * @param asked the peers that matter: refusals and doubts are of these; it says the family too
   * @throws dev.acrfw.failure.InvalidInputException when chains jump in a circle
   */
  public Passage passage(Direction direction, int port, Packet.Path path, PrefixSet asked) {
    Family family = asked.family();
    if (!knows(family)) {
      return new Passage(PrefixSet.empty(family), List.of(), List.of());
    }
    PrefixSet accepted = PrefixSet.whole(family);
    List<Passage.Refusal> refusals = new ArrayList<>();
    Walk walk = new Walk(chains, asked);
    for (Phase phase : Phase.values()) {
      Packet packet = new Packet(family, direction, phase, port, path, marks);
      for (BaseChain chain : baseChains) {
        if (chain.sees().test(packet)) {
          PrefixSet passes = walk.through(chain, packet);
          PrefixSet refused = asked.difference(passes);
          if (!refused.isEmpty()) {
            refusals.add(new Passage.Refusal(chain.name(), phase, refused));
          }
          accepted = accepted.intersection(passes);
        }
      }
    }
    return new Passage(accepted, refusals, walk.doubts());
  }
}
