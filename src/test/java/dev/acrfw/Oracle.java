package dev.acrfw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.net.util.SubnetUtils;

/**
 * A second opinion on address space that shares no code with the product: IPv4 ranges by
 * commons-net, IPv6 by the JDK, sets as sorted maps from start to end.
 */
public final class Oracle {
  private Oracle() {}

  /** Returns the address space of CIDRs of one or both families, as disjoint ranges. */
  public static Map<BigInteger, BigInteger> space(Collection<String> cidrs) {
    List<BigInteger[]> ranges = new ArrayList<>();
    for (String cidr : cidrs) {
      ranges.add(cidr.contains(":") ? ipv6(cidr) : ipv4(cidr));
    }
    ranges.sort((a, b) -> a[0].compareTo(b[0]));
    TreeMap<BigInteger, BigInteger> space = new TreeMap<>();
    for (BigInteger[] range : ranges) {
      Map.Entry<BigInteger, BigInteger> last = space.lastEntry();
      if (last != null && range[0].compareTo(last.getValue().add(BigInteger.ONE)) <= 0) {
        space.put(last.getKey(), last.getValue().max(range[1]));
      } else {
        space.put(range[0], range[1]);
      }
    }
    return space;
  }

  /** Returns whether one of some CIDRs holds an address. */
  public static boolean contains(Collection<String> cidrs, String address) {
    List<String> more = new ArrayList<>(cidrs);
    more.add(address);
    return space(more).equals(space(cidrs));
  }

  private static BigInteger[] ipv4(String cidr) {
    SubnetUtils utils = new SubnetUtils(cidr.contains("/") ? cidr : cidr + "/32");
    utils.setInclusiveHostCount(true);
    return new BigInteger[] {
      BigInteger.valueOf(utils.getInfo().asInteger(utils.getInfo().getLowAddress()) & 0xffffffffL),
      BigInteger.valueOf(utils.getInfo().asInteger(utils.getInfo().getHighAddress()) & 0xffffffffL)
    };
  }

  /** IPv6 lies above IPv4 in the oracle, so that both fit into one map. */
  private static BigInteger[] ipv6(String cidr) {
    int slash = cidr.indexOf('/');
    int length = slash < 0 ? 128 : Integer.parseInt(cidr.substring(slash + 1));
    BigInteger address = address(slash < 0 ? cidr : cidr.substring(0, slash));
    BigInteger size = BigInteger.ONE.shiftLeft(128 - length);
    BigInteger start = address.divide(size).multiply(size).setBit(130);
    return new BigInteger[] {start, start.add(size).subtract(BigInteger.ONE)};
  }

  private static BigInteger address(String literal) {
    if (!literal.matches("[0-9a-fA-F:.]+")) {
      throw new IllegalArgumentException(literal);
    }
    try {
      return new BigInteger(1, InetAddress.getByName(literal).getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(literal, e);
    }
  }

  /** Returns the prefixes that a file lists for a tag, of one family or ("") both. */
  public static List<String> prefixes(Path file, String tagName, String family) {
    List<String> prefixes = new ArrayList<>();
    boolean found = false;
    for (JsonNode tag : tree(file).get("values")) {
      if (tag.get("name").asText().equals(tagName)) {
        found = true;
        for (JsonNode prefix : tag.get("properties").get("addressPrefixes")) {
          boolean ipv6 = prefix.asText().contains(":");
          if (family.isEmpty() || family.equals(ipv6 ? "ipv6" : "ipv4")) {
            prefixes.add(prefix.asText());
          }
        }
      }
    }
    if (!found) {
      throw new IllegalArgumentException("no tag " + tagName + " in " + file);
    }
    return prefixes;
  }

  private static final Map<Path, JsonNode> TREES = new java.util.concurrent.ConcurrentHashMap<>();

  private static JsonNode tree(Path file) {
    return TREES.computeIfAbsent(
        file,
        f -> {
          try {
            return new ObjectMapper().readTree(f.toFile());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
