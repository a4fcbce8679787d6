package dev.acrfw.render;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a new output changes about the addresses in the one that is there. */
public final class RulesChange {
  private static final int DOTS_OF_IPV4 = 3;
  private static final int COLONS_OF_IPV6 = 2;

  private final AddressSpace added;
  private final AddressSpace removed;

  private RulesChange(AddressSpace before, AddressSpace after) {
    added = after.difference(before);
    removed = before.difference(after);
  }

  /**
   * Compares the addresses that two outputs name outside of comments. No rule is for a whole
   * family: where a script names one, it is to find the rules of others.
   *
   * @param comment what starts a comment in them; empty where there are none
   */
  public static RulesChange between(byte[] before, byte[] after, String comment) {
    return new RulesChange(addresses(before, comment), addresses(after, comment));
  }

  private static AddressSpace addresses(byte[] output, String comment) {
    AddressSpace.Builder space = new AddressSpace.Builder();
    for (String line : new String(output, StandardCharsets.ISO_8859_1).split("\n")) {
      String code = line.stripLeading();
      // What an output deletes it does not allow.
      if ((comment.isEmpty() || !code.startsWith(comment)) && !code.startsWith("delete ")) {
        addAddresses(line.contains(" 255.") ? withLengths(line) : line, space);
      }
    }
    return space.build();
  }

  /** An address before a mask, with dots as well, is a network. */
  private static final Pattern MASKED =
      Pattern.compile("([0-9]{1,3}(?:[.][0-9]{1,3}){3}) (255(?:[.][0-9]{1,3}){3})");

  private static String withLengths(String line) {
    return MASKED.matcher(line).replaceAll(match -> match.group(1) + "/" + length(match.group(2)));
  }

  private static int length(String mask) {
    int length = 0;
    for (String part : mask.split("[.]")) {
      length += Integer.bitCount(Integer.parseInt(part));
    }
    return length;
  }

  private static void addAddresses(String line, AddressSpace.Builder space) {
    int start = 0;
    while (start < line.length()) {
      int end = start;
      int dots = 0;
      int colons = 0;
      while (end < line.length() && isOfAddress(line.charAt(end))) {
        dots += line.charAt(end) == '.' ? 1 : 0;
        colons += line.charAt(end) == ':' ? 1 : 0;
        end++;
      }
      if (dots == DOTS_OF_IPV4 || colons >= COLONS_OF_IPV6) {
        try {
          Prefix prefix = PrefixParser.parse(line.substring(start, end));
          if (prefix.length() > 0) {
            space.add(prefix);
          }
        } catch (InvalidPrefixException e) {
          // It only looks like an address.
        }
      }
      start = end + 1;
    }
  }

  private static boolean isOfAddress(char c) {
    return (Character.digit(c, 16) >= 0 && c < 128) || c == '.' || c == ':' || c == '/';
  }

  /** Returns the addresses that are allowed and were not. */
  public AddressSpace added() {
    return added;
  }

  /** Returns the addresses that were allowed and are not any more. */
  public AddressSpace removed() {
    return removed;
  }

  /**
   * Returns the change for a message, for example {@code +512 -0 IPv4 addresses}; IPv6 is counted
   * in prefixes, because its numbers of addresses have too many digits to read.
   */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    BigInteger more = added.ipv4().addressCount();
    BigInteger less = removed.ipv4().addressCount();
    if (more.signum() + less.signum() > 0) {
      parts.add("+" + more + " -" + less + " IPv4 addresses");
    }
    if (!added.ipv6().isEmpty() || !removed.ipv6().isEmpty()) {
      parts.add(
          "+" + added.ipv6().cidrCount() + " -" + removed.ipv6().cidrCount() + " IPv6 prefixes");
    }
    return parts.isEmpty() ? "no address changed" : String.join(", ", parts);
  }
}
