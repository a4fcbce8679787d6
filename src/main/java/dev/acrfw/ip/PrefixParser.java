package dev.acrfw.ip;

/**
 * Reads address prefixes strictly: dotted decimal without leading zeros (no octal, no shortened
 * forms), IPv6 as in RFC 4291 section 2.2 without a zone. An address without a length is a host. It
 * never resolves a name.
 */
public final class PrefixParser {
  private final String text;
  private int position;
  private long high;
  private long low;

  private PrefixParser(String text) {
    this.text = text;
  }

  /**
   * Parses one prefix. Host bits are accepted, cleared, and noted in the result.
   *
   * @param text the text, without surrounding blanks
   * @return the prefix
   * @throws InvalidPrefixException when the text is anything else; the message says why
   */
  public static Prefix parse(String text) throws InvalidPrefixException {
    return new PrefixParser(text).prefix();
  }

  private Prefix prefix() throws InvalidPrefixException {
    Family family = text.indexOf(':') >= 0 ? Family.IPV6 : Family.IPV4;
    if (family == Family.IPV4) {
      low = dottedDecimal();
    } else {
      groups();
    }
    int length = family.bits();
    if (position < text.length()) {
      expect('/');
      length = decimal(3, family.bits(), "prefix length");
      if (position < text.length()) {
        throw unexpected();
      }
    }
    long networkHigh = high & highMask(family, length);
    long networkLow = low & lowMask(family, length);
    boolean hostBitsSet = networkHigh != high || networkLow != low;
    return new Prefix(family, networkHigh, networkLow, length, hostBitsSet);
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
    if (text.startsWith("::")) {
      gap = 0;
      position = 2;
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
      if (position < text.length() && text.charAt(position) == ':') {
        position++;
        if (position < text.length() && text.charAt(position) == ':') {
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
    return position < text.length() && hexDigit(text.charAt(position)) >= 0;
  }

  private boolean dotBeforeColon() {
    for (int i = position; i < text.length(); i++) {
      char c = text.charAt(i);
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
    int start = position;
    while (hexDigitAhead()) {
      value = value << 4 | hexDigit(text.charAt(position++));
      if (position - start > 4) {
        throw new InvalidPrefixException("a group of an IPv6 address has at most four digits");
      }
    }
    return value;
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    char lower = (char) (c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  private int decimal(int maxDigits, int max, String what) throws InvalidPrefixException {
    int start = position;
    int value = 0;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9'
        && position - start < maxDigits) {
      value = value * 10 + text.charAt(position++) - '0';
    }
    if (position == start) {
      throw unexpected();
    }
    if (position - start > 1 && text.charAt(start) == '0') {
      throw new InvalidPrefixException("leading zero in " + what);
    }
    if (value > max) {
      throw new InvalidPrefixException(what + " " + value + " is over " + max);
    }
    return value;
  }

  private void expect(char wanted) throws InvalidPrefixException {
    if (position >= text.length() || text.charAt(position) != wanted) {
      throw unexpected();
    }
    position++;
  }

  private InvalidPrefixException unexpected() {
    return new InvalidPrefixException(
        position >= text.length()
            ? "it ends too early"
            : "not a CIDR from character " + (position + 1));
  }
}
