package dev.acrfw.text;

/** String literals of Windows PowerShell 5.1. */
public final class PowerShell {
  private PowerShell() {}

  /**
   * Returns a single-quoted literal, in which only the quote itself is special
   * (about_Quoting_Rules; typographic quotes end a string as well, so they are doubled too).
   */
  public static String literal(String text) {
    return "'" + text.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1") + "'";
  }
}
