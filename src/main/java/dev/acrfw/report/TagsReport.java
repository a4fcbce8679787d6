package dev.acrfw.report;

import dev.acrfw.render.PlanMembers;
import dev.acrfw.servicetags.PrefixCounts;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.Source;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.Printable;
import dev.acrfw.text.TextTable;
import java.util.Map;

/** The tags of a file, and how many prefixes each has. */
public final class TagsReport {
  private final Source source;
  private final Map<ServiceTag, PrefixCounts> rows;

  /**
   * @param rows the tags in the order of the file
   */
  public TagsReport(Source source, Map<ServiceTag, PrefixCounts> rows) {
    this.source = source;
    this.rows = rows;
  }

  /** Returns the report for a terminal. */
  public String table() {
    TextTable table = new TextTable("TAG", "REGION", ">CHANGE", ">IPV4", ">IPV6", "FEATURES");
    rows.forEach(
        (tag, counts) ->
            table.row(
                Printable.of(tag.name().toString()),
                Printable.of(tag.region()),
                String.valueOf(tag.changeNumber()),
                String.valueOf(counts.ipv4()),
                String.valueOf(counts.ipv6()),
                Printable.of(String.join(",", tag.networkFeatures()))));
    return table.toText();
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          PlanMembers.source(json, "source", source);
          json.writeArrayFieldStart("tags");
          for (var row : rows.entrySet()) {
            ServiceTag tag = row.getKey();
            json.writeStartObject();
            json.writeStringField("name", tag.name().toString());
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
