package dev.acrfw.option;

import dev.acrfw.failure.UsageException;

/** A whole number within bounds. */
final class WholeNumber extends Value<Integer> {
  private final int least;
  private final int most;

  WholeNumber(int least, int most) {
    this.least = least;
    this.most = most;
  }

  @Override
  public Integer parse(String option, String text) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most && text.charAt(0) != '+') {
        return number;
      }
    } catch (NumberFormatException e) {
      // The message below is for this as well.
    }
    throw new UsageException(
        option + " " + text + " is not a whole number from " + least + " to " + most);
  }

  @Override
  public String text(Integer value) {
    return value.toString();
  }
}
