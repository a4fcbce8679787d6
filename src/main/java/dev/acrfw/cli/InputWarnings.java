package dev.acrfw.cli;

import dev.acrfw.servicetags.PublishedName;
import dev.acrfw.servicetags.Source;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Warnings that go to standard error only: they change with the clock or with the way in which the
 * file was had, so they would change an output whose rules stay the same.
 */
final class InputWarnings {
  private static final int OLD_DAYS = 14;

  private InputWarnings() {}

  static void show(Surroundings surroundings, Source source) {
    warnOfAge(surroundings, source.file());
    warnOfCloud(surroundings, source);
    if (source.kind() == Source.Kind.API) {
      surroundings.warn(
          source.file()
              + " is an answer of the Discovery API, a subset that lags the weekly file by up to four"
              + " weeks: 'acrfw fetch' gets the file");
    }
  }

  /** Names are all that a cloud must be listed for. */
  static void warnOfCloud(Surroundings surroundings, Source source) {
    if (!source.cloud().isListed()) {
      surroundings.warn(
          source.file()
              + " is of the cloud "
              + source.cloud().fileName()
              + ", whose host names acrfw does not know; a login server in --registry tells the"
              + " registry's");
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
}
