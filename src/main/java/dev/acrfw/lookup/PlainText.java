package dev.acrfw.lookup;

/** Any text: every address in it counts, and a port behind a colon is its own. */
final class PlainText {
  private final LogCounts counts;
  private byte[] text = new byte[0];

  PlainText(LogCounts counts) {
    this.counts = counts;
  }

  /** Counts the addresses between two places. */
  void read(byte[] bytes, int start, int end) {
    text = bytes;
    int at = start;
    while (at < end) {
      while (at < end && !isOfAddress(text[at])) {
        at++;
      }
      int first = at;
      int dots = 0;
      int colons = 0;
      boolean gap = false;
      while (at < end && isOfAddress(text[at])) {
        dots += text[at] == '.' ? 1 : 0;
        colons += text[at] == ':' ? 1 : 0;
        gap |= text[at] == ':' && at > first && text[at - 1] == ':';
        at++;
      }
      boolean inWord = (first > start && isWord(text[first - 1])) || (at < end && isWord(text[at]));
      if (!inWord && (dots >= 3 || gap || colons >= 7)) {
        candidate(first, at);
      }
    }
  }

  /** What ends a sentence, or a part of one, is no part of an address; two colons are. */
  private void candidate(int first, int end) {
    int last = end;
    while (last > first + 1
        && (text[last - 1] == '.' || (text[last - 1] == ':' && text[last - 2] != ':'))) {
      last--;
    }
    int colon = -1;
    int colons = 0;
    for (int i = first; i < last; i++) {
      if (text[i] == ':') {
        colon = i;
        colons++;
      }
    }
    boolean withPort = colons == 1;
    int port = withPort ? LogRecord.port(text, colon + 1, last) : 0;
    counts.add(text, first, withPort ? colon : last, 0, port);
  }

  private static boolean isOfAddress(byte c) {
    return LogRecord.isDigit(c)
        || c == '.'
        || c == ':'
        || (c >= 'a' && c <= 'f')
        || (c >= 'A' && c <= 'F');
  }

  private static boolean isWord(byte c) {
    return (c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || c == '_' || c == '-';
  }
}
