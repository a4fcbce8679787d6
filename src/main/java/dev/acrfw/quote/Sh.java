package dev.acrfw.quote;

import java.util.regex.Pattern;

/** Words of the POSIX shell (XCU 2.2). */
public final class Sh {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  private Sh() {}

  /** Returns the text as one word: as it is where that is safe, else in single quotes. */
  public static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
