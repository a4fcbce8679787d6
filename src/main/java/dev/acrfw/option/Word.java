package dev.acrfw.option;

import dev.acrfw.failure.UsageException;

/** Any text, or one of a certain shape. */
final class Word extends Value<String> {
  private final String shape;
  private final String shapeInWords;

  /**
   * @param shape a regular expression; empty for any text
   * @param shapeInWords how a message calls the shape, for example {@code a name that Azure takes}
   */
  Word(String shape, String shapeInWords) {
    this.shape = shape;
    this.shapeInWords = shapeInWords;
  }

  @Override
  public String parse(String option, String text) {
    if (!shape.isEmpty() && !text.matches(shape)) {
      throw new UsageException(option + " '" + text + "' is not " + shapeInWords);
    }
    return text;
  }

  @Override
  public String text(String value) {
    return value;
  }
}
