package dev.acrfw.report;

import dev.acrfw.registry.TrustedService;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.TextTable;
import java.util.List;

/** The services that pass a registry's firewall, and what each needs. */
public final class TrustedServicesReport {
  private final List<TrustedService> services;
  private final boolean steps;

  /**
   * @param steps whether the steps to let the first service in are shown
   */
  public TrustedServicesReport(List<TrustedService> services, boolean steps) {
    this.services = services;
    this.steps = steps;
  }

  /** Returns the report for a terminal. */
  public String table() {
    return rows().toText() + "\n" + text("");
  }

  /** Returns the report in Markdown. */
  public String markdown() {
    return rows().toMarkdown() + "\n" + text("- ");
  }

  private TextTable rows() {
    TextTable table = new TextTable("NAME", "SERVICE", "USE", "IDENTITY", "ROLE", "ARTICLES");
    for (TrustedService row : services) {
      table.row(
          row.optionName(),
          row.displayName(),
          row.use(),
          row.identity(),
          row.role(),
          row.articles());
    }
    return table;
  }

  private String text(String bullet) {
    StringBuilder text = new StringBuilder();
    for (TrustedService row : services) {
      if (!row.limit().isEmpty()) {
        text.append(bullet).append(row.displayName()).append(": ").append(row.limit());
        text.append(".\n");
      }
    }
    for (String limit : TrustedService.LIMITS) {
      text.append(bullet).append(limit).append('\n');
    }
    if (steps) {
      text.append('\n');
      int number = 1;
      for (String step : services.get(0).steps()) {
        text.append(number++).append(". ").append(step).append('\n');
      }
    }
    return text.toString();
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          json.writeArrayFieldStart("trustedServices");
          for (TrustedService row : services) {
            json.writeStartObject();
            json.writeStringField("name", row.optionName());
            json.writeStringField("service", row.displayName());
            json.writeStringField("use", row.use());
            json.writeStringField("identity", row.identity());
            json.writeStringField("role", row.role());
            json.writeStringField("articles", row.articles());
            json.writeStringField("limit", row.limit());
            JsonDocument.strings(json, "steps", row.steps());
            json.writeEndObject();
          }
          json.writeEndArray();
          JsonDocument.strings(json, "limits", TrustedService.LIMITS);
        });
  }
}
