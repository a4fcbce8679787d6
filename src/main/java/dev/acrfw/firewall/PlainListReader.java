package dev.acrfw.firewall;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.text.Printable;

/** Reads addresses, CIDRs and ranges, a line each; what follows {@code #} or {@code ;} is left. */
public final class PlainListReader {
  private PlainListReader() {}

  /**
   * Returns the firewall that accepts what is listed.
   *
   * @param file its name, for messages
   * @throws InvalidInputException when a line is something else
   */
  public static Firewall read(String file, String text) {
    AddressSpace.Builder listed = new AddressSpace.Builder();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String address = line.replaceFirst("[#;].*", "").strip();
      if (!address.isEmpty()) {
        try {
          listed.addAll(AddressText.parse(address));
        } catch (InvalidPrefixException e) {
          throw new InvalidInputException(
              "%s: line %d is not an address: %s".formatted(file, number, Printable.of(address)),
              "'acrfw audit' reads iptables-save, ip6tables-save, ipset save, nft -j list ruleset,"
                  + " az network nsg show, az acr show, Windows rules as its page says, and lists of"
                  + " addresses");
        }
      }
    }
    return Firewall.ofPeers("the list " + file, listed.build(), false);
  }
}
