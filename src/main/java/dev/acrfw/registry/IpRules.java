package dev.acrfw.registry;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
import java.util.List;

/**
 * The clients that a registry's own firewall lets in: public ranges, as the fewest CIDRs. The
 * article and the API's text say IPv4; azure-cli 2.86 says that a registry takes IPv6 as well.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks">Configure
 *     public IP network rules</a>
 */
public final class IpRules {
  /** The limit of one registry ("Service tiers", since 2025; the article said 100 before). */
  static final int MAX_RULES = 200;

  /** What is not globally reachable in the IANA IPv4 Special-Purpose Address Registry, and why. */
  private static final String[][] SPECIAL = {
    {"0.0.0.0/8", "this network, RFC 791"},
    {"10.0.0.0/8", "private, RFC 1918"},
    {"100.64.0.0/10", "shared by carriers, RFC 6598"},
    {"127.0.0.0/8", "loopback, RFC 1122"},
    {"169.254.0.0/16", "link local, RFC 3927"},
    {"172.16.0.0/12", "private, RFC 1918"},
    {"192.0.0.0/24", "protocol assignments, RFC 6890"},
    {"192.0.2.0/24", "documentation, RFC 5737"},
    {"192.168.0.0/16", "private, RFC 1918"},
    {"198.18.0.0/15", "benchmarks, RFC 2544"},
    {"198.51.100.0/24", "documentation, RFC 5737"},
    {"203.0.113.0/24", "documentation, RFC 5737"},
    {"224.0.0.0/4", "multicast, RFC 5771"},
    {"240.0.0.0/4", "reserved, RFC 1112"},
  };

  /** What IANA allocates as global unicast addresses (RFC 4291, section 2.4). */
  private static final String GLOBAL_UNICAST = "2000::/3";

  private final AddressSpace.Builder space = new AddressSpace.Builder();

  /**
   * Adds one address or CIDR.
   *
   * @throws InvalidInputException when it is not a public range
   */
  public void add(String text) {
    space.add(parsePublic(text));
  }

  /**
   * Returns one address or CIDR as Azure shows it.
   *
   * @throws InvalidInputException when it is not a public range
   */
  public static String shown(String text) {
    return shownCidr(parsePublic(text).toString());
  }

  private static String shownCidr(String cidr) {
    return cidr.replaceFirst(cidr.indexOf(':') < 0 ? "/32$" : "/128$", "");
  }

  private static Prefix parsePublic(String text) {
    Prefix prefix;
    try {
      prefix = PrefixParser.parse(text);
    } catch (InvalidPrefixException e) {
      throw new InvalidInputException(
          "'" + Printable.of(text) + "' is neither an address nor a CIDR: " + e.getMessage());
    }
    if (prefix.hostBitsSet()) {
      throw new InvalidInputException(
          "'" + Printable.of(text) + "' has host bits set", "the network is " + prefix);
    }
    String special = special(prefix);
    if (!special.isEmpty()) {
      throw new InvalidInputException(
          "'" + Printable.of(text) + "' is not public: " + special,
          "a registry sees the public address that a client comes from, after its NAT");
    }
    return prefix;
  }

  /** Returns why a range is not public; empty where it is. */
  private static String special(Prefix prefix) {
    if (prefix.family() == Family.IPV6) {
      return prefix.toSet().difference(parse(GLOBAL_UNICAST).toSet()).isEmpty()
          ? ""
          : "global unicast addresses are in " + GLOBAL_UNICAST;
    }
    for (String[] special : SPECIAL) {
      PrefixSet range = parse(special[0]).toSet();
      if (!prefix.toSet().difference(range).equals(prefix.toSet())) {
        return special[0] + " is " + special[1];
      }
    }
    return "";
  }

  private static Prefix parse(String text) {
    try {
      return PrefixParser.parse(text);
    } catch (InvalidPrefixException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns the fewest CIDRs, ascending; a single address without its length, as Azure shows it.
   * This must be the last call.
   *
   * @throws UnsupportedException when a registry does not take so many
   */
  public List<String> fewest() {
    List<String> rules = new ArrayList<>();
    AddressSpace all = space.build();
    for (Family family : Family.values()) {
      for (String cidr : all.of(family).cidrs()) {
        rules.add(shownCidr(cidr));
      }
    }
    if (rules.size() > MAX_RULES) {
      throw new UnsupportedException(
          "a registry takes at most %d IP rules, these are %d as the fewest CIDRs"
              .formatted(MAX_RULES, rules.size()),
          "let the clients share fewer public addresses, or use a private endpoint");
    }
    return rules;
  }
}
