package dev.acrfw.report;

import dev.acrfw.lookup.Verdict.Change;
import dev.acrfw.probe.Outcome;
import dev.acrfw.probe.ProbeResult;
import dev.acrfw.probe.ProbeResult.Resolved;
import dev.acrfw.text.Colour;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.Printable;
import dev.acrfw.text.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How far connections came, and what to do about those that failed. */
public final class ProbeReport {
  private final List<ProbeResult> results;

  /**
   * @param results the results, a line each
   */
  public ProbeReport(List<ProbeResult> results) {
    this.results = results;
  }

  /**
   * Returns the report for a person.
   *
   * @param colours whether verdicts are coloured
   */
  public String table(boolean colours) {
    TextTable table = new TextTable("HOST", ">PORT", "VERDICT");
    Map<String, String> advice = new LinkedHashMap<>();
    for (ProbeResult result : results) {
      String detail = result.detail().isEmpty() ? "" : " (" + Printable.of(result.detail()) + ")";
      table.row(
          result.target().host(),
          String.valueOf(result.target().port()),
          result.outcome() == Outcome.FINE
              ? Colour.GREEN.paint("fine", colours) + ": " + Printable.of(reached(result))
              : Colour.RED.paint(result.outcome().words(), colours) + detail);
      if (!advice(result).isEmpty()) {
        advice.merge(advice(result), result.target().host(), (some, more) -> some + ", " + more);
      }
    }
    StringBuilder text = new StringBuilder(table.toText());
    text.append(advice.isEmpty() ? "" : "\n");
    advice.forEach((what, hosts) -> text.append(hosts).append(": ").append(what).append('\n'));
    return text.toString();
  }

  private static String reached(ProbeResult result) {
    return List.of(result.tcp(), result.tls(), result.registry()).stream()
        .filter(said -> !said.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** What would allow the first address that the rules leave out says more than any other words. */
  private static String advice(ProbeResult result) {
    if (result.outcome() != Outcome.OUTSIDE) {
      return result.outcome().advice();
    }
    Optional<Change> change =
        result.addresses().stream()
            .filter(each -> !each.verdict().allowed())
            .findFirst()
            .flatMap(each -> each.verdict().change());
    return change
        .map(
            each ->
                "select with "
                    + each.option()
                    + ", which opens "
                    + LookupReport.opened(each.opens())
                    + " more")
        .orElse(
            "if it is the registry's private endpoint, no rule of acrfw is about it; else look at DNS"
                + " and /etc/hosts");
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          json.writeArrayFieldStart("endpoints");
          for (ProbeResult result : results) {
            json.writeStartObject();
            json.writeStringField("host", result.target().host());
            json.writeNumberField("port", result.target().port());
            json.writeArrayFieldStart("addresses");
            for (Resolved resolved : result.addresses()) {
              json.writeStartObject();
              json.writeStringField("address", resolved.address().shown());
              json.writeBooleanField("allowed", resolved.verdict().allowed());
              json.writeStringField("tag", resolved.tag());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("tcp", result.tcp());
            json.writeStringField("tls", result.tls());
            json.writeStringField("registry", result.registry());
            json.writeBooleanField("failed", result.outcome().isFailure());
            json.writeStringField("verdict", result.outcome().words());
            json.writeStringField("detail", result.detail());
            json.writeStringField("advice", advice(result));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }
}
