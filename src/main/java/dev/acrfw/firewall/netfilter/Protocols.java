package dev.acrfw.firewall.netfilter;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** Numbers of transport protocols, from IANA's registry of protocol numbers. */
final class Protocols {
  private static final Map<String, Long> NUMBERS =
      Map.ofEntries(
          Map.entry("icmp", 1L),
          Map.entry("igmp", 2L),
          Map.entry("tcp", 6L),
          Map.entry("udp", 17L),
          Map.entry("dccp", 33L),
          Map.entry("gre", 47L),
          Map.entry("esp", 50L),
          Map.entry("ah", 51L),
          Map.entry("ipv6-icmp", 58L),
          Map.entry("icmpv6", 58L),
          Map.entry("ospf", 89L),
          Map.entry("pim", 103L),
          Map.entry("vrrp", 112L),
          Map.entry("sctp", 132L),
          Map.entry("udplite", 136L));

  private Protocols() {}

  /** Returns the number of a name or number; nothing for another name. */
  static OptionalLong number(String text) {
    if (text.matches("[0-9]{1,3}")) {
      return OptionalLong.of(Long.parseLong(text));
    }
    Long number = NUMBERS.get(text.toLowerCase(Locale.ROOT));
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
