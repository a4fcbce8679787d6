package dev.acrfw.report;

import dev.acrfw.format.Format;
import dev.acrfw.text.TextTable;

/** The output formats, and what each supports. */
public final class FormatsReport {
  private FormatsReport() {}

  /** Returns the report for a terminal. */
  public static String table() {
    TextTable table = new TextTable("FORMAT", "--hook", "--enforce", "--remove", "OUTPUT");
    for (Format format : Format.values()) {
      table.row(
          format.displayName(),
          yes(format.hasHooks()),
          yes(format.canEnforce()),
          yes(format.canRemove()),
          format.description());
    }
    return table.toText();
  }

  /** Returns the table that the documentation holds: what each format is, and how much it takes. */
  public static String markdown() {
    TextTable table =
        new TextTable("format", "what it is", "--hook", "--enforce", "--remove", "limits");
    for (Format format : Format.values()) {
      table.row(
          "[%s](%s.md)".formatted(format.displayName(), format.displayName()),
          format.description(),
          yes(format.hasHooks()),
          yes(format.canEnforce()),
          yes(format.canRemove()),
          format.limits().isEmpty() ? "-" : format.limits());
    }
    return table.toMarkdown();
  }

  private static String yes(boolean supported) {
    return supported ? "yes" : "-";
  }
}
