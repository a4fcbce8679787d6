package dev.acrfw.ip;

/** The parts of the text of a prefix, read one after the other. */
final class PrefixScanner {
  private byte[] text = {};
  private int start;
  private int end;
  private int position;

  /** Starts with a text of ASCII; {@code end} is exclusive. */
  void start(byte[] text, int start, int end) {
    this.text = text;
    this.start = start;
    this.end = end;
    position = start;
  }

  boolean holdsColon() {
    for (int i = start; i < end; i++) {
      if (text[i] == ':') {
        return true;
      }
    }
    return false;
  }

  boolean atEnd() {
    return position >= end;
  }

  boolean ahead(char wanted) {
    return position < end && text[position] == wanted;
  }

  /** Passes a character, if it is the next one. */
  boolean skip(char wanted) {
    boolean there = ahead(wanted);
    position += there ? 1 : 0;
    return there;
  }

  boolean hexDigitAhead() {
    return position < end && hexDigit(text[position]) >= 0;
  }

  boolean dotBeforeColon() {
    for (int i = position; i < end; i++) {
      byte c = text[i];
      if (c == '.') {
        return true;
      }
      if (c == ':' || c == '/') {
        return false;
      }
    }
    return false;
  }

  long hexadecimal() throws InvalidPrefixException {
    long value = 0;
    int first = position;
    while (hexDigitAhead()) {
      value = value << 4 | hexDigit(text[position++]);
      if (position - first > 4) {
        throw new InvalidPrefixException("a group of an IPv6 address has at most four digits");
      }
    }
    return value;
  }

  private static int hexDigit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  int decimal(int maxDigits, int max, String what) throws InvalidPrefixException {
    int first = position;
    int value = 0;
    while (position < end
        && text[position] >= '0'
        && text[position] <= '9'
        && position - first < maxDigits) {
      value = value * 10 + text[position++] - '0';
    }
    if (position == first) {
      throw unexpected();
    }
    if (position - first > 1 && text[first] == '0') {
      throw new InvalidPrefixException("leading zero in " + what);
    }
    if (value > max) {
      throw new InvalidPrefixException(what + " " + value + " is over " + max);
    }
    return value;
  }

  void expect(char wanted) throws InvalidPrefixException {
    if (!skip(wanted)) {
      throw unexpected();
    }
  }

  InvalidPrefixException unexpected() {
    return new InvalidPrefixException(
        position >= end
            ? "it ends too early"
            : "unexpected character at position " + (position - start + 1));
  }
}
