package dev.acrfw.firewall.netfilter;

import dev.acrfw.firewall.AddressText;
import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Component.Word;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.Members;
import dev.acrfw.firewall.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Values of the options of iptables. */
final class IptablesValues {
  private IptablesValues() {}

  /** Returns what a number or range stands for; a word where it is neither. */
  static Component numbers(String text, String separator) {
    String[] ends = text.split(separator, -1);
    try {
      if (ends.length == 1) {
        return Numbers.of(Long.decode(ends[0]));
      }
      if (ends.length == 2) {
        long first = ends[0].isEmpty() ? 0 : Long.decode(ends[0]);
        return new Numbers(first, ends[1].isEmpty() ? 65535 : Long.decode(ends[1]));
      }
    } catch (NumberFormatException e) {
      return new Word(text);
    }
    return new Word(text);
  }

  /** Returns the condition that a field has one of the values between commas. */
  static Condition listed(Field field, String text) {
    List<Component> values = new ArrayList<>();
    for (String value : text.split(",")) {
      values.add(new Word(value));
    }
    return Members.of(field, values);
  }

  /** Returns the condition that a port is one of those between commas. */
  static Condition ports(Field field, String text) {
    return Members.of(
        field, Arrays.stream(text.split(",")).map(port -> numbers(port, ":")).toList());
  }

  /** Returns the condition that an address is in the text's; unknown where it cannot be read. */
  static Condition addresses(Packet.Side side, String text) {
    return Members.of(new Field.Address(side), List.of(AddressText.component(text)));
  }

  /** Returns the condition of {@code --mark VALUE[/MASK]}. */
  static Condition mark(String text) {
    String[] parts = text.split("/");
    try {
      long mask = parts.length == 1 ? 0xffff_ffffL : Long.decode(parts[1]);
      return Members.of(Field.mark(mask), List.of(numbers(parts[0], "/")));
    } catch (NumberFormatException e) {
      return Condition.UNKNOWN;
    }
  }

  /** Returns the bits that {@code --set-xmark} and its like may set. */
  static long bits(String text) {
    try {
      return Long.decode(text.split("/")[0]);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * Returns the condition that of the flags in a mask just some are set, as the three packets of a
   * handshake have them.
   */
  static Condition flags(Set<String> mask, Set<String> set) {
    return TcpFlags.condition(
        flags -> {
          Set<String> left = new HashSet<>(flags);
          left.retainAll(mask);
          return left.equals(set);
        });
  }
}
