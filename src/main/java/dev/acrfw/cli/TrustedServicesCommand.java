package dev.acrfw.cli;

import dev.acrfw.registry.TrustedService;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class TrustedServicesCommand extends Command {
  private final Streams streams;

  private final Argument<String> service =
      arguments.text("--service", "NAME", "Show one service with the steps to let it in.");

  private final Argument<TrustedFormat> format =
      arguments.value(
          "-f,--format", "FORMAT", "table (default), markdown or json.", TrustedFormat.TABLE);

  enum TrustedFormat {
    TABLE,
    MARKDOWN,
    JSON
  }

  TrustedServicesCommand(Streams streams) {
    super(
        "trusted-services",
        "Show which services pass a registry's firewall, and what each needs for it.");
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    List<TrustedService> services =
        service.isGiven() ? List.of(named()) : List.of(TrustedService.values());
    streams.print(
        switch (format.get()) {
          case JSON -> json(services);
          case MARKDOWN -> table(services).toMarkdown() + "\n" + text(services, "- ");
          case TABLE -> table(services).toText() + "\n" + text(services, "");
        });
    return ExitCode.OK;
  }

  private TrustedService named() {
    List<String> names = new ArrayList<>();
    for (TrustedService known : TrustedService.values()) {
      names.add(known.optionName());
    }
    return TrustedService.named(service.get())
        .orElseThrow(
            () ->
                usage(
                    "no trusted service is called "
                        + service.get()
                        + "\nit is one of "
                        + String.join(", ", names)));
  }

  private static TextTable table(List<TrustedService> services) {
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

  private String text(List<TrustedService> services, String bullet) {
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
    if (service.isGiven()) {
      text.append('\n');
      int number = 1;
      for (String step : services.get(0).steps()) {
        text.append(number++).append(". ").append(step).append('\n');
      }
    }
    return text.toString();
  }

  private static String json(List<TrustedService> services) {
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
