package dev.acrfw.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.rules.Exposure;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.SvgChart;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a plan needs, and how many addresses that opens. */
public final class EndpointsReport {
  private static final int LONGEST_BAR = 20;

  private final Plan plan;
  private final Exposure exposure;

  /**
   * @param exposure that of the plan
   */
  public EndpointsReport(Plan plan, Exposure exposure) {
    this.plan = plan;
    this.exposure = exposure;
  }

  /**
   * Returns the report for a terminal.
   *
   * @param bars whether bars show the share of each endpoint
   */
  public String table(boolean bars) {
    return rows(bars).toText() + summary("");
  }

  /** Returns the report in Markdown. */
  public String markdown() {
    return rows(false).toMarkdown() + summary("- ");
  }

  private TextTable rows(boolean bars) {
    TextTable table =
        new TextTable(
            "HOST",
            "PURPOSE",
            "DIRECTION",
            "PORT",
            "SERVICE TAG",
            ">IPV4",
            ">IPV6",
            bars ? "OPENS" : "");
    for (Endpoint endpoint : plan.endpoints()) {
      AddressSpace addresses = exposure.of(endpoint);
      table.row(
          endpoint
              .host()
              .orElse(endpoint.direction() == Direction.INBOUND ? "(from Azure)" : "(no name)"),
          endpoint.purposes().stream().map(Purpose::displayName).collect(Collectors.joining(",")),
          endpoint.direction().displayName(),
          endpoint.ports().joined(","),
          tags(endpoint),
          AddressCount.grouped(addresses.ipv4().addressCount()),
          AddressCount.rounded(addresses.ipv6().addressCount()),
          bars ? bar(addresses) : "");
    }
    for (Rule rule : plan.rules()) {
      if (rule.purposes().isEmpty()) {
        table.row(
            "-",
            "-",
            rule.direction().displayName(),
            rule.ports().joined(","),
            rule.serviceTag().name().toString(),
            AddressCount.grouped(rule.addresses().ipv4().addressCount()),
            AddressCount.rounded(rule.addresses().ipv6().addressCount()),
            bars ? bar(rule.addresses()) : "");
      }
    }
    return table;
  }

  private static String tags(Endpoint endpoint) {
    return endpoint.serviceTags().stream().map(TagName::toString).collect(Collectors.joining(" "));
  }

  /** The share of all opened IPv4 addresses. */
  private String bar(AddressSpace addresses) {
    BigInteger count = addresses.ipv4().addressCount();
    if (count.signum() == 0) {
      return "";
    }
    BigInteger most = exposure.total().ipv4().addressCount();
    int length = count.multiply(BigInteger.valueOf(LONGEST_BAR)).divide(most).intValue();
    return "#".repeat(Math.max(1, length));
  }

  private String summary(String bullet) {
    StringBuilder text = new StringBuilder("\n");
    line(text, bullet + "opens", Optional.of(exposure.total()));
    line(text, bullet + "dedicated data endpoints would save", exposure.savedByDedicated());
    line(text, bullet + "the regions leave out of the global tags", exposure.outsideRegions());
    exposure
        .inNoRegion()
        .forEach(
            (tag, space) -> line(text, bullet + tag.tag() + " in no region", Optional.of(space)));
    plan.notes().forEach(note -> text.append(bullet).append(note).append('\n'));
    plan.endpoints().stream()
        .flatMap(endpoint -> endpoint.purposes().stream())
        .distinct()
        .forEach(
            purpose ->
                text.append(bullet)
                    .append(purpose.displayName())
                    .append(": ")
                    .append(purpose.article())
                    .append('\n'));
    return text.toString();
  }

  private static void line(StringBuilder text, String what, Optional<AddressSpace> space) {
    space.ifPresent(
        addresses ->
            text.append(what).append(": ").append(shown(addresses)).append(" addresses\n"));
  }

  /** Returns what the endpoints open as an SVG image, beside what other choices would open. */
  public String svg() {
    SvgChart chart =
        new SvgChart(
            "Addresses that this selection opens",
            "It opens " + shown(exposure.total()) + " addresses.");
    List<SvgChart.Bar> endpoints = new ArrayList<>();
    for (Endpoint endpoint : plan.endpoints()) {
      endpoints.add(
          bar(
              endpoint.host().orElse(endpoint.direction().displayName()) + ", " + tags(endpoint),
              exposure.of(endpoint)));
    }
    for (Rule rule : plan.rules()) {
      if (rule.purposes().isEmpty()) {
        endpoints.add(bar(rule.serviceTag().name().toString(), rule.addresses()));
      }
    }
    chart.bars("Each endpoint", endpoints);
    List<SvgChart.Bar> choices = new ArrayList<>(List.of(bar("As selected", exposure.total())));
    exposure
        .savedByDedicated()
        .ifPresent(
            saved ->
                choices.add(
                    bar("With dedicated data endpoints", exposure.total().difference(saved))));
    exposure
        .outsideRegions()
        .ifPresent(outside -> choices.add(bar("Without regions", exposure.total().union(outside))));
    chart.bars("Each choice", choices);
    return chart.toText();
  }

  private static SvgChart.Bar bar(String label, AddressSpace addresses) {
    return new SvgChart.Bar(label, addresses.ipv4().addressCount(), shown(addresses));
  }

  private static String shown(AddressSpace addresses) {
    return AddressCount.grouped(addresses.ipv4().addressCount())
        + " IPv4, "
        + AddressCount.rounded(addresses.ipv6().addressCount())
        + " IPv6";
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          PlanMembers.source(json, "source", plan.source());
          json.writeArrayFieldStart("endpoints");
          for (Endpoint endpoint : plan.endpoints()) {
            json.writeStartObject();
            PlanMembers.endpoint(json, endpoint);
            write(json, "addresses", Optional.of(exposure.of(endpoint)));
            json.writeEndObject();
          }
          json.writeEndArray();
          write(json, "totals", Optional.of(exposure.total()));
          write(json, "savedByDedicated", exposure.savedByDedicated());
          write(json, "outsideRegions", exposure.outsideRegions());
          json.writeObjectFieldStart("inNoRegion");
          for (Map.Entry<KnownTag, AddressSpace> gap : exposure.inNoRegion().entrySet()) {
            write(json, gap.getKey().tag().toString(), Optional.of(gap.getValue()));
          }
          json.writeEndObject();
          JsonDocument.strings(json, "warnings", plan.warnings());
          JsonDocument.strings(json, "notes", plan.notes());
        });
  }

  private static void write(JsonGenerator json, String field, Optional<AddressSpace> space)
      throws IOException {
    if (space.isEmpty()) {
      json.writeNullField(field);
      return;
    }
    JsonDocument.lineObject(
        json,
        field,
        object -> {
          object.writeNumberField("ipv4", space.get().ipv4().addressCount());
          object.writeStringField("ipv6", space.get().ipv6().addressCount().toString());
        });
  }
}
