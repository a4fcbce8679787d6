package dev.acrfw.firewall;

import dev.acrfw.access.Direction;
import java.util.List;
import java.util.function.Predicate;

/**
 * A chain that packets come into by themselves.
 *
 * @param name how its users know it
 * @param sees which packets come into it
 * @param rules its rules, in order
 * @param accepts whether a packet passes for which no rule decides
 */
public record BaseChain(
    String name, Predicate<Packet> sees, List<FilterRule> rules, boolean accepts) {

  /**
   * Returns the chain of a firewall that decides over the first packet, and follows connections.
   */
  public static BaseChain ofConnections(
      String name, Direction direction, List<FilterRule> rules, boolean accepts) {
    return new BaseChain(
        name,
        packet -> packet.phase() == Packet.Phase.OPENS && packet.direction() == direction,
        rules,
        accepts);
  }
}
