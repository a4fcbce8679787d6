package dev.acrfw.ip;

import java.nio.charset.StandardCharsets;

/**
 * Reads address prefixes strictly: dotted decimal without leading zeros (no octal, no shortened
 * forms), IPv6 as in RFC 4291 section 2.2 without a zone. An address without a length is a host. It
 * never resolves a name.
 */
public final class PrefixParser {
  private final PrefixScanner scanner = new PrefixScanner();
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
    scanner.start(text, start, end);
    high = 0;
    low = 0;
    family = scanner.holdsColon() ? Family.IPV6 : Family.IPV4;
    if (family == Family.IPV4) {
      low = dottedDecimal();
    } else {
      groups();
    }
    length = family.bits();
    if (!scanner.atEnd()) {
      scanner.expect('/');
      length = scanner.decimal(3, family.bits(), "prefix length");
      if (!scanner.atEnd()) {
        throw scanner.unexpected();
      }
    }
    long networkHigh = high & highMask(family, length);
    long networkLow = low & lowMask(family, length);
    hostBitsSet = networkHigh != high || networkLow != low;
    high = networkHigh;
    low = networkLow;
  }

  /**
   * Reads what nearly all prefixes are, IPv4 with a length, up to the quote after it. It takes half
   * the time of {@link #read} with a look for the quote before.
   *
   * @param text holds the prefix, a quote somewhere after its start, and whatever else
   * @param start where the prefix starts
   * @return where the quote is; -1 if this is anything else, and then nothing was read
   */
  public int readQuotedIpv4(byte[] text, int start) {
    int at = start;
    long address = 0;
    for (int octet = 0; octet < 4; octet++) {
      int number = number(text, at);
      at += digits(number);
      if (number < 0 || number > 255 || text[at] != (octet < 3 ? '.' : '/')) {
        return -1;
      }
      address = address << 8 | number;
      at++;
    }
    int bits = number(text, at);
    at += digits(bits);
    if (bits < 0 || bits > Family.IPV4.bits() || text[at] != '"') {
      return -1;
    }
    family = Family.IPV4;
    high = 0;
    length = bits;
    low = address & (-1L << (Family.IPV4.bits() - bits));
    hostBitsSet = low != address;
    return at;
  }

  /**
   * Returns the number of at most three digits, without a leading zero, that is there; or one below
   * 0.
   */
  private static int number(byte[] text, int at) {
    int number = text[at] - '0';
    if (number < 0 || number > 9) {
      return -1;
    }
    int digit = text[at + 1] - '0';
    if (digit >= 0 && digit <= 9) {
      number = number == 0 ? -1 : 10 * number + digit;
      digit = text[at + 2] - '0';
      if (digit >= 0 && digit <= 9) {
        number = 10 * number + digit;
      }
    }
    return number;
  }

  private static int digits(int number) {
    return number < 10 ? 1 : number < 100 ? 2 : 3;
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

  /** Returns whether the text that was read last had bits set after the length. */
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
        scanner.expect('.');
      }
      address = address << 8 | scanner.decimal(3, 255, "octet");
    }
    return address;
  }

  private void groups() throws InvalidPrefixException {
    int count = 0;
    int gap = -1;
    if (scanner.skip(':')) {
      scanner.expect(':');
      gap = 0;
    }
    while (count < 8 && scanner.hexDigitAhead()) {
      if (scanner.dotBeforeColon()) {
        long tail = dottedDecimal();
        push(tail >>> 16);
        push(tail & 0xffff);
        count += 2;
        break;
      }
      push(scanner.hexadecimal());
      count++;
      if (!scanner.skip(':')) {
        break;
      }
      if (scanner.ahead(':')) {
        if (gap >= 0) {
          throw scanner.unexpected();
        }
        scanner.skip(':');
        gap = count;
      } else if (!scanner.hexDigitAhead()) {
        throw scanner.unexpected();
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
    long tailHigh = tailBits <= 64 ? 0 : high & (-1L >>> (128 - tailBits));
    long tailLow = tailBits == 0 ? 0 : tailBits >= 64 ? low : low & (-1L >>> (64 - tailBits));
    long headHigh = high ^ tailHigh;
    long headLow = low ^ tailLow;
    if (gapBits >= 128) {
      headHigh = 0;
      headLow = 0;
    } else if (gapBits >= 64) {
      headHigh = headLow << (gapBits - 64);
      headLow = 0;
    } else {
      headHigh = (headHigh << gapBits) | (headLow >>> (64 - gapBits));
      headLow <<= gapBits;
    }
    high = headHigh | tailHigh;
    low = headLow | tailLow;
  }
}
