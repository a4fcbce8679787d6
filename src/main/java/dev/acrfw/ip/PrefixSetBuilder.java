package dev.acrfw.ip;

import java.util.Arrays;

/** Collects prefixes and ranges of one family in any order, overlapping or not. */
public final class PrefixSetBuilder {
  private final Family family;
  private long[] ranges = new long[16 * PrefixSet.WORDS];
  private int size;
  private boolean sorted = true;

  /**
   * @param family the family of every prefix that will be added
   */
  public PrefixSetBuilder(Family family) {
    this.family = family;
  }

  /**
   * Adds one prefix.
   *
   * @throws IllegalArgumentException when it is of the other family
   */
  public PrefixSetBuilder add(Prefix prefix) {
    if (prefix.family() != family) {
      throw new IllegalArgumentException(prefix + " is not " + family.displayName());
    }
    int hostBits = family.bits() - prefix.length();
    long endHigh = prefix.high();
    long endLow = prefix.low();
    if (hostBits >= 64) {
      endHigh |= hostBits == 64 ? 0 : -1L >>> 128 - hostBits;
      endLow = -1;
    } else if (hostBits > 0) {
      endLow |= -1L >>> 64 - hostBits;
    }
    addRange(prefix.high(), prefix.low(), endHigh, endLow);
    return this;
  }

  /**
   * Adds all addresses of a set.
   *
   * @throws IllegalArgumentException when it is of the other family
   */
  public PrefixSetBuilder addAll(PrefixSet set) {
    if (set.family() != family) {
      throw new IllegalArgumentException("the set is not " + family.displayName());
    }
    long[] other = set.ranges();
    for (int i = 0; i < other.length; i += PrefixSet.WORDS) {
      addRange(other[i], other[i + 1], other[i + 2], other[i + 3]);
    }
    return this;
  }

  void addRange(long startHigh, long startLow, long endHigh, long endLow) {
    if (size == ranges.length) {
      ranges = Arrays.copyOf(ranges, size * 2);
    }
    if (size > 0) {
      long lastHigh = ranges[size - 4];
      long lastLow = ranges[size - 3];
      sorted &= PrefixSet.compare(lastHigh, lastLow, startHigh, startLow) <= 0;
    }
    ranges[size] = startHigh;
    ranges[size + 1] = startLow;
    ranges[size + 2] = endHigh;
    ranges[size + 3] = endLow;
    size += PrefixSet.WORDS;
  }

  /** Returns the set of all addresses that were added; the builder must not be used afterwards. */
  public PrefixSet build() {
    long[] ordered = sorted ? ranges : mergeSort(ranges, size);
    int kept = 0;
    for (int i = 0; i < size; i += PrefixSet.WORDS) {
      if (kept > 0 && touches(ordered, kept - PrefixSet.WORDS, ordered[i], ordered[i + 1])) {
        int endOfLast = kept - 2;
        if (PrefixSet.compare(
                ordered[i + 2], ordered[i + 3], ordered[endOfLast], ordered[endOfLast + 1])
            > 0) {
          ordered[endOfLast] = ordered[i + 2];
          ordered[endOfLast + 1] = ordered[i + 3];
        }
      } else {
        System.arraycopy(ordered, i, ordered, kept, PrefixSet.WORDS);
        kept += PrefixSet.WORDS;
      }
    }
    return new PrefixSet(family, Arrays.copyOf(ordered, kept));
  }

  /** Whether an address, not below the range's start, lies in the range or next behind its end. */
  private static boolean touches(long[] ranges, int range, long high, long low) {
    long endHigh = ranges[range + 2];
    long endLow = ranges[range + 3];
    if (endHigh == -1 && endLow == -1) {
      return true;
    }
    long nextLow = endLow + 1;
    long nextHigh = nextLow == 0 ? endHigh + 1 : endHigh;
    return PrefixSet.compare(high, low, nextHigh, nextLow) <= 0;
  }

  private static long[] mergeSort(long[] ranges, int size) {
    long[] from = ranges;
    long[] to = new long[size];
    for (int width = PrefixSet.WORDS; width < size; width *= 2) {
      for (int left = 0; left < size; left += 2 * width) {
        merge(from, to, left, Math.min(left + width, size), Math.min(left + 2 * width, size));
      }
      long[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] from, long[] to, int left, int middle, int end) {
    int a = left;
    int b = middle;
    for (int i = left; i < end; i += PrefixSet.WORDS) {
      boolean takeA =
          a < middle
              && (b >= end || PrefixSet.compare(from[a], from[a + 1], from[b], from[b + 1]) <= 0);
      System.arraycopy(from, takeA ? a : b, to, i, PrefixSet.WORDS);
      if (takeA) {
        a += PrefixSet.WORDS;
      } else {
        b += PrefixSet.WORDS;
      }
    }
  }
}
