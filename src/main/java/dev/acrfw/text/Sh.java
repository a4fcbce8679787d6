package dev.acrfw.text;

/** Words of the POSIX shell (XCU 2.2). */
public final class Sh {
  private Sh() {}

  /** Returns the text as one word: as it is where that is safe, else in single quotes. */
  public static String word(String text) {
    return isPlain(text) ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && "@%+=:,./_-".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
