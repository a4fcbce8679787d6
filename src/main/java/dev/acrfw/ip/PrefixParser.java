package dev.acrfw.ip;

import java.nio.charset.StandardCharsets;

/**
 * Reads address prefixes strictly: dotted decimal without leading zeros (no octal, no shortened
 * forms), IPv6 as in RFC 4291 section 2.2 without a zone. An address without a length is a host. It
 * never resolves a name.
 */
public final class PrefixParser {
  private byte[] text = {};
  private int start;
  private int end;
  private int position;
  private Family family = Family.IPV4;
  private long high;
  private long low;
  private int length;
  private boolean hostBitsSet;

  /**
   * Parses one prefix. Host bits are accepted, cleared, and noted in the result.
   *
   * @param text the text, without surrounding blanks
   * @return the prefix
   * @throws InvalidPrefixException when the text is anything else; the message says why
   */
  public static Prefix parse(String text) throws InvalidPrefixException {
    PrefixParser parser = new PrefixParser();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    parser.read(bytes, 0, bytes.length);
    return parser.prefix();
  }

  /**
   * Parses one prefix and holds it until the next one is read, so that many cost no object each.
   *
   * @param text holds the text in ASCII
   * @param start where it starts
   * @param end where it ends, exclusive
   * @throws InvalidPrefixException when the text is anything else; the message says why
   */
  public void read(byte[] text, int start, int end) throws InvalidPrefixException {
    this.text = text;
    this.start = start;
    this.end = end;
    position = start;
    high = 0;
    low = 0;
    family = holdsColon() ? Family.IPV6 : Family.IPV4;
    if (family == Family.IPV4) {
      low = dottedDecimal();
    } else {
      groups();
    }
    length = family.bits();
    if (position < end) {
      expect('/');
      length = decimal(3, family.bits(), "prefix length");
      if (position < end) {
        throw unexpected();
      }
    }
    long networkHigh = high & highMask(family, length);
    long networkLow = low & lowMask(family, length);
    hostBitsSet = networkHigh != high || networkLow != low;
    high = networkHigh;
    low = networkLow;
  }

  /** Returns the prefix that was read last. */
  public Prefix prefix() {
    return new Prefix(family, high, low, length, hostBitsSet);
  }

  /** Returns the family of the prefix that was read last. */
  public Family family() {
    return family;
  }

  /** Returns the length in bits of the prefix that was read last. */
  public int length() {
    return length;
  }

  /** Returns whether the text that was read last had bits set behind the length. */
  public boolean hostBitsSet() {
    return hostBitsSet;
  }

  /**
   * Adds the prefix that was read last to the addresses of its family.
   *
   * @throws IllegalArgumentException when the builder is of the other family
   */
  public void addTo(PrefixSetBuilder builder) {
    builder.add(family, high, low, length);
  }

  private boolean holdsColon() {
    for (int i = start; i < end; i++) {
      if (text[i] == ':') {
        return true;
      }
    }
    return false;
  }

  private static long highMask(Family family, int length) {
    return family == Family.IPV4 || length == 0 ? 0 : -1L << Math.max(0, 64 - length);
  }

  private static long lowMask(Family family, int length) {
    int hostBits = family.bits() - length;
    return hostBits >= 64 ? 0 : -1L << hostBits;
  }

  private long dottedDecimal() throws InvalidPrefixException {
    long address = 0;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0) {
        expect('.');
      }
      address = address << 8 | decimal(3, 255, "octet");
    }
    return address;
  }

  private void groups() throws InvalidPrefixException {
    int count = 0;
    int gap = -1;
    if (end - start >= 2 && text[start] == ':' && text[start + 1] == ':') {
      gap = 0;
      position = start + 2;
    }
    while (count < 8 && hexDigitAhead()) {
      if (dotBeforeColon()) {
        long tail = dottedDecimal();
        push(tail >>> 16);
        push(tail & 0xffff);
        count += 2;
        break;
      }
      push(hexadecimal());
      count++;
      if (position < end && text[position] == ':') {
        position++;
        if (position < end && text[position] == ':') {
          if (gap >= 0) {
            throw unexpected();
          }
          position++;
          gap = count;
        } else if (!hexDigitAhead()) {
          throw unexpected();
        }
      } else {
        break;
      }
    }
    if (gap < 0 ? count != 8 : count > 7) {
      throw new InvalidPrefixException("an IPv6 address has eight groups");
    }
    if (gap >= 0) {
      openGap(16 * (count - gap), 16 * (8 - count));
    }
  }

  private void push(long group) {
    high = high << 16 | low >>> 48;
    low = low << 16 | group;
  }

  /** Moves all but the lowest {@code tailBits} bits up by {@code gapBits} (at least 16). */
  private void openGap(int tailBits, int gapBits) {
    long tailHigh = tailBits <= 64 ? 0 : high & (-1L >>> 128 - tailBits);
    long tailLow = tailBits == 0 ? 0 : tailBits >= 64 ? low : low & (-1L >>> 64 - tailBits);
    long headHigh = high ^ tailHigh;
    long headLow = low ^ tailLow;
    if (gapBits >= 128) {
      headHigh = 0;
      headLow = 0;
    } else if (gapBits >= 64) {
      headHigh = headLow << gapBits - 64;
      headLow = 0;
    } else {
      headHigh = headHigh << gapBits | headLow >>> 64 - gapBits;
      headLow <<= gapBits;
    }
    high = headHigh | tailHigh;
    low = headLow | tailLow;
  }

  private boolean hexDigitAhead() {
    return position < end && hexDigit(text[position]) >= 0;
  }

  private boolean dotBeforeColon() {
    for (int i = position; i < end; i++) {
      byte c = text[i];
      if (c == '.') {
        return true;
      }
      if (c == ':' || c == '/') {
        return false;
      }
    }
    return false;
  }

  private long hexadecimal() throws InvalidPrefixException {
    long value = 0;
    int first = position;
    while (hexDigitAhead()) {
      value = value << 4 | hexDigit(text[position++]);
      if (position - first > 4) {
        throw new InvalidPrefixException("a group of an IPv6 address has at most four digits");
      }
    }
    return value;
  }

  private static int hexDigit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private int decimal(int maxDigits, int max, String what) throws InvalidPrefixException {
    int first = position;
    int value = 0;
    while (position < end
        && text[position] >= '0'
        && text[position] <= '9'
        && position - first < maxDigits) {
      value = value * 10 + text[position++] - '0';
    }
    if (position == first) {
      throw unexpected();
    }
    if (position - first > 1 && text[first] == '0') {
      throw new InvalidPrefixException("leading zero in " + what);
    }
    if (value > max) {
      throw new InvalidPrefixException(what + " " + value + " is over " + max);
    }
    return value;
  }

  private void expect(char wanted) throws InvalidPrefixException {
    if (position >= end || text[position] != wanted) {
      throw unexpected();
    }
    position++;
  }

  private InvalidPrefixException unexpected() {
    return new InvalidPrefixException(
        position >= end
            ? "it ends too early"
            : "not a CIDR from character " + (position - start + 1));
  }
}
