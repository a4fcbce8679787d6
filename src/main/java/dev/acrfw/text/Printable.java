package dev.acrfw.text;

/** Text from outside, made safe for a message, a comment or a terminal. */
public final class Printable {
  private static final int LONGEST = 120;

  private Printable() {}

  /**
   * Returns the text on one line: anything but printable ASCII becomes {@code ?}, and what is over
   * 120 characters is cut with an ellipsis of three dots.
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST; i++) {
      char c = text.charAt(i);
      safe.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return text.length() > LONGEST ? safe + "..." : safe.toString();
  }
}
