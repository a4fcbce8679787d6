package dev.acrfw.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.diff.FileDiff;
import dev.acrfw.diff.TagChange;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.report.PlanJson;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.Source;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

final class DiffCommand extends Command {
  private final Streams streams;
  private final InputFiles files;

  private final Argument<String> oldName = arguments.positional(0, "OLD", "The earlier file.");

  private final Argument<String> newName = arguments.positional(1, "NEW", "The later file.");

  private final Argument<Boolean> all =
      arguments.flag("--all", "Every tag of the files, in place of a selection.");

  private final Argument<DiffFormat> format =
      arguments.value(
          "-f,--format", "FORMAT", "table (default), markdown or json.", DiffFormat.TABLE);

  enum DiffFormat {
    TABLE,
    MARKDOWN,
    JSON
  }

  private final Argument<Boolean> exitCode =
      arguments.flag("--exit-code", "Exit with 10 if there are differences.");

  private final SelectionOptions selection = new SelectionOptions(arguments);

  DiffCommand(Streams streams, InputFiles files) {
    super("diff", "Show which addresses changed for a selection between two files.");
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    if (all.get() && selection.isGiven()) {
      throw usage("--all is every tag: it takes no selection");
    }
    if (oldName.get().equals("-") && newName.get().equals("-")) {
      throw usage("OLD and NEW cannot both be standard input");
    }
    ServiceTagsFile before = files.read(oldName.get());
    FileDiff diff;
    if (all.get()) {
      ServiceTagsFile after = files.read(newName.get());
      diff = FileDiff.between(before, after, allNames(before, after));
    } else {
      Selection resolved = selection.resolve(files, newName.get(), List.of(before));
      diff = FileDiff.between(before, resolved.file(), resolved.tagNames(before));
    }
    requireOneCloud(diff);
    streams.print(
        switch (format.get()) {
          case TABLE -> summary(diff) + table(diff);
          case MARKDOWN -> markdown(diff);
          case JSON -> json(diff);
        });
    return exitCode.get() && !diff.isEmpty() ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  private void requireOneCloud(FileDiff diff) {
    if (diff.oldSource().cloud() != diff.newSource().cloud()) {
      throw usage(
          "the files are of different clouds: %s and %s"
              .formatted(
                  diff.oldSource().cloud().optionName(), diff.newSource().cloud().optionName()));
    }
  }

  private static Collection<String> allNames(ServiceTagsFile before, ServiceTagsFile after) {
    Map<String, String> names = new LinkedHashMap<>();
    for (ServiceTagsFile file : List.of(after, before)) {
      for (ServiceTag tag : file.tags()) {
        names.putIfAbsent(tag.name().toLowerCase(Locale.ROOT), tag.name());
      }
    }
    return names.values();
  }

  private static String summary(FileDiff diff) {
    String files = describe(diff.oldSource()) + " to " + describe(diff.newSource());
    return diff.isEmpty()
        ? "No address changed from " + files + ".\n"
        : "%s changed from %s: %s.\n"
            .formatted(
                diff.tags().size() == 1 ? "1 tag" : diff.tags().size() + " tags",
                files,
                counts(diff));
  }

  private static String describe(Source source) {
    return source.file() + " (" + source.changeNumber() + ")";
  }

  /** IPv6 is counted in prefixes: its numbers of addresses say nothing to a reader. */
  private static String counts(FileDiff diff) {
    return String.format(
        Locale.ROOT,
        "%,d IPv4 addresses and %,d IPv6 prefixes added, %,d and %,d removed",
        diff.added().ipv4().addressCount(),
        diff.added().ipv6().cidrCount(),
        diff.removed().ipv4().addressCount(),
        diff.removed().ipv6().cidrCount());
  }

  private static String table(FileDiff diff) {
    if (diff.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n").append(tags(diff).toText());
    for (TagChange tag : diff.tags()) {
      text.append('\n').append(tag.name()).append('\n');
      appendLines(text, "  + ", tag.added());
      appendLines(text, "  - ", tag.removed());
    }
    return text.toString();
  }

  private static void appendLines(StringBuilder text, String sign, AddressSpace space) {
    for (Family family : Family.values()) {
      space.of(family).forEachCidr(cidr -> text.append(sign).append(cidr).append('\n'));
    }
  }

  private static TextTable tags(FileDiff diff) {
    TextTable table = new TextTable("TAG", "CHANGE", ">+IPV4", ">-IPV4", ">+IPV6", ">-IPV6");
    for (TagChange tag : diff.tags()) {
      table.row(
          tag.name(),
          number(tag.oldChangeNumber()) + " > " + number(tag.newChangeNumber()),
          addresses(tag.added().ipv4()),
          addresses(tag.removed().ipv4()),
          prefixes(tag.added().ipv6()),
          prefixes(tag.removed().ipv6()));
    }
    return table;
  }

  private static String number(Integer changeNumber) {
    return changeNumber == null ? "none" : changeNumber.toString();
  }

  private static String addresses(PrefixSet set) {
    return AddressCount.grouped(set.addressCount());
  }

  private static String prefixes(PrefixSet set) {
    return set.cidrCount() == 0
        ? "0"
        : set.cidrCount() + (set.cidrCount() == 1 ? " prefix" : " prefixes");
  }

  private static String markdown(FileDiff diff) {
    StringBuilder text = new StringBuilder(summary(diff));
    if (!diff.isEmpty()) {
      text.append('\n').append(tags(diff).toMarkdown());
      appendDetails(text, "Added", diff.added());
      appendDetails(text, "Removed", diff.removed());
    }
    return text.toString();
  }

  private static void appendDetails(StringBuilder text, String title, AddressSpace space) {
    if (!space.isEmpty()) {
      text.append("\n<details><summary>").append(title).append("</summary>\n\n```\n");
      appendLines(text, "", space);
      text.append("```\n\n</details>\n");
    }
  }

  private static String json(FileDiff diff) {
    return JsonDocument.write(
        json -> {
          PlanJson.source(json, "old", diff.oldSource());
          PlanJson.source(json, "new", diff.newSource());
          json.writeArrayFieldStart("tags");
          for (TagChange tag : diff.tags()) {
            json.writeStartObject();
            json.writeStringField("name", tag.name());
            json.writeArrayFieldStart("changeNumber");
            json.writeObject(tag.oldChangeNumber());
            json.writeObject(tag.newChangeNumber());
            json.writeEndArray();
            space(json, "added", tag.added());
            space(json, "removed", tag.removed());
            json.writeEndObject();
          }
          json.writeEndArray();
          space(json, "added", diff.added());
          space(json, "removed", diff.removed());
        });
  }

  private static void space(JsonGenerator json, String field, AddressSpace space)
      throws IOException {
    json.writeObjectFieldStart(field);
    JsonDocument.strings(json, "ipv4", space.ipv4().cidrs());
    JsonDocument.strings(json, "ipv6", space.ipv6().cidrs());
    json.writeEndObject();
  }
}
