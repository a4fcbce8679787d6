package dev.acrfw.firewall.netfilter;

import dev.acrfw.firewall.Certainty;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Match;
import dev.acrfw.firewall.Packet.Phase;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The flags of TCP's header, in lower case, that the packets of a connection have (RFC 9293). */
final class TcpFlags {
  static final Set<String> ALL = Set.of("fin", "syn", "rst", "psh", "ack", "urg");

  private static final Map<Phase, List<Set<String>>> OF =
      Map.of(
          Phase.OPENS, List.of(Set.of("syn")),
          Phase.ANSWERS, List.of(Set.of("syn", "ack"), Set.of("ack"), Set.of("ack", "psh")),
          Phase.GOES_ON, List.of(Set.of("ack"), Set.of("ack", "psh")));

  private TcpFlags() {}

  /** Returns the condition that a packet's flags are such. */
  static Condition condition(Predicate<Set<String>> wanted) {
    return packet -> {
      List<Set<String>> all = OF.getOrDefault(packet.phase(), List.of());
      long hold = all.stream().filter(wanted).count();
      Certainty certainty =
          hold == 0 ? Certainty.NO : hold == all.size() ? Certainty.YES : Certainty.MAYBE;
      return Match.of(certainty, packet.family());
    };
  }
}
