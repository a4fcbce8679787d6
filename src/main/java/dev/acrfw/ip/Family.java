package dev.acrfw.ip;

import java.util.Locale;

/** An address family. */
public enum Family {
  /** RFC 791, 32 bits. */
  IPV4(32, "IPv4"),
  /** RFC 4291, 128 bits. */
  IPV6(128, "IPv6");

  private final int bits;
  private final String displayName;

  Family(int bits, String displayName) {
    this.bits = bits;
    this.displayName = displayName;
  }

  /** Returns the number of bits of an address, which is the longest prefix length. */
  public int bits() {
    return bits;
  }

  /** Returns {@code "IPv4"} or {@code "IPv6"}, for messages. */
  public String displayName() {
    return displayName;
  }

  /** Returns {@code "ipv4"} or {@code "ipv6"}, for names and data. */
  public String lowerName() {
    return displayName.toLowerCase(Locale.ROOT);
  }
}
