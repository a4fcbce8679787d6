package dev.acrfw.ip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which of many sets of one family hold an address. The family is cut into stretches whose
 * addresses are all in the same sets, so an answer is one binary search, whatever their number.
 */
public final class PrefixSetIndex {
  /** Where a set begins, or is left again. */
  private record Edge(long high, long low, int set) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      return PrefixSet.compare(high, low, other.high, other.low);
    }
  }

  private final long[] highs;
  private final long[] lows;
  private final int[][] holders;

  /**
   * @param sets the sets, all of the family
   */
  public PrefixSetIndex(List<PrefixSet> sets) {
    Edge[] edges = edges(sets);
    long[] stretchHighs = new long[edges.length];
    long[] stretchLows = new long[edges.length];
    int[][] stretchHolders = new int[edges.length][];
    BitSet open = new BitSet(sets.size());
    int stretches = 0;
    for (int i = 0; i < edges.length; i++) {
      open.flip(edges[i].set);
      if (i + 1 == edges.length || edges[i].compareTo(edges[i + 1]) != 0) {
        stretchHighs[stretches] = edges[i].high;
        stretchLows[stretches] = edges[i].low;
        stretchHolders[stretches] = open.stream().toArray();
        stretches++;
      }
    }
    highs = Arrays.copyOf(stretchHighs, stretches);
    lows = Arrays.copyOf(stretchLows, stretches);
    holders = Arrays.copyOf(stretchHolders, stretches);
  }

  private static Edge[] edges(List<PrefixSet> sets) {
    List<Edge> edges = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      PrefixSet ranges = sets.get(set);
      boolean ipv4 = ranges.family() == Family.IPV4;
      for (int range = 0; range < ranges.rangeCount(); range++) {
        edges.add(new Edge(ranges.startHigh(range), ranges.startLow(range), set));
        long low = ranges.endLow(range) + 1;
        long high = ranges.endHigh(range) + (low == 0 ? 1 : 0);
        boolean last = ipv4 ? low > 0xffff_ffffL : high == 0 && low == 0;
        if (!last) {
          edges.add(new Edge(high, low, set));
        }
      }
    }
    Edge[] sorted = edges.toArray(Edge[]::new);
    Arrays.sort(sorted);
    return sorted;
  }

  /**
   * Returns the numbers of the sets that hold an address, ascending.
   *
   * @param high the upper 64 bits of the address; 0 in IPv4
   * @param low the lower 64 bits, or the IPv4 address
   */
  public int[] holding(long high, long low) {
    int first = 0;
    int behind = highs.length;
    while (first < behind) {
      int middle = (first + behind) >>> 1;
      if (PrefixSet.compare(highs[middle], lows[middle], high, low) <= 0) {
        first = middle + 1;
      } else {
        behind = middle;
      }
    }
    return first == 0 ? new int[0] : holders[first - 1].clone();
  }
}
