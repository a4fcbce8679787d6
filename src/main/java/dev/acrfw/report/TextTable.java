package dev.acrfw.report;

import java.util.ArrayList;
import java.util.List;

/** A table for people: columns padded with blanks, numbers to the right. */
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

  /** Returns the table, a line each for the titles and every row. */
  @Override
  public String toString() {
    int[] widths = new int[titles.size()];
    widen(widths, titles);
    rows.forEach(row -> widen(widths, row));
    StringBuilder text = new StringBuilder();
    append(text, titles, widths);
    rows.forEach(row -> append(text, row, widths));
    return text.toString();
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
