package dev.acrfw.firewall;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import java.util.Optional;

/**
 * What is known of one packet of a TCP connection between this side and any peer: all but the
 * peer's address, this side's own, and the port that the client chose.
 *
 * @param family the address family
 * @param direction which side opens the connection
 * @param phase where in the connection the packet is
 * @param port the port that is connected to
 * @param path which hosts the packet is of
 * @param marks the bits that some rule may have set in the packet's mark; the others are 0
 */
public record Packet(
    Family family, Direction direction, Phase phase, int port, Path path, long marks) {

  /** Where in a connection a packet is. */
  public enum Phase {
    /** The first packet, of the side that connects: SYN. */
    OPENS,
    /** One from the side that is connected to. */
    ANSWERS,
    /** A later one from the side that connects. */
    GOES_ON
  }

  /**
   * The way of a connection through a host.
   *
   * @param forwarded whether the host passes it on for others
   * @param in the interface on which the first packet comes in; nothing when unknown
   * @param out the interface on which the first packet goes out; nothing when unknown
   * @param local the addresses of this side; none when unknown
   */
  public record Path(
      boolean forwarded, Optional<String> in, Optional<String> out, AddressSpace local) {}

  /** An end of a packet. */
  public enum Side {
    /** Where it comes from. */
    SOURCE,
    /** Where it goes to. */
    DESTINATION
  }

  /** Returns the same packet, while rules may have set these bits in its mark. */
  Packet withMarks(long bits) {
    return new Packet(family, direction, phase, port, path, bits);
  }

  /** Returns whether the peer, not this side, is at an end. */
  public boolean isPeer(Side side) {
    return leaves() == (side == Side.DESTINATION);
  }

  /** Returns whether the packet goes to the peer. */
  public boolean leaves() {
    return (direction == Direction.OUTBOUND) == (phase != Phase.ANSWERS);
  }

  /** Returns whether the port at an end is the one that is connected to. */
  public boolean isService(Side side) {
    return (side == Side.DESTINATION) == (phase != Phase.ANSWERS);
  }

  /** Returns the interface on which it comes in; nothing when unknown. */
  public Optional<String> in() {
    return phase == Phase.ANSWERS ? path.out : path.in;
  }

  /** Returns the interface on which it goes out; nothing when unknown. */
  public Optional<String> out() {
    return phase == Phase.ANSWERS ? path.in : path.out;
  }
}
