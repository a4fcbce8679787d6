package dev.acrfw.firewall;

import dev.acrfw.firewall.Component.Addresses;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Component.Word;
import dev.acrfw.firewall.Packet.Phase;
import dev.acrfw.firewall.Packet.Side;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A part of a packet that rules look at. */
public sealed interface Field {
  /** The number of TCP, from IANA's registry of protocol numbers. */
  int TCP = 6;

  /** The address at an end. */
  record Address(Side side) implements Field {
    private static final AddressSpace LOOPBACK = AddressText.of("127.0.0.0/8", "::1/128");

    /** Returns the peers for which the address is one of these. */
    Match match(Packet packet, AddressSpace space) {
      Family family = packet.family();
      if (packet.isPeer(side)) {
        return Match.of(space.of(family));
      }
      PrefixSet local = packet.path().local().of(family);
      PrefixSet possible =
          local.isEmpty() ? PrefixSet.whole(family).difference(LOOPBACK.of(family)) : local;
      PrefixSet matching = possible.intersection(space.of(family));
      return Match.of(
          matching.isEmpty()
              ? Certainty.NO
              : matching.equals(possible) ? Certainty.YES : Certainty.MAYBE,
          family);
    }
  }

  /**
   * Any other part.
   *
   * @param compare whether it equals a value
   */
  record Part(BiFunction<Packet, Component, Certainty> compare) implements Field {}

  /** The transport protocol, as a number. */
  Field PROTOCOL =
      new Part(
          (packet, value) ->
              value instanceof Numbers numbers
                  ? Certainty.of(numbers.contains(TCP))
                  : Certainty.MAYBE);

  /** What connection tracking says of the packet, in lower case. */
  Field STATE = words(packet -> Set.of(packet.phase() == Phase.OPENS ? "new" : "established"));

  /** Which side of the connection sent it. */
  Field DIRECTION = words(packet -> Set.of(packet.phase() == Phase.ANSWERS ? "reply" : "original"));

  /** The address family, by its nftables name. */
  Field FAMILY =
      words(
          packet -> packet.family() == Family.IPV4 ? Set.of("ipv4", "ip") : Set.of("ipv6", "ip6"));

  /** To how many hosts it goes: to one. */
  Field PACKET_TYPE = words(packet -> Set.of("unicast", "host"));

  /** Whether there is a way back to where it came from: there is. */
  Field REVERSE_PATH = words(packet -> Set.of("true", "exists"));

  /** The interface that it comes in on. */
  Field IN = interfaces(Packet::in);

  /** The interface that it goes out on. */
  Field OUT = interfaces(Packet::out);

  /** What is not known of any packet. */
  Field UNKNOWN = new Part((packet, value) -> Certainty.MAYBE);

  /** What connection tracking did: no address was translated, as far as it is known. */
  Field STATUS =
      new Part(
          (packet, value) ->
              value instanceof Word word && Set.of("dnat", "snat").contains(lower(word))
                  ? Certainty.NO
                  : Certainty.MAYBE);

  /** Returns the port at an end. */
  static Field port(Side side) {
    return new Part(
        (packet, value) -> {
          if (!(value instanceof Numbers ports)) {
            return Certainty.MAYBE;
          }
          if (packet.isService(side)) {
            return Certainty.of(ports.contains(packet.port()));
          }
          boolean never = ports.last() < 1024;
          boolean always = ports.first() <= 1024 && ports.last() >= 65535;
          return never ? Certainty.NO : always ? Certainty.YES : Certainty.MAYBE;
        });
  }

  /** Returns the type of the address at an end: {@code local}, or {@code unicast}. */
  static Field addressType(Side side) {
    return words(
        packet -> Set.of(packet.isPeer(side) || packet.path().forwarded() ? "unicast" : "local"));
  }

  /** Returns the bits of the packet's mark that a mask leaves. */
  static Field mark(long mask) {
    return new Part(
        (packet, value) ->
            (mask & packet.marks()) == 0 && value instanceof Numbers marks
                ? Certainty.of(marks.contains(0))
                : Certainty.MAYBE);
  }

  private static Field words(Function<Packet, Set<String>> read) {
    return new Part(
        (packet, value) ->
            value instanceof Word word
                ? Certainty.of(read.apply(packet).contains(lower(word)))
                : Certainty.MAYBE);
  }

  private static String lower(Word word) {
    return word.text().toLowerCase(Locale.ROOT);
  }

  /** A name ends with {@code +} or {@code *} where it is the start of names. */
  private static Field interfaces(Function<Packet, Optional<String>> read) {
    return new Part(
        (packet, value) -> {
          if (!(value instanceof Word word) || word.text().isEmpty()) {
            return Certainty.MAYBE;
          }
          String text = word.text();
          boolean starts = text.endsWith("+") || text.endsWith("*");
          String name = starts ? text.substring(0, text.length() - 1) : text;
          if (name.isEmpty()) {
            return Certainty.YES;
          }
          if (!starts && name.equals("lo")) {
            return Certainty.NO;
          }
          return read.apply(packet)
              .map(used -> Certainty.of(starts ? used.startsWith(name) : used.equals(name)))
              .orElse(Certainty.MAYBE);
        });
  }

  /** Returns whether a part equals a value; an address is not one. */
  static Certainty compare(Field field, Packet packet, Component value) {
    return field instanceof Part part && !(value instanceof Addresses)
        ? part.compare.apply(packet, value)
        : Certainty.MAYBE;
  }
}
