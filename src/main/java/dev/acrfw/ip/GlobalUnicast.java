package dev.acrfw.ip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses can be a service's on the public Internet: those that IANA has not set aside.
 *
 * <p>Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890 and its updates),
 * the IANA IPv6 Address Space registry (global unicast is 2000::/3), RFC 1112 for class E.
 */
public final class GlobalUnicast {
  /** What is set aside, with why; of IPv6 within 2000::/3. */
  private static final Map<String, String> SET_ASIDE = new LinkedHashMap<>();

  private static final Map<String, String> DOCUMENTATION = new LinkedHashMap<>();

  static {
    SET_ASIDE.put("0.0.0.0/8", "this network (RFC 791)");
    SET_ASIDE.put("10.0.0.0/8", "private use (RFC 1918)");
    SET_ASIDE.put("100.64.0.0/10", "shared address space (RFC 6598)");
    SET_ASIDE.put("127.0.0.0/8", "loopback (RFC 1122)");
    SET_ASIDE.put("169.254.0.0/16", "link local, instance metadata (RFC 3927)");
    SET_ASIDE.put("172.16.0.0/12", "private use (RFC 1918)");
    SET_ASIDE.put("192.0.0.0/24", "IETF protocols (RFC 6890)");
    SET_ASIDE.put("192.88.99.0/24", "6to4 relays (RFC 7526)");
    SET_ASIDE.put("192.168.0.0/16", "private use (RFC 1918)");
    SET_ASIDE.put("198.18.0.0/15", "benchmarks (RFC 2544)");
    SET_ASIDE.put("224.0.0.0/4", "multicast (RFC 5771)");
    SET_ASIDE.put("240.0.0.0/4", "reserved (RFC 1112)");
    SET_ASIDE.put("2001::/23", "IETF protocols (RFC 2928)");
    SET_ASIDE.put("2002::/16", "6to4 (RFC 3056)");
    SET_ASIDE.put("3fff::/20", "documentation (RFC 9637)");
    DOCUMENTATION.put("192.0.2.0/24", "documentation (RFC 5737)");
    DOCUMENTATION.put("198.51.100.0/24", "documentation (RFC 5737)");
    DOCUMENTATION.put("203.0.113.0/24", "documentation (RFC 5737)");
    DOCUMENTATION.put("2001:db8::/32", "documentation (RFC 3849)");
  }

  /** Made when they are first asked for, since a run needs one of them; null before. */
  private static volatile @Nullable AddressSpace ofFiles;

  private static volatile @Nullable AddressSpace ofSamples;

  private GlobalUnicast() {}

  private static AddressSpace of(boolean sample) {
    AddressSpace space = sample ? ofSamples : ofFiles;
    if (space != null) {
      return space;
    }
    space = space(!sample);
    if (sample) {
      ofSamples = space;
    } else {
      ofFiles = space;
    }
    return space;
  }

  private static AddressSpace space(boolean withoutDocumentation) {
    AddressSpace.Builder all = new AddressSpace.Builder();
    all.add(prefix("0.0.0.0/1")).add(prefix("128.0.0.0/1")).add(prefix("2000::/3"));
    AddressSpace.Builder aside = new AddressSpace.Builder();
    for (String cidr : SET_ASIDE.keySet()) {
      aside.add(prefix(cidr));
    }
    if (withoutDocumentation) {
      for (String cidr : DOCUMENTATION.keySet()) {
        aside.add(prefix(cidr));
      }
    }
    return all.build().difference(aside.build());
  }

  private static Prefix prefix(String cidr) {
    try {
      return PrefixParser.parse(cidr);
    } catch (InvalidPrefixException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns whether every address of a space is global unicast.
   *
   * @param sample whether the addresses of documentation count as such
   */
  public static boolean contains(AddressSpace addresses, boolean sample) {
    return of(sample).contains(addresses);
  }

  /**
   * Returns why a prefix is not global unicast, for a message; nothing when it is.
   *
   * @param sample whether the addresses of documentation count as such
   */
  public static Optional<String> whyNot(Prefix prefix, boolean sample) {
    AddressSpace addresses = new AddressSpace.Builder().add(prefix).build();
    if (contains(addresses, sample)) {
      return Optional.empty();
    }
    Map<String, String> aside = new LinkedHashMap<>(SET_ASIDE);
    if (!sample) {
      aside.putAll(DOCUMENTATION);
    }
    for (Map.Entry<String, String> each : aside.entrySet()) {
      AddressSpace block = new AddressSpace.Builder().add(prefix(each.getKey())).build();
      if (!addresses.difference(block).equals(addresses)) {
        return Optional.of("it holds addresses of " + each.getKey() + ", " + each.getValue());
      }
    }
    return Optional.of("it is outside of 2000::/3, global unicast (RFC 4291)");
  }
}
