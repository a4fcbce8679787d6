package dev.acrfw.ip;

/** Writes prefixes in CIDR notation; IPv6 as RFC 5952 section 4 asks. */
final class PrefixText {
  /**
   * Octets as text, and with the dot after it: less work than digit by digit for each of a million.
   */
  private static final String[] OCTETS = new String[256];

  private static final String[] OCTETS_AND_DOT = new String[256];

  private static final String[] LENGTHS = new String[Family.IPV6.bits() + 1];

  static {
    for (int i = 0; i < OCTETS.length; i++) {
      OCTETS[i] = Integer.toString(i);
      OCTETS_AND_DOT[i] = OCTETS[i].concat(".");
    }
    for (int i = 0; i < LENGTHS.length; i++) {
      LENGTHS[i] = "/".concat(OCTETS[i]);
    }
  }

  private PrefixText() {}

  static void append(StringBuilder out, Family family, long high, long low, int length) {
    if (family == Family.IPV4) {
      int address = (int) low;
      out.append(OCTETS_AND_DOT[address >>> 24])
          .append(OCTETS_AND_DOT[address >>> 16 & 0xff])
          .append(OCTETS_AND_DOT[address >>> 8 & 0xff])
          .append(OCTETS[address & 0xff]);
    } else {
      appendGroups(out, high, low);
    }
    out.append(LENGTHS[length]);
  }

  private static void appendGroups(StringBuilder out, long high, long low) {
    int gapStart = -1;
    int gapLength = 1;
    for (int i = 0, run = 0; i < 8; i++) {
      run = group(high, low, i) == 0 ? run + 1 : 0;
      if (run > gapLength) {
        gapLength = run;
        gapStart = i - run + 1;
      }
    }
    for (int i = 0; i < 8; i++) {
      if (i == gapStart) {
        out.append("::");
        i += gapLength - 1;
      } else {
        if (i > 0 && i != gapStart + gapLength) {
          out.append(':');
        }
        out.append(Integer.toHexString(group(high, low, i)));
      }
    }
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3))) & 0xffff;
  }
}
