package dev.acrfw.option;

import java.util.List;

/**
 * What the text of an option means.
 *
 * @param <T> the type of the meaning
 */
public abstract class Value<T> {
  /**
   * Returns what a text means.
   *
   * @param option the option as the user knows it, for messages
   * @throws dev.acrfw.failure.UsageException when it means nothing here
   */
  public abstract T parse(String option, String text);

  /** Returns the one text that a meaning has in canonical command lines. */
  public abstract String text(T value);

  /** Returns the texts of a closed set; empty when there are too many to list. */
  public List<String> candidates() {
    return List.of();
  }
}
