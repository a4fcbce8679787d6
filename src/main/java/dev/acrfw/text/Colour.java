package dev.acrfw.text;

/** The colours of verdicts on a terminal (ECMA-48, select graphic rendition). */
public enum Colour {
  /** What is as it should be. */
  GREEN("32"),
  /** What is not. */
  RED("31");

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  /** Returns the colour of a verdict. */
  public static Colour of(boolean good) {
    return good ? GREEN : RED;
  }

  /**
   * Returns a text in this colour.
   *
   * @param on whether there are colours at all; without them the text stays as it is
   */
  public String paint(String text, boolean on) {
    return on ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
