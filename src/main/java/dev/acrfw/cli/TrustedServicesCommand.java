package dev.acrfw.cli;

import dev.acrfw.registry.TrustedService;
import dev.acrfw.render.Provenance;
import dev.acrfw.report.JsonDocument;
import dev.acrfw.report.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "trusted-services",
    version = "acrfw " + Provenance.VERSION,
    sortOptions = false,
    description = "Show which services pass a registry's firewall, and what each needs for it.")
final class TrustedServicesCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "Show one service with the steps to let it in.")
  private String service;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "table (default), markdown or json.")
  private TrustedFormat format = TrustedFormat.TABLE;

  @Mixin private StandardOptions standard;

  enum TrustedFormat {
    TABLE,
    MARKDOWN,
    JSON
  }

  TrustedServicesCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    List<TrustedService> services =
        service == null ? List.of(TrustedService.values()) : List.of(named());
    streams.print(
        switch (format) {
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
    return TrustedService.named(service)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no trusted service is called "
                        + service
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
    if (service != null) {
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
