package dev.acrfw.ip;

import java.math.BigInteger;

/** How numbers of addresses are written for readers. */
public final class AddressCount {
  private AddressCount() {}

  /**
   * Returns a number with a comma between each three digits, for example {@code 1,234,567}.
   *
   * @param count not negative
   */
  public static String grouped(BigInteger count) {
    StringBuilder digits = new StringBuilder(count.toString());
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      digits.insert(i, ',');
    }
    return digits.toString();
  }

  /**
   * Returns a number of addresses that may be of IPv6, as a power of two where it has too many
   * digits to read, for example {@code ~2^80}.
   *
   * @param count not negative
   */
  public static String rounded(BigInteger count) {
    return count.bitLength() <= 40 ? grouped(count) : "~2^" + (count.bitLength() - 1);
  }
}
