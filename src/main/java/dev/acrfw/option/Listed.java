package dev.acrfw.option;

import dev.acrfw.text.NearestNames;
import java.util.List;

/** Names as a sentence lists them. */
public final class Listed {
  private Listed() {}

  /** Returns {@code a}, {@code a or b}, or {@code a, b or c}. */
  public static String or(List<String> names) {
    return join(names, " or ");
  }

  /** Returns {@code a}, {@code a and b}, or {@code a, b and c}. */
  public static String and(List<String> names) {
    return join(names, " and ");
  }

  private static String join(List<String> names, String last) {
    int end = names.size() - 1;
    return end < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, end)) + last + names.get(end);
  }

  /**
   * Returns the hint for a word that is none of some names: the nearest of them, if one is near,
   * and all.
   */
  public static String hint(String wrong, List<String> names) {
    return (NearestNames.question(wrong, names) + " use " + or(names)).strip();
  }
}
