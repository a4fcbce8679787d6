package dev.acrfw.ip;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * An immutable set of addresses of one family.
 *
 * <p>It is held as sorted ranges that neither overlap nor touch, {@value #WORDS} longs a range
 * (start and end, upper and lower half each), so equal sets are equal arrays, a prefix costs no
 * object, and one piece of code serves both families. The fewest CIDRs follow from the ranges: each
 * range splits in just one way into a minimal number of prefixes.
 */
public final class PrefixSet {
  static final int WORDS = 4;

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

  /** Returns the addresses of this set that are not in the other. */
  public PrefixSet difference(PrefixSet other) {
    if (other.family != family) {
      throw new IllegalArgumentException("the set is not " + family.displayName());
    }
    PrefixSetBuilder left = new PrefixSetBuilder(family);
    int cut = 0;
    for (int i = 0; i < ranges.length; i += WORDS) {
      long high = ranges[i];
      long low = ranges[i + 1];
      long endHigh = ranges[i + 2];
      long endLow = ranges[i + 3];
      boolean consumed = false;
      while (cut < other.ranges.length && isBelow(other.ranges, cut + 2, high, low)) {
        cut += WORDS;
      }
      for (int c = cut; c < other.ranges.length && !consumed; c += WORDS) {
        long cutHigh = other.ranges[c];
        long cutLow = other.ranges[c + 1];
        if (compare(cutHigh, cutLow, endHigh, endLow) > 0) {
          break;
        }
        if (compare(high, low, cutHigh, cutLow) < 0) {
          left.addRange(high, low, cutLow == 0 ? cutHigh - 1 : cutHigh, cutLow - 1);
        }
        consumed = compare(other.ranges[c + 2], other.ranges[c + 3], endHigh, endLow) >= 0;
        low = other.ranges[c + 3] + 1;
        high = low == 0 ? other.ranges[c + 2] + 1 : other.ranges[c + 2];
      }
      if (!consumed) {
        left.addRange(high, low, endHigh, endLow);
      }
    }
    return left.build();
  }

  private static boolean isBelow(long[] ranges, int index, long high, long low) {
    return compare(ranges[index], ranges[index + 1], high, low) < 0;
  }

  /** Returns whether every address of the other set is in this one. */
  public boolean contains(PrefixSet other) {
    return other.difference(this).isEmpty();
  }

  /** Returns the number of addresses. */
  public BigInteger addressCount() {
    BigInteger count = BigInteger.ZERO;
    for (int i = 0; i < ranges.length; i += WORDS) {
      BigInteger start = unsigned(ranges[i], ranges[i + 1]);
      BigInteger end = unsigned(ranges[i + 2], ranges[i + 3]);
      count = count.add(end.subtract(start)).add(BigInteger.ONE);
    }
    return count;
  }

  private static BigInteger unsigned(long high, long low) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >>> 56 - 8 * i);
      bytes[8 + i] = (byte) (low >>> 56 - 8 * i);
    }
    return new BigInteger(1, bytes);
  }

  /** Returns the number of prefixes that {@link #forEachCidr} visits. */
  public int cidrCount() {
    int[] count = {0};
    split((high, low, length) -> count[0]++);
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
    split(
        (high, low, length) -> {
          text.setLength(0);
          PrefixText.append(text, family, high, low, length);
          visitor.accept(text);
        });
  }

  @FunctionalInterface
  private interface Split {
    void prefix(long high, long low, int length);
  }

  private void split(Split out) {
    for (int i = 0; i < ranges.length; i += WORDS) {
      long high = ranges[i];
      long low = ranges[i + 1];
      long endHigh = ranges[i + 2];
      long endLow = ranges[i + 3];
      boolean done = false;
      while (!done) {
        int hostBits = largestBlock(high, low, endHigh, endLow);
        out.prefix(high, low, family.bits() - hostBits);
        long lastHigh = hostBits > 64 ? high | -1L >>> 128 - hostBits : high;
        long lastLow = hostBits == 0 ? low : low | -1L >>> Math.max(0, 64 - hostBits);
        done = lastHigh == endHigh && lastLow == endLow;
        low = lastLow + 1;
        high = low == 0 ? lastHigh + 1 : lastHigh;
      }
    }
  }

  /** The number of host bits of the largest prefix that starts at an address and ends in range. */
  private int largestBlock(long high, long low, long endHigh, long endLow) {
    int aligned =
        low != 0
            ? Long.numberOfTrailingZeros(low)
            : high != 0 ? 64 + Long.numberOfTrailingZeros(high) : family.bits();
    // The size of the range, minus one, wraps to all ones only for the whole family.
    long sizeLow = endLow - low;
    long sizeHigh = endHigh - high - (Long.compareUnsigned(endLow, low) < 0 ? 1 : 0);
    long countLow = sizeLow + 1;
    long countHigh = countLow == 0 ? sizeHigh + 1 : sizeHigh;
    int fits =
        countHigh != 0
            ? 127 - Long.numberOfLeadingZeros(countHigh)
            : countLow != 0 ? 63 - Long.numberOfLeadingZeros(countLow) : 128;
    return Math.min(aligned, fits);
  }

  long[] ranges() {
    return ranges;
  }

  static int compare(long highA, long lowA, long highB, long lowB) {
    return highA != highB ? Long.compareUnsigned(highA, highB) : Long.compareUnsigned(lowA, lowB);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PrefixSet set
        && set.family == family
        && Arrays.equals(set.ranges, ranges);
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
