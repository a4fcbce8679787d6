package dev.acrfw.firewall;

import dev.acrfw.ip.AddressSpace;

/** A value that a field of a packet is compared with. */
public sealed interface Component {
  /** Addresses. */
  record Addresses(AddressSpace space) implements Component {}

  /**
   * Consecutive numbers, for example of ports.
   *
   * @param first the lowest
   * @param last the highest
   */
  record Numbers(long first, long last) implements Component {
    /** Returns the one number. */
    public static Numbers of(long number) {
      return new Numbers(number, number);
    }

    /**
     * Returns the ports of a text, {@code 443} or {@code 440-450}; the word where it is neither.
     */
    public static Component ports(String text) {
      if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
        return new Word(text);
      }
      String[] ends = text.split("-");
      return new Numbers(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    /** Returns whether a number is one of these. */
    public boolean contains(long number) {
      return first <= number && number <= last;
    }
  }

  /** A word, for example the name of an interface. */
  record Word(String text) implements Component {}
}
