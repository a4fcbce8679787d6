package dev.acrfw.report;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.lookup.LogSummary;
import dev.acrfw.lookup.LogSummary.Owner;
import dev.acrfw.lookup.LogSummary.Part;
import dev.acrfw.lookup.SeenAddress;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.Source;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.Printable;
import dev.acrfw.text.TextTable;
import java.math.BigInteger;
import java.util.Map;

/** Whose the addresses of a log are. */
public final class LogReport {
  private static final Map<Owner, String> TITLES =
      Map.of(
          Owner.REGISTRY, "Of Azure Container Registry",
          Owner.OTHER_TAG, "Of other tags",
          Owner.NO_TAG, "Of no tag");

  private final Source source;
  private final LogSummary log;

  /**
   * @param source the file that was looked into
   */
  public LogReport(Source source, LogSummary log) {
    this.source = source;
    this.log = log;
  }

  /** Returns the report for a terminal. */
  public String table() {
    StringBuilder text = new StringBuilder();
    for (Owner owner : Owner.values()) {
      Part part = log.of(owner);
      text.append(text.isEmpty() ? "" : "\n").append(TITLES.get(owner)).append(": ");
      text.append(grouped(part.count())).append(part.count() == 1 ? " time" : " times");
      if (part.addresses() > 0) {
        text.append("\n").append(rows(part).toText());
        int more = part.addresses() - part.first().size();
        text.append(more > 0 ? "and " + grouped(more) + " more; --format json has them\n" : "");
      } else {
        text.append('\n');
      }
    }
    if (log.counts().uncounted() > 0) {
      text.append("\nNot counted, since there were too many different addresses: ");
      text.append(grouped(log.counts().uncounted())).append(" times\n");
    }
    return text.toString();
  }

  private static TextTable rows(Part part) {
    TextTable table = new TextTable(">COUNT", "ADDRESS", "DIRECTION", ">PORT", "TAG", "");
    for (SeenAddress seen : part.first()) {
      table.row(
          grouped(seen.count()),
          seen.address().shown(),
          seen.traffic().direction().map(Direction::displayName).orElse("?"),
          seen.traffic().port() == 0 ? "?" : String.valueOf(seen.traffic().port()),
          seen.tags().isEmpty() ? "" : Printable.of(seen.tags().get(0).name().toString()),
          seen.verdict()
              .map(verdict -> LookupReport.sentence(verdict, seen.address().family()))
              .orElse(""));
    }
    return table;
  }

  private static String grouped(long number) {
    return AddressCount.grouped(BigInteger.valueOf(number));
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          PlanMembers.source(json, "source", source);
          json.writeNumberField("lines", log.counts().lines());
          json.writeNumberField("uncounted", log.counts().uncounted());
          json.writeArrayFieldStart("addresses");
          for (Owner owner : Owner.values()) {
            for (SeenAddress seen : log.of(owner).first()) {
              json.writeStartObject();
              json.writeStringField("address", seen.address().shown());
              json.writeNumberField("count", seen.count());
              json.writeStringField(
                  "direction", seen.traffic().direction().map(Direction::displayName).orElse(null));
              json.writeNumberField("port", seen.traffic().port());
              json.writeBooleanField("registry", owner == Owner.REGISTRY);
              json.writeArrayFieldStart("tags");
              for (ServiceTag tag : seen.tags()) {
                json.writeStartObject();
                json.writeStringField("name", tag.name().toString());
                LookupReport.opens(json, log.opens(tag));
                json.writeEndObject();
              }
              json.writeEndArray();
              LookupReport.verdict(json, seen.verdict());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }
}
