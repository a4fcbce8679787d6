package dev.acrfw.text;

import java.util.ArrayList;
import java.util.List;

/** A table for people: on a terminal, or in Markdown. Numbers are aligned to the right. */
public final class TextTable {
  private final List<String> titles;
  private final List<Boolean> rightAligned = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param titles the titles of the columns; a leading {@code >} aligns the column to the right
   */
  public TextTable(String... titles) {
    List<String> plain = new ArrayList<>();
    for (String title : titles) {
      boolean right = title.startsWith(">");
      rightAligned.add(right);
      plain.add(right ? title.substring(1) : title);
    }
    this.titles = List.copyOf(plain);
  }

  /** Adds a row with as many cells as there are titles. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** Returns the table with its columns padded by blanks, a line each for titles and rows. */
  public String toText() {
    int[] widths = new int[titles.size()];
    widen(widths, titles);
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    append(text, titles, widths);
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
  }

  /** Returns the table in GitHub's Markdown, without columns that have no title. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    appendMarkdown(text, titles);
    List<String> rulers = new ArrayList<>();
    rightAligned.forEach(right -> rulers.add(right ? "--:" : "---"));
    appendMarkdown(text, rulers);
    rows.forEach(row -> appendMarkdown(text, row));
    return text.toString();
  }

  /** Cells with a star or a pipe would be read as Markdown, so they are escaped. */
  private void appendMarkdown(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      if (!titles.get(i).isEmpty()) {
        String cell = cells.get(i).replace("*", "\\*").replace("|", "\\|");
        text.append("| ").append(cell).append(' ');
      }
    }
    text.append("|\n");
  }

  private static void widen(int[] widths, List<String> row) {
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], row.get(i).length());
    }
  }

  private void append(StringBuilder text, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      String pad = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : "  ").append(rightAligned.get(i) ? pad + cell : cell + pad);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
