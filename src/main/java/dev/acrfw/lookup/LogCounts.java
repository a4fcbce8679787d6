package dev.acrfw.lookup;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import java.util.Arrays;
import java.util.Optional;

/**
 * How often each address stands in a log, apart for each direction and port: one table of primitive
 * arrays with open addressing, so that a million addresses fit into a small heap.
 */
public final class LogCounts {
  /** More are counted together, so that no log needs more memory than this many entries. */
  static final int MOST = 1 << 20;

  private static final int IPV6 = 1 << 18;

  private final PrefixParser parser = new PrefixParser();
  private long[] highs = new long[1024];
  private long[] lows = new long[1024];
  private int[] traffic = new int[1024];
  private int[] counts = new int[1024];
  private int size;
  private long uncounted;
  private long lines;

  /** Returns how many entries there are. */
  public int size() {
    return size;
  }

  /** Returns how many times an address was seen after the table was full. */
  public long uncounted() {
    return uncounted;
  }

  /** Returns how many lines were read. */
  public long lines() {
    return lines;
  }

  void countLine() {
    lines++;
  }

  /**
   * Counts the address that a text is.
   *
   * @param direction 0 when unknown, 1 outbound, 2 inbound
   * @param port 0 when unknown
   * @return whether it is one
   */
  boolean add(byte[] text, int start, int end, int direction, int port) {
    try {
      parser.read(text, start, end);
    } catch (InvalidPrefixException e) {
      return false;
    }
    if (parser.length() != parser.family().bits()) {
      return false;
    }
    add(parser.prefix(), direction, port);
    return true;
  }

  private void add(Prefix address, int direction, int port) {
    int key = port | direction << 16 | (address.family() == Family.IPV6 ? IPV6 : 0);
    int slot = slot(address.high(), address.low(), key);
    if (counts[slot] == 0) {
      if (size == MOST) {
        uncounted++;
        return;
      }
      highs[slot] = address.high();
      lows[slot] = address.low();
      traffic[slot] = key;
      size++;
    }
    counts[slot] += counts[slot] == Integer.MAX_VALUE ? 0 : 1;
    if (size * 2 > counts.length) {
      grow();
    }
  }

  private int slot(long high, long low, int key) {
    long hash = (high * 31 + low) * 31 + key;
    hash *= 0x9E37_79B9_7F4A_7C15L;
    int slot = (int) (hash >>> 40) & (counts.length - 1);
    while (counts[slot] != 0
        && (highs[slot] != high || lows[slot] != low || traffic[slot] != key)) {
      slot = (slot + 1) & (counts.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    int[] oldTraffic = traffic;
    int[] oldCounts = counts;
    int length = oldCounts.length * 2;
    highs = new long[length];
    lows = new long[length];
    traffic = new int[length];
    counts = new int[length];
    for (int i = 0; i < oldCounts.length; i++) {
      if (oldCounts[i] > 0) {
        int slot = slot(oldHighs[i], oldLows[i], oldTraffic[i]);
        highs[slot] = oldHighs[i];
        lows[slot] = oldLows[i];
        traffic[slot] = oldTraffic[i];
        counts[slot] = oldCounts[i];
      }
    }
  }

  /** Returns the entries' places, the most frequent first, then by address. */
  int[] byFrequency() {
    long[] order = new long[size];
    int filled = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        order[filled++] = (long) (Integer.MAX_VALUE - counts[i]) << 32 | i;
      }
    }
    Arrays.sort(order);
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) order[i];
    }
    return places;
  }

  int count(int place) {
    return counts[place];
  }

  Prefix address(int place) {
    Family family = (traffic[place] & IPV6) == 0 ? Family.IPV4 : Family.IPV6;
    return new Prefix(family, highs[place], lows[place], family.bits(), false);
  }

  Traffic traffic(int place) {
    int direction = traffic[place] >>> 16 & 3;
    return new Traffic(
        direction == 0
            ? Optional.empty()
            : Optional.of(direction == 1 ? Direction.OUTBOUND : Direction.INBOUND),
        traffic[place] & 0xffff);
  }
}
