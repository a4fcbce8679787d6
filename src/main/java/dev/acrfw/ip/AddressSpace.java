package dev.acrfw.ip;

import java.util.Set;

/**
 * Addresses of both families, each in a set of its own.
 *
 * @param ipv4 the IPv4 addresses
 * @param ipv6 the IPv6 addresses
 */
public record AddressSpace(PrefixSet ipv4, PrefixSet ipv6) {
  /** No address at all. */
  public static final AddressSpace EMPTY =
      new AddressSpace(PrefixSet.empty(Family.IPV4), PrefixSet.empty(Family.IPV6));

  /** Returns the addresses of one family. */
  public PrefixSet of(Family family) {
    return family == Family.IPV4 ? ipv4 : ipv6;
  }

  /** Returns the addresses of the given families. */
  public AddressSpace only(Set<Family> families) {
    return new AddressSpace(
        families.contains(Family.IPV4) ? ipv4 : EMPTY.ipv4,
        families.contains(Family.IPV6) ? ipv6 : EMPTY.ipv6);
  }

  /** Returns whether there is no address in either family. */
  public boolean isEmpty() {
    return ipv4.isEmpty() && ipv6.isEmpty();
  }

  /** Returns the addresses that are in this space, in the other, or in both. */
  public AddressSpace union(AddressSpace other) {
    return new AddressSpace(ipv4.union(other.ipv4), ipv6.union(other.ipv6));
  }

  /** Returns the addresses of this space that are not in the other. */
  public AddressSpace difference(AddressSpace other) {
    return new AddressSpace(ipv4.difference(other.ipv4), ipv6.difference(other.ipv6));
  }

  /** Returns the addresses that are in both spaces. */
  public AddressSpace intersection(AddressSpace other) {
    return new AddressSpace(ipv4.intersection(other.ipv4), ipv6.intersection(other.ipv6));
  }

  /** Returns whether every address of the other space is in this one. */
  public boolean contains(AddressSpace other) {
    return ipv4.contains(other.ipv4) && ipv6.contains(other.ipv6);
  }

  /**
   * Returns whether one of the families is allowed as a whole ({@code 0.0.0.0/0}, {@code ::/0}).
   */
  public boolean holdsWholeFamily() {
    return ipv4.isWhole() || ipv6.isWhole();
  }

  /** Collects the addresses of both families. */
  public static final class Builder {
    private final PrefixSetBuilder ipv4 = new PrefixSetBuilder(Family.IPV4);
    private final PrefixSetBuilder ipv6 = new PrefixSetBuilder(Family.IPV6);

    /** Returns what collects a family. */
    public PrefixSetBuilder of(Family family) {
      return family == Family.IPV4 ? ipv4 : ipv6;
    }

    /** Adds the addresses of a prefix. */
    public Builder add(Prefix prefix) {
      of(prefix.family()).add(prefix);
      return this;
    }

    /**
     * Adds all addresses from one to another.
     *
     * @throws InvalidPrefixException when they are not two addresses of one family in this order
     */
    public Builder addRange(Prefix first, Prefix last) throws InvalidPrefixException {
      of(first.family()).addRange(first, last);
      return this;
    }

    /** Adds the addresses of another space. */
    public Builder addAll(AddressSpace space) {
      ipv4.addAll(space.ipv4);
      ipv6.addAll(space.ipv6);
      return this;
    }

    /** Returns all that was added. */
    public AddressSpace build() {
      return new AddressSpace(ipv4.build(), ipv6.build());
    }
  }
}
