package dev.acrfw.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.diff.FileDiff;
import dev.acrfw.diff.TagChange;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.servicetags.Source;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.util.OptionalInt;

/** What changed between two files. */
public final class DiffReport {
  private final FileDiff diff;

  /**
   * @param diff what changed
   */
  public DiffReport(FileDiff diff) {
    this.diff = diff;
  }

  /** Returns the report for a terminal. */
  public String table() {
    return summary() + tags();
  }

  private String summary() {
    String files = describe(diff.oldSource()) + " to " + describe(diff.newSource());
    return diff.isEmpty()
        ? "No address changed from " + files + ".\n"
        : "%s changed from %s: %s.\n"
            .formatted(
                diff.tags().size() == 1 ? "1 tag" : diff.tags().size() + " tags", files, counts());
  }

  private static String describe(Source source) {
    return source.file() + " (" + source.changeNumber() + ")";
  }

  /** IPv6 is counted in prefixes: its numbers of addresses say nothing to a reader. */
  private String counts() {
    return "%s and %s added, %s and %s removed"
        .formatted(
            ipv4(diff.added()),
            prefixes(diff.added().ipv6(), "IPv6 "),
            AddressCount.grouped(diff.removed().ipv4().addressCount()),
            diff.removed().ipv6().cidrCount());
  }

  private String tags() {
    if (diff.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\n").append(rows().toText());
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

  private TextTable rows() {
    TextTable table = new TextTable("TAG", "CHANGE", ">+IPV4", ">-IPV4", ">+IPV6", ">-IPV6");
    for (TagChange tag : diff.tags()) {
      table.row(
          tag.name().toString(),
          number(tag.oldChangeNumber()) + " > " + number(tag.newChangeNumber()),
          addresses(tag.added().ipv4()),
          addresses(tag.removed().ipv4()),
          prefixes(tag.added().ipv6()),
          prefixes(tag.removed().ipv6()));
    }
    return table;
  }

  private static String number(OptionalInt changeNumber) {
    return changeNumber.isPresent() ? String.valueOf(changeNumber.getAsInt()) : "none";
  }

  private static String addresses(PrefixSet set) {
    return AddressCount.grouped(set.addressCount());
  }

  private static String ipv4(AddressSpace space) {
    String count = AddressCount.grouped(space.ipv4().addressCount());
    return count + (count.equals("1") ? " IPv4 address" : " IPv4 addresses");
  }

  private static String prefixes(PrefixSet set, String kind) {
    return set.cidrCount() + " " + kind + (set.cidrCount() == 1 ? "prefix" : "prefixes");
  }

  private static String prefixes(PrefixSet set) {
    return set.cidrCount() == 0
        ? "0"
        : set.cidrCount() + (set.cidrCount() == 1 ? " prefix" : " prefixes");
  }

  /** Returns the report in Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder(summary());
    if (!diff.isEmpty()) {
      text.append('\n').append(rows().toMarkdown());
      appendDetails(text, "Added", diff.added());
      appendDetails(text, "Removed", diff.removed());
    }
    return text.toString();
  }

  /** Appends addresses that a reader may unfold; nothing where there are none. */
  static void appendDetails(StringBuilder text, String title, AddressSpace space) {
    if (!space.isEmpty()) {
      text.append("\n<details><summary>").append(title).append("</summary>\n\n```\n");
      appendLines(text, "", space);
      text.append("```\n\n</details>\n");
    }
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          PlanMembers.source(json, "old", diff.oldSource());
          PlanMembers.source(json, "new", diff.newSource());
          json.writeArrayFieldStart("tags");
          for (TagChange tag : diff.tags()) {
            json.writeStartObject();
            json.writeStringField("name", tag.name().toString());
            json.writeArrayFieldStart("changeNumber");
            write(json, tag.oldChangeNumber());
            write(json, tag.newChangeNumber());
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

  private static void write(JsonGenerator json, OptionalInt number) throws IOException {
    if (number.isPresent()) {
      json.writeNumber(number.getAsInt());
    } else {
      json.writeNull();
    }
  }

  /** Writes an object with the CIDRs of each family. */
  static void space(JsonGenerator json, String field, AddressSpace space) throws IOException {
    json.writeObjectFieldStart(field);
    JsonDocument.strings(json, "ipv4", space.ipv4().cidrs());
    JsonDocument.strings(json, "ipv6", space.ipv6().cidrs());
    json.writeEndObject();
  }
}
