package dev.acrfw.cli;

import dev.acrfw.access.Service;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.rules.Exposure;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.Source;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Warnings that go to standard error only: they change with the clock, or with addresses that are
 * not in the rules, so they would change an output whose rules stay the same.
 */
final class InputWarnings {
  private static final int OLD_DAYS = 14;

  private InputWarnings() {}

  static void show(Streams streams, Source source, Exposure exposure) {
    warnOfAge(streams, source.file());
    try {
      warnOfGap(streams, exposure.inNoRegion());
    } catch (InvalidServiceTagsException e) {
      // It needs the tags of all regions; a damaged one that nobody selected stops no run.
    }
  }

  /** The files are published weekly, and their names end in the date. */
  private static void warnOfAge(Streams streams, String file) {
    int end = file.indexOf(".json");
    if (end < 8) {
      return;
    }
    String date = file.substring(end - 8, end);
    try {
      int day = Integer.parseInt(date);
      LocalDate published = LocalDate.of(day / 10000, day / 100 % 100, day % 100);
      long age = ChronoUnit.DAYS.between(published, LocalDate.now(streams.clock()));
      if (age > OLD_DAYS) {
        streams.warn(file + " is " + age + " days old by its name; a new file comes every week");
      }
    } catch (NumberFormatException | DateTimeException e) {
      // A name without a date says nothing of its age.
    }
  }

  private static void warnOfGap(Streams streams, Map<Service, AddressSpace> gaps) {
    List<String> counts = new ArrayList<>();
    for (Map.Entry<Service, AddressSpace> gap : gaps.entrySet()) {
      BigInteger count = gap.getValue().ipv4().addressCount();
      if (count.signum() > 0) {
        counts.add(gap.getKey().tagName() + " " + AddressCount.grouped(count));
      }
    }
    if (!counts.isEmpty()) {
      streams.warn(
          "IPv4 addresses of the global tags that are in no region, so no --region opens them: "
              + String.join(", ", counts));
    }
  }
}
