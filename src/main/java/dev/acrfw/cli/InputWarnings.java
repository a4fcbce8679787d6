package dev.acrfw.cli;

import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.rules.Exposure;
import dev.acrfw.servicetags.PublishedName;
import dev.acrfw.servicetags.Source;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Warnings that go to standard error only: they change with the clock, or with addresses that are
 * not in the rules, so they would change an output whose rules stay the same.
 */
final class InputWarnings {
  private static final int OLD_DAYS = 14;

  private InputWarnings() {}

  static void show(Surroundings surroundings, Source source, Exposure exposure) {
    warnOfAge(surroundings, source.file());
    if (source.kind() == Source.Kind.API) {
      surroundings.warn(
          source.file()
              + " is an answer of the Discovery API, a subset that lags the weekly file by up to four"
              + " weeks: 'acrfw fetch' gets the file");
    }
    try {
      warnOfGap(surroundings, exposure.inNoRegion());
    } catch (InvalidInputException e) {
      // It needs the tags of all regions; a damaged one that nobody selected stops no run.
    }
  }

  /** The files are published weekly, and their names end in the date. */
  private static void warnOfAge(Surroundings surroundings, String file) {
    Optional<LocalDate> published = PublishedName.dayOf(file);
    if (published.isPresent()) {
      long age = ChronoUnit.DAYS.between(published.get(), LocalDate.now(surroundings.clock()));
      if (age > OLD_DAYS) {
        surroundings.warn(
            file + " is " + age + " days old by its name; a new file comes every week");
      }
    }
  }

  private static void warnOfGap(Surroundings surroundings, Map<KnownTag, AddressSpace> gaps) {
    List<String> counts = new ArrayList<>();
    for (Map.Entry<KnownTag, AddressSpace> gap : gaps.entrySet()) {
      BigInteger count = gap.getValue().ipv4().addressCount();
      if (count.signum() > 0) {
        counts.add(gap.getKey().tag() + " " + AddressCount.grouped(count));
      }
    }
    if (!counts.isEmpty()) {
      surroundings.warn(
          "IPv4 addresses of the global tags that are in no region, so no --region opens them: "
              + String.join(", ", counts));
    }
  }
}
