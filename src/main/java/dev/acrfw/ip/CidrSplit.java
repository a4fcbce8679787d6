package dev.acrfw.ip;

/**
 * The fewest prefixes of ranges: each range splits in just one way into a minimal number of them.
 */
final class CidrSplit {
  private CidrSplit() {}

  /** Takes a prefix. */
  @FunctionalInterface
  interface Visitor {
    void prefix(long high, long low, int length);
  }

  /** Visits the prefixes of a set, in ascending order. */
  static void split(PrefixSet set, Visitor out) {
    Family family = set.family();
    if (family == Family.IPV4) {
      splitIpv4(set, out);
      return;
    }
    for (int i = 0; i < set.rangeCount(); i++) {
      long high = set.startHigh(i);
      long low = set.startLow(i);
      long endHigh = set.endHigh(i);
      long endLow = set.endLow(i);
      boolean done = false;
      while (!done) {
        int hostBits = largestBlock(high, low, endHigh, endLow);
        out.prefix(high, low, Family.IPV6.bits() - hostBits);
        long lastHigh = hostBits > 64 ? high | (-1L >>> (128 - hostBits)) : high;
        long lastLow = hostBits == 0 ? low : low | (-1L >>> Math.max(0, 64 - hostBits));
        done = lastHigh == endHigh && lastLow == endLow;
        low = lastLow + 1;
        high = low == 0 ? lastHigh + 1 : lastHigh;
      }
    }
  }

  private static void splitIpv4(PrefixSet set, Visitor out) {
    for (int i = 0; i < set.rangeCount(); i++) {
      long start = set.startLow(i);
      long next = set.endLow(i) + 1;
      while (start < next) {
        int aligned = start == 0 ? 32 : Long.numberOfTrailingZeros(start);
        int fits = 63 - Long.numberOfLeadingZeros(next - start);
        int hostBits = Math.min(aligned, fits);
        out.prefix(0, start, 32 - hostBits);
        start += 1L << hostBits;
      }
    }
  }

  /** The number of host bits of the largest prefix that starts at an address and ends in range. */
  private static int largestBlock(long high, long low, long endHigh, long endLow) {
    int aligned =
        low != 0
            ? Long.numberOfTrailingZeros(low)
            : high != 0 ? 64 + Long.numberOfTrailingZeros(high) : Family.IPV6.bits();
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
}
