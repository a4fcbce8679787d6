package dev.acrfw.option;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;

/** A CIDR without host bits, of either family, that is not a whole family. */
final class Network extends Value<Prefix> {
  @Override
  public Prefix parse(String option, String text) {
    try {
      Prefix prefix = PrefixParser.parse(text.strip());
      if (prefix.hostBitsSet()) {
        throw new UsageException(
            option + " " + text + " has host bits set", "the network is " + prefix);
      }
      if (prefix.length() == 0) {
        throw new UsageException(
            option + " " + text + " is everything", "leave it out, or name a network");
      }
      return prefix;
    } catch (InvalidPrefixException e) {
      throw new UsageException(option + " '" + text + "' is not a CIDR: " + e.getMessage());
    }
  }

  @Override
  public String text(Prefix value) {
    return value.toString();
  }
}
