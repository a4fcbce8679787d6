package dev.acrfw.diff;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.Source;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How many addresses a tag had in one file after the other. */
public final class TagHistory {
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private final List<Week> weeks;

  /**
   * A file, and what the tag had in it.
   *
   * @param source where the file comes from
   * @param addresses the tag's; nothing where the file lacks the tag
   */
  public record Week(Source source, Optional<AddressSpace> addresses) {
    /** Returns how many addresses of a family the tag had. */
    public BigInteger count(Family family) {
      return addresses.map(space -> space.of(family).addressCount()).orElse(BigInteger.ZERO);
    }
  }

  /**
   * @param weeks in any order; of several with one change number, the first counts
   */
  public TagHistory(List<Week> weeks) {
    List<Week> ordered = new ArrayList<>();
    for (Week week : weeks) {
      int number = week.source().changeNumber();
      if (ordered.stream().noneMatch(other -> other.source().changeNumber() == number)) {
        ordered.add(week);
      }
    }
    ordered.sort(Comparator.comparingInt(week -> week.source().changeNumber()));
    this.weeks = List.copyOf(ordered);
  }

  /** Returns the weeks, oldest first. */
  public List<Week> weeks() {
    return weeks;
  }

  /**
   * Returns what percentage of its addresses the tag lost since the file before, rounded up: the
   * least {@code --max-shrink} that accepts it. A tag that gained, or was empty before, lost none.
   *
   * @param index which of the weeks
   */
  public int lossPercent(int index, Family family) {
    if (index == 0) {
      return 0;
    }
    BigInteger had = weeks.get(index - 1).count(family);
    BigInteger lost = had.subtract(weeks.get(index).count(family));
    if (had.signum() == 0 || lost.signum() <= 0) {
      return 0;
    }
    BigInteger[] percent = lost.multiply(HUNDRED).divideAndRemainder(had);
    return percent[0].intValue() + percent[1].signum();
  }

  /** Returns the largest loss from one file to the next, of either family, in percent. */
  public int largestLossPercent() {
    int largest = 0;
    for (int i = 1; i < weeks.size(); i++) {
      for (Family family : Family.values()) {
        largest = Math.max(largest, lossPercent(i, family));
      }
    }
    return largest;
  }
}
