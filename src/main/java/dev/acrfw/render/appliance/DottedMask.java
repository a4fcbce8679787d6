package dev.acrfw.render.appliance;

/** The masks of languages in which an IPv4 network has no prefix length. */
final class DottedMask {
  private DottedMask() {}

  /** Returns the mask of an IPv4 CIDR, for example {@code 255.255.255.0}. */
  static String of(String cidr) {
    int length = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    int mask = length == 0 ? 0 : -1 << (32 - length);
    return (mask >>> 24)
        + "."
        + (mask >>> 16 & 255)
        + "."
        + (mask >>> 8 & 255)
        + "."
        + (mask & 255);
  }
}
