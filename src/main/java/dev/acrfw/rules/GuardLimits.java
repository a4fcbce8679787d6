package dev.acrfw.rules;

import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.TagName;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;

/**
 * How much a tag may change from one file to the next.
 *
 * @param maxShrinkPercent how much smaller it may be
 * @param maxGrowthPercent how much larger it may be
 * @param mayShrink tags that may lose any number of addresses
 * @param mayGrow tags that may gain any number
 */
public record GuardLimits(
    int maxShrinkPercent, int maxGrowthPercent, Set<TagName> mayShrink, Set<TagName> mayGrow) {
  /**
   * The growth that is refused where nothing else is said. Over the weeks of 2024, no tag of any
   * service came near it with more addresses than {@link #SMALL_GAIN}.
   */
  public static final int USUAL_GROWTH_PERCENT = 1000;

  /** What a small tag may gain at once: a /16 of IPv4, a /32 of IPv6. */
  private static final BigInteger SMALL_GAIN = BigInteger.ONE.shiftLeft(16);

  private static final BigInteger SMALL_GAIN_IPV6 = BigInteger.ONE.shiftLeft(96);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  /** Returns limits that nothing exceeds. */
  static GuardLimits none() {
    return new GuardLimits(100, Integer.MAX_VALUE, Set.of(), Set.of());
  }

  /**
   * Returns what a tag lost of a family, if it is too much.
   *
   * @param had how many addresses it had
   * @param now what it has
   * @param when since when, for the message
   */
  Optional<String> loss(TagName name, BigInteger had, PrefixSet now, String when) {
    BigInteger lost = had.subtract(now.addressCount());
    boolean tooMuch =
        lost.multiply(HUNDRED).compareTo(had.multiply(BigInteger.valueOf(maxShrinkPercent))) > 0;
    if (had.signum() == 0 || (!now.isEmpty() && !tooMuch)) {
      return Optional.empty();
    }
    String count =
        now.family() == Family.IPV4
            ? AddressCount.grouped(lost) + " of " + AddressCount.grouped(had) + ", "
            : "";
    return Optional.of(
        "%s lost %s%s %% of its %s addresses %s"
            .formatted(
                name, count, lost.multiply(HUNDRED).divide(had), now.family().displayName(), when));
  }

  /** Returns what a tag gained in a family, if it is too much; parameters as above. */
  Optional<String> growth(TagName name, BigInteger had, PrefixSet now, String when) {
    BigInteger gained = now.addressCount().subtract(had);
    BigInteger small = now.family() == Family.IPV4 ? SMALL_GAIN : SMALL_GAIN_IPV6;
    boolean tooMuch =
        gained.multiply(HUNDRED).compareTo(had.multiply(BigInteger.valueOf(maxGrowthPercent))) > 0;
    if (had.signum() == 0 || gained.compareTo(small) <= 0 || !tooMuch) {
      return Optional.empty();
    }
    return Optional.of(
        "%s has %s times the %s addresses %s"
            .formatted(
                name,
                AddressCount.grouped(now.addressCount().divide(had)),
                now.family().displayName(),
                when));
  }
}
