package dev.acrfw.text;

/** Lines of a table on a terminal that is narrower than the table. */
public final class TerminalLines {
  /** Fewer columns than these are no place for words. */
  private static final int LEAST = 20;

  private TerminalLines() {}

  /**
   * Returns a text in which the last column of a table goes on below itself where a line would be
   * too long; any other line stays as it is. Nothing is left out.
   *
   * @param columns how many the terminal has
   */
  public static String fit(String text, int columns) {
    StringBuilder fitted = new StringBuilder();
    for (String line : text.split("(?<=\n)")) {
      int start = line.strip().contains("  ") ? line.stripTrailing().lastIndexOf("  ") + 2 : 0;
      if (visible(line) <= columns || start == 0 || columns - start < LEAST) {
        fitted.append(line);
      } else {
        wrap(fitted, line, start, columns);
      }
    }
    return fitted.toString();
  }

  private static void wrap(StringBuilder fitted, String line, int start, int columns) {
    fitted.append(line, 0, start);
    int at = start;
    boolean first = true;
    for (String word : line.substring(start).strip().split(" ")) {
      if (!first && at + 1 + visible(word) > columns) {
        fitted.append('\n').append(" ".repeat(start));
        at = start;
        first = true;
      }
      fitted.append(first ? "" : " ").append(word);
      at += (first ? 0 : 1) + visible(word);
      first = false;
    }
    fitted.append('\n');
  }

  /** Colours take no room. */
  private static int visible(String text) {
    return text.stripTrailing().replaceAll("\u001b\\[\\d*m", "").length();
  }
}
