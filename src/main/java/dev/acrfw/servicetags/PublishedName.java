package dev.acrfw.servicetags;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a published file, for example {@code ServiceTags_Public_20251109.json}, or of one
 * whose day of publication nobody knows, {@code ServiceTags_Public_change376.json}.
 *
 * @param cloudName the cloud, as the file spells it
 * @param date the day of publication, as eight digits; empty where it is not known
 */
public record PublishedName(String cloudName, String date) {
  /** Returns what a file's name says; nothing when it is not that of a published file. */
  public static Optional<PublishedName> parse(String fileName) {
    Matcher name =
        Pattern.compile(
                "ServiceTags_([A-Za-z0-9]+)_(?:([0-9]{8})|change[0-9]{1,9})\\.json(?:\\.gz)?")
            .matcher(fileName);
    return name.matches()
        ? Optional.of(new PublishedName(name.group(1), name.group(2) == null ? "" : name.group(2)))
        : Optional.empty();
  }

  /** Returns the name that Microsoft gives to the file of a cloud and day. */
  public static String of(Cloud cloud, LocalDate day) {
    return "ServiceTags_%s_%s.json".formatted(cloud.fileName(), day.toString().replace("-", ""));
  }

  /** Returns the name of a file of a cloud whose day of publication is not known. */
  public static String undated(Cloud cloud, int changeNumber) {
    return "ServiceTags_" + cloud.fileName() + "_change" + changeNumber + ".json";
  }

  /** Returns whether the file is of a cloud. */
  public boolean isOf(Cloud cloud) {
    return cloudName.equals(cloud.fileName());
  }

  /**
   * Returns the day of publication that a file's name ends in, whatever it begins with; nothing
   * when it ends in none.
   */
  public static Optional<LocalDate> dayOf(String fileName) {
    int end = fileName.indexOf(".json");
    if (end < 8) {
      return Optional.empty();
    }
    try {
      int day = Integer.parseInt(fileName.substring(end - 8, end));
      return Optional.of(LocalDate.of(day / 10000, day / 100 % 100, day % 100));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
