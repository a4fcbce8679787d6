package dev.acrfw.ip;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An immutable set of addresses of one family.
 *
 * <p>It is held as sorted ranges that neither overlap nor touch, so equal sets are equal arrays and
 * a prefix costs no object. A range of IPv4 is one long, start above end; one of IPv6 is {@value
 * #IPV6_WORDS} longs, start and end, upper and lower half each. The fewest CIDRs follow from the
 * ranges: each range splits in just one way into a minimal number of prefixes.
 */
public final class PrefixSet {
  static final int IPV6_WORDS = 4;

  private final Family family;
  private final long[] ranges;

  PrefixSet(Family family, long[] ranges) {
    this.family = family;
    this.ranges = ranges;
  }

  /** Returns the set without any address. */
  public static PrefixSet empty(Family family) {
    return new PrefixSet(family, new long[0]);
  }

  /** Returns the family of all addresses of the set. */
  public Family family() {
    return family;
  }

  /** Returns the set of all addresses. */
  public static PrefixSet whole(Family family) {
    return new PrefixSet(
        family, family == Family.IPV4 ? new long[] {0xffff_ffffL} : new long[] {0, 0, -1, -1});
  }

  /** Returns whether the set holds every address. */
  public boolean isWhole() {
    return equals(whole(family));
  }

  /** Returns whether the set holds no address. */
  public boolean isEmpty() {
    return ranges.length == 0;
  }

  /** Returns the addresses that are in this set, in the other, or in both. */
  public PrefixSet union(PrefixSet other) {
    if (other.isEmpty()) {
      return this;
    }
    return new PrefixSetBuilder(family).addAll(this).addAll(other).build();
  }

  /** Returns the number of ranges of consecutive addresses, at most that of CIDRs. */
  public int rangeCount() {
    return family == Family.IPV4 ? ranges.length : ranges.length / IPV6_WORDS;
  }

  long startHigh(int range) {
    return family == Family.IPV4 ? 0 : ranges[range * IPV6_WORDS];
  }

  long startLow(int range) {
    return family == Family.IPV4 ? ranges[range] >>> 32 : ranges[range * IPV6_WORDS + 1];
  }

  long endHigh(int range) {
    return family == Family.IPV4 ? 0 : ranges[range * IPV6_WORDS + 2];
  }

  long endLow(int range) {
    return family == Family.IPV4 ? ranges[range] & 0xffff_ffffL : ranges[range * IPV6_WORDS + 3];
  }

  /** Returns the addresses of this set that are not in the other. */
  public PrefixSet difference(PrefixSet other) {
    if (other.family != family) {
      throw new IllegalArgumentException("the set is not " + family.displayName());
    }
    PrefixSetBuilder left = new PrefixSetBuilder(family);
    int cut = 0;
    for (int i = 0; i < rangeCount(); i++) {
      long high = startHigh(i);
      long low = startLow(i);
      long endHigh = endHigh(i);
      long endLow = endLow(i);
      boolean consumed = false;
      while (cut < other.rangeCount()
          && compare(other.endHigh(cut), other.endLow(cut), high, low) < 0) {
        cut++;
      }
      for (int c = cut; c < other.rangeCount() && !consumed; c++) {
        long cutHigh = other.startHigh(c);
        long cutLow = other.startLow(c);
        if (compare(cutHigh, cutLow, endHigh, endLow) > 0) {
          break;
        }
        if (compare(high, low, cutHigh, cutLow) < 0) {
          left.addRange(high, low, cutLow == 0 ? cutHigh - 1 : cutHigh, cutLow - 1);
        }
        consumed = compare(other.endHigh(c), other.endLow(c), endHigh, endLow) >= 0;
        low = other.endLow(c) + 1;
        high = low == 0 ? other.endHigh(c) + 1 : other.endHigh(c);
      }
      if (!consumed) {
        left.addRange(high, low, endHigh, endLow);
      }
    }
    return left.build();
  }

  /** Returns the addresses that are in both sets. */
  public PrefixSet intersection(PrefixSet other) {
    return difference(difference(other));
  }

  /** Returns whether every address of the other set is in this one. */
  public boolean contains(PrefixSet other) {
    return other.difference(this).isEmpty();
  }

  /** Returns the number of addresses. */
  public BigInteger addressCount() {
    if (family == Family.IPV4) {
      long addresses = 0;
      for (int i = 0; i < rangeCount(); i++) {
        addresses += endLow(i) - startLow(i) + 1;
      }
      return BigInteger.valueOf(addresses);
    }
    BigInteger count = BigInteger.ZERO;
    for (int i = 0; i < rangeCount(); i++) {
      BigInteger start = unsigned(startHigh(i), startLow(i));
      BigInteger end = unsigned(endHigh(i), endLow(i));
      count = count.add(end.subtract(start)).add(BigInteger.ONE);
    }
    return count;
  }

  private static BigInteger unsigned(long high, long low) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> (56 - 8 * i));
      bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
    }
    return new BigInteger(1, bytes);
  }

  /** Returns the number of prefixes that {@link #forEachCidr} visits. */
  public int cidrCount() {
    int[] count = {0};
    CidrSplit.split(this, (high, low, length) -> count[0]++);
    return count[0];
  }

  /** Returns the fewest CIDRs that cover exactly this set, in ascending order. */
  public List<String> cidrs() {
    List<String> cidrs = new ArrayList<>();
    forEachCidr(cidr -> cidrs.add(cidr.toString()));
    return cidrs;
  }

  /**
   * Visits the fewest CIDRs that cover exactly this set, in ascending order.
   *
   * @param visitor takes the CIDR notation; it is valid only during the call, so copy what is kept
   */
  public void forEachCidr(Consumer<CharSequence> visitor) {
    StringBuilder text = new StringBuilder(44);
    CidrSplit.split(
        this,
        (high, low, length) -> {
          text.setLength(0);
          PrefixText.append(text, family, high, low, length);
          visitor.accept(text);
        });
  }

  static int compare(long highA, long lowA, long highB, long lowB) {
    return highA != highB ? Long.compareUnsigned(highA, highB) : Long.compareUnsigned(lowA, lowB);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixSet s && s.family == family && Arrays.equals(s.ranges, ranges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ranges);
  }

  /** Returns the CIDRs, for messages of tests. */
  @Override
  public String toString() {
    return cidrs().toString();
  }
}
