package dev.acrfw.firewall;

import dev.acrfw.ip.PrefixSet;
import java.util.List;

/**
 * Which connections a firewall lets through.
 *
 * @param accepted the peers with which a connection comes about
 * @param refusals who refuses the others, of the peers that were asked for
 * @param doubts the rules of which it is not known whether they apply, where that matters to a peer
 *     that was asked for, a line each
 */
public record Passage(PrefixSet accepted, List<Refusal> refusals, List<String> doubts) {

  /**
   * A chain that does not let packets through.
   *
   * @param chain its name
   * @param phase which packets of the connection
   * @param peers the peers, never none
   */
  public record Refusal(String chain, Packet.Phase phase, PrefixSet peers) {}
}
