package dev.acrfw.firewall.netfilter;

import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Component.Word;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.Members;
import dev.acrfw.firewall.Packet.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** The conditions of one rule of iptables; see iptables(8) and iptables-extensions(8). */
final class IptablesConditions {
  /** Modules all of whose options are read below, or say nothing. */
  private static final Set<String> READ =
      Set.of(
          "tcp",
          "udp",
          "icmp",
          "icmp6",
          "ipv6-icmp",
          "multiport",
          "state",
          "conntrack",
          "set",
          "comment",
          "addrtype",
          "iprange",
          "mark",
          "connmark",
          "pkttype",
          "rpfilter",
          "physdev",
          "limit");

  private final Ruleset ruleset;
  private final List<Condition> conditions = new ArrayList<>();

  IptablesConditions(Ruleset ruleset) {
    this.ruleset = ruleset;
  }

  List<Condition> all() {
    return List.copyOf(conditions);
  }

  /**
   * Reads the option at a place, with what belongs to it.
   *
   * @return the place behind it
   */
  int read(List<String> words, int start) {
    int at = start;
    boolean negated = words.get(at).equals("!");
    if (negated) {
      at++;
    }
    String option = at < words.size() ? words.get(at) : "";
    at++;
    if (at < words.size() && words.get(at).equals("!")) {
      negated = true;
      at++;
    }
    List<String> values = new ArrayList<>();
    boolean comment = option.equals("--comment");
    while (at < words.size() && (comment ? values.isEmpty() : !isOption(words, at))) {
      values.add(words.get(at));
      at++;
    }
    if (option.equals("-m")) {
      if (!READ.contains(first(values))) {
        conditions.add(Condition.UNKNOWN);
      }
      return at;
    }
    Condition condition = condition(option, values);
    conditions.add(negated ? condition.negated() : condition);
    return at;
  }

  private static boolean isOption(List<String> words, int at) {
    return words.get(at).startsWith("-") || words.get(at).equals("!");
  }

  private static String first(List<String> values) {
    return values.isEmpty() ? "" : values.get(0);
  }

  private Condition condition(String option, List<String> values) {
    String value = first(values);
    return switch (option) {
      case "-s" -> IptablesValues.addresses(Side.SOURCE, value);
      case "-d" -> IptablesValues.addresses(Side.DESTINATION, value);
      case "--src-range" -> IptablesValues.addresses(Side.SOURCE, value);
      case "--dst-range" -> IptablesValues.addresses(Side.DESTINATION, value);
      case "-i" -> IptablesValues.listed(Field.IN, value);
      case "-o" -> IptablesValues.listed(Field.OUT, value);
      case "-p" -> protocol(value);
      case "-f", "--icmp-type", "--icmpv6-type" -> Condition.NEVER;
      case "--dport", "--dports" -> IptablesValues.ports(Field.port(Side.DESTINATION), value);
      case "--sport", "--sports" -> IptablesValues.ports(Field.port(Side.SOURCE), value);
      case "--ports" -> eitherPort(value);
      case "--state", "--ctstate" -> IptablesValues.listed(Field.STATE, value);
      case "--ctstatus" -> IptablesValues.listed(Field.STATUS, value);
      case "--ctdir" -> IptablesValues.listed(Field.DIRECTION, value);
      case "--src-type" -> IptablesValues.listed(Field.addressType(Side.SOURCE), value);
      case "--dst-type" -> IptablesValues.listed(Field.addressType(Side.DESTINATION), value);
      case "--pkt-type" -> IptablesValues.listed(Field.PACKET_TYPE, value);
      case "--mark" -> IptablesValues.mark(value);
      case "--match-set" -> set(values);
      case "--tcp-flags" -> flags(values);
      case "--syn" -> IptablesValues.flags(Set.of("syn", "ack", "rst", "fin"), Set.of("syn"));
      case "--invert" -> Condition.NEVER;
      case "--comment", "--loose", "--validmark", "--accept-local" -> Condition.ALWAYS;
      default -> Condition.UNKNOWN;
    };
  }

  private static Condition protocol(String name) {
    if (name.equals("all") || name.equals("0")) {
      return Condition.ALWAYS;
    }
    OptionalLong number = Protocols.number(name);
    Component value = number.isPresent() ? Numbers.of(number.getAsLong()) : new Word(name);
    return Members.of(Field.PROTOCOL, List.of(value));
  }

  private static Condition eitherPort(String value) {
    return IptablesValues.ports(Field.port(Side.SOURCE), value)
        .or(IptablesValues.ports(Field.port(Side.DESTINATION), value));
  }

  private static Condition flags(List<String> values) {
    return values.size() < 2
        ? Condition.UNKNOWN
        : IptablesValues.flags(flagSet(values.get(0)), flagSet(values.get(1)));
  }

  private static Set<String> flagSet(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("all")) {
      return TcpFlags.ALL;
    }
    return lower.equals("none") ? Set.of() : new HashSet<>(Arrays.asList(lower.split(",")));
  }

  private Condition set(List<String> values) {
    if (values.size() != 2) {
      return Condition.UNKNOWN;
    }
    List<Side> sides =
        Arrays.stream(values.get(1).split(","))
            .map(side -> side.equals("src") ? Side.SOURCE : Side.DESTINATION)
            .toList();
    String name = values.get(0);
    if (ruleset.set(name).isEmpty()) {
      ruleset.note(
          "the set %s is in none of the files: give what 'ipset save' prints, too".formatted(name));
      return Condition.UNKNOWN;
    }
    return ruleset.set(name).get().matches(sides, ruleset);
  }
}
