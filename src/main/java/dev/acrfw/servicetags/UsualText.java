package dev.acrfw.servicetags;

import java.nio.charset.StandardCharsets;

/** JSON that is plain ASCII without escapes, with small whole numbers: its tokens, in order. */
final class UsualText {
  /** More digits may not fit, and a change number has fewer. */
  private static final int MAX_DIGITS = 9;

  private final byte[] json;
  private int at;

  /** Ends the reading; it has no trace, for nobody sees it. */
  static final class Unusual extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusual() {
      super(null, null, false, false);
    }
  }

  UsualText(byte[] json) {
    this.json = json;
  }

  /** Returns where the next byte is. */
  int position() {
    return at;
  }

  /** Passes a key and its colon, and returns it: it has to be one of the known ones. */
  String key(String[] known) {
    int length = skipText();
    int start = at - 1 - length;
    expect(':');
    for (String key : known) {
      if (isAt(start, length, key)) {
        return key;
      }
    }
    throw new Unusual();
  }

  private boolean isAt(int start, int length, String key) {
    if (length != key.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (json[start + i] != key.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Passes a text. */
  String text() {
    int length = skipText();
    return new String(json, at - 1 - length, length, StandardCharsets.ISO_8859_1);
  }

  /** Passes a text, and returns its length. */
  int skipText() {
    expect('"');
    byte[] bytes = json;
    int start = at;
    int next = start;
    byte b = bytes[next];
    while (b != '"') {
      require(b >= ' ' && b != 0x7f && b != '\\');
      b = bytes[++next];
    }
    at = next + 1;
    return next - start;
  }

  /**
   * Passes a text, and the comma after it (true) or the end of the array (false). All of it is one
   * method, since the JVM compiles one after some hundred calls, and a loop after 60,000 rounds.
   */
  boolean skipElement() {
    byte[] bytes = json;
    int next = at;
    byte b = bytes[next];
    while (isBlank(b)) {
      b = bytes[++next];
    }
    require(b == '"');
    b = bytes[++next];
    while (b != '"') {
      require(b >= ' ' && b != 0x7f && b != '\\');
      b = bytes[++next];
    }
    b = bytes[++next];
    while (isBlank(b)) {
      b = bytes[++next];
    }
    at = next + 1;
    require(b == ',' || b == ']');
    return b == ',';
  }

  /** Passes a number. */
  int number() {
    skipBlanks();
    int start = at;
    int number = 0;
    while (json[at] >= '0' && json[at] <= '9') {
      require(at - start < MAX_DIGITS);
      number = 10 * number + json[at] - '0';
      at++;
    }
    require(at == start + 1 || (at > start && json[start] != '0'));
    return number;
  }

  /** Passes a comma and returns true, or passes the end and returns false. */
  boolean more(char end) {
    if (isNext(',')) {
      return true;
    }
    expect(end);
    return false;
  }

  /** Passes a character, which has to be there. */
  void expect(char wanted) {
    require(isNext(wanted));
  }

  /** Passes the word null, if it is next. */
  boolean isNull() {
    if (!isNext('n')) {
      return false;
    }
    require(json[at] == 'u' && json[at + 1] == 'l' && json[at + 2] == 'l');
    at += 3;
    return true;
  }

  /** Requires that nothing but blanks is left. */
  void requireEnd() {
    while (at < json.length) {
      require(isBlank(json[at]));
      at++;
    }
  }

  /** Passes a character, if it is the next one. */
  boolean isNext(char wanted) {
    skipBlanks();
    if (json[at] != wanted) {
      return false;
    }
    at++;
    return true;
  }

  private void skipBlanks() {
    byte[] bytes = json;
    int next = at;
    while (isBlank(bytes[next])) {
      next++;
    }
    at = next;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  static void require(boolean fact) {
    if (!fact) {
      throw new Unusual();
    }
  }
}
