package dev.acrfw.ip;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * One address prefix: an address of up to 128 bits and a length.
 *
 * @param family the address family
 * @param high the upper 64 bits of the network address; 0 in IPv4
 * @param low the lower 64 bits of the network address; in IPv4 the 32-bit address
 * @param length the prefix length in bits, from 0 to {@code family.bits()}
 * @param hostBitsSet whether the text that this was read from had bits set after the length; they
 *     are cleared in {@code high} and {@code low}
 */
public record Prefix(Family family, long high, long low, int length, boolean hostBitsSet) {

  /** Returns the one address that Java's networking knows, without a zone. */
  public static Prefix of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return bytes.remaining() == Integer.BYTES
        ? new Prefix(Family.IPV4, 0, bytes.getInt() & 0xffff_ffffL, Family.IPV4.bits(), false)
        : new Prefix(Family.IPV6, bytes.getLong(), bytes.getLong(), Family.IPV6.bits(), false);
  }

  /** Returns whether it is a single address. */
  public boolean isAddress() {
    return length == family.bits();
  }

  /** Returns the CIDR notation, without the length where it is a single address. */
  public String shown() {
    String cidr = toString();
    return isAddress() ? cidr.substring(0, cidr.indexOf('/')) : cidr;
  }

  /** Returns the set of exactly the addresses of this prefix. */
  public PrefixSet toSet() {
    return new PrefixSetBuilder(family).add(this).build();
  }

  /** Returns the CIDR notation, IPv6 as RFC 5952 writes it. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    PrefixText.append(text, family, high, low, length);
    return text.toString();
  }
}
