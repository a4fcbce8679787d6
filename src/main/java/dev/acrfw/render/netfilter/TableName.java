package dev.acrfw.render.netfilter;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.Family;
import dev.acrfw.option.Value;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The family and name of a table of nftables, for example {@code inet filter}. */
final class TableName extends Value<String> {
  static final String DEFAULT = "inet filter";

  /** Words that nft 1.0.6 takes for its own wherever a name may stand: no table can have them. */
  private static final Set<String> WORDS_OF_NFT =
      Set.of(
          """
          accept add ah all and arp auto-merge bridge chain comment comp constant continue counter ct
          day dccp define delete describe device devices drop dst dup dynamic ecn element elements eq
          esp ether exists exthdr fib flags flow flowtable flush frag fwd goto gt handle hbh hook hour
          icmp icmpv6 igmp iif iifname import include index inet insert interval ip ip6 jhash jump
          limit list log lshift lt map mark masquerade meta meter mh missing monitor netdev not
          notrack numgen oif oifname or osf policy position priority queue quota random redefine
          redirect reject rename replace reset return rshift rt rule ruleset sctp secmark set size
          snat dnat socket srh symhash synproxy table tcp timeout tproxy type typeof udp udplite
          undefine vlan vmap xor xt
          """
              .strip()
              .replace('\n', ' ')
              .split(" "));

  @Override
  public String parse(String option, String text) {
    Matcher matcher =
        Pattern.compile("(inet|ip|ip6) +([A-Za-z_][A-Za-z0-9_-]{0,63})").matcher(text.strip());
    if (!matcher.matches()) {
      throw new UsageException(
          option + " '" + text + "' is not 'inet NAME', 'ip NAME' or 'ip6 NAME'",
          "an inet table holds both address families, the others need --family");
    }
    if (WORDS_OF_NFT.contains(matcher.group(2))) {
      throw new UsageException(
          option
              + " '"
              + text.strip()
              + "': "
              + matcher.group(2)
              + " is a word of nft's own language");
    }
    return matcher.group(1) + " " + matcher.group(2);
  }

  /** Returns the address families that a table holds. */
  static List<Family> families(String table) {
    return switch (table.substring(0, table.indexOf(' '))) {
      case "ip" -> List.of(Family.IPV4);
      case "ip6" -> List.of(Family.IPV6);
      default -> List.of(Family.values());
    };
  }

  @Override
  public String text(String value) {
    return value;
  }
}
