package dev.acrfw.firewall;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.ip.PrefixSet;

/** Addresses as firewalls write them. */
public final class AddressText {
  /** All addresses of both families. */
  public static final AddressSpace ANY =
      new AddressSpace(PrefixSet.whole(Family.IPV4), PrefixSet.whole(Family.IPV6));

  private AddressText() {}

  /**
   * Returns the addresses of an address, a CIDR, an address with a dotted mask, or a range {@code
   * first-last}.
   *
   * @throws InvalidPrefixException when the text is anything else
   */
  public static AddressSpace parse(String text) throws InvalidPrefixException {
    AddressSpace.Builder space = new AddressSpace.Builder();
    int dash = text.indexOf('-');
    int slash = text.indexOf('/');
    if (dash >= 0) {
      space.addRange(
          PrefixParser.parse(text.substring(0, dash)),
          PrefixParser.parse(text.substring(dash + 1)));
    } else if (slash >= 0 && text.indexOf('.', slash) >= 0) {
      String address = text.substring(0, slash);
      space.add(PrefixParser.parse(address + "/" + length(text.substring(slash + 1))));
    } else {
      space.add(PrefixParser.parse(text));
    }
    return space.build();
  }

  /** Returns the addresses of a text; the word itself where it is none of those. */
  public static Component component(String text) {
    try {
      return new Component.Addresses(parse(text));
    } catch (InvalidPrefixException e) {
      return new Component.Word(text);
    }
  }

  /** Returns the addresses of prefixes that are written in the program. */
  public static AddressSpace of(String... prefixes) {
    AddressSpace.Builder space = new AddressSpace.Builder();
    for (String prefix : prefixes) {
      try {
        space.addAll(parse(prefix));
      } catch (InvalidPrefixException e) {
        throw new AssertionError(e);
      }
    }
    return space.build();
  }

  /** The length of a dotted mask. */
  private static int length(String mask) throws InvalidPrefixException {
    Prefix bits = PrefixParser.parse(mask);
    int length = Long.bitCount(bits.low());
    if (bits.low() != (0xffff_ffffL & -1L << (32 - length))) {
      throw new InvalidPrefixException("the mask " + mask + " has a gap");
    }
    return length;
  }
}
