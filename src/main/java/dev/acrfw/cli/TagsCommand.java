package dev.acrfw.cli;

import dev.acrfw.report.PlanJson;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.PrefixCounts;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.UnknownNameException;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.Printable;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

final class TagsCommand extends Command {
  private final Streams streams;
  private final InputFiles files;

  private final Argument<List<String>> words =
      arguments.positionals(
          "WORD", "Only tags whose name or region holds every WORD, in any case.");

  private final ServiceTagsOption serviceTags = new ServiceTagsOption(arguments);

  private final Argument<ReportFormat> format =
      arguments.value("-f,--format", "FORMAT", "table (default) or json.", ReportFormat.TABLE);

  TagsCommand(Streams streams, InputFiles files) {
    super("tags", "List the file's tags and regions, and how many prefixes each has.");
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    ServiceTagsFile file = serviceTags.read(files);
    Map<ServiceTag, PrefixCounts> rows = new LinkedHashMap<>();
    for (ServiceTag tag : file.tags()) {
      PrefixCounts counts = file.prefixCounts(tag);
      if (words.get().stream().allMatch(word -> holds(tag, word))) {
        rows.put(tag, counts);
      }
    }
    if (file.tags().isEmpty()) {
      throw new InvalidServiceTagsException(
          file.source().file() + ": the file has no service tags\nget a fresh file");
    }
    if (rows.isEmpty()) {
      throw new UnknownNameException(
          "no tag of "
              + file.source().file()
              + " holds "
              + String.join(" and ", words.get())
              + "\n'acrfw tags' without a word lists all");
    }
    file.repairs().forEach(streams::warn);
    streams.print(format.get() == ReportFormat.JSON ? json(file, rows) : table(rows));
    return ExitCode.OK;
  }

  private static boolean holds(ServiceTag tag, String word) {
    String wanted = word.toLowerCase(Locale.ROOT).replace(" ", "");
    return tag.name().toLowerCase(Locale.ROOT).contains(wanted)
        || tag.region().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static String table(Map<ServiceTag, PrefixCounts> rows) {
    TextTable table = new TextTable("TAG", "REGION", ">CHANGE", ">IPV4", ">IPV6", "FEATURES");
    rows.forEach(
        (tag, counts) ->
            table.row(
                Printable.of(tag.name()),
                Printable.of(tag.region()),
                String.valueOf(tag.changeNumber()),
                String.valueOf(counts.ipv4()),
                String.valueOf(counts.ipv6()),
                Printable.of(String.join(",", tag.networkFeatures()))));
    return table.toText();
  }

  private static String json(ServiceTagsFile file, Map<ServiceTag, PrefixCounts> rows) {
    return JsonDocument.write(
        json -> {
          PlanJson.source(json, "source", file.source());
          json.writeArrayFieldStart("tags");
          for (var row : rows.entrySet()) {
            ServiceTag tag = row.getKey();
            json.writeStartObject();
            json.writeStringField("name", tag.name());
            json.writeStringField("region", tag.region());
            json.writeNumberField("changeNumber", tag.changeNumber());
            json.writeNumberField("ipv4", row.getValue().ipv4());
            json.writeNumberField("ipv6", row.getValue().ipv6());
            JsonDocument.lineStrings(json, "networkFeatures", tag.networkFeatures());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
