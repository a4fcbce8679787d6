package dev.acrfw.report;

import dev.acrfw.diff.TagHistory;
import dev.acrfw.diff.TagHistory.Week;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.Family;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.Printable;
import dev.acrfw.text.SvgChart;
import dev.acrfw.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** How many addresses a tag had over the weeks. */
public final class HistoryReport {
  private final TagName tag;
  private final TagHistory history;

  /**
   * @param history that of the tag
   */
  public HistoryReport(TagName tag, TagHistory history) {
    this.tag = tag;
    this.history = history;
  }

  /** Returns the report for a terminal. */
  public String table() {
    TextTable table = new TextTable("FILE", ">CHANGE", ">IPV4", ">LOST", ">IPV6", ">LOST");
    for (int i = 0; i < history.weeks().size(); i++) {
      Week week = history.weeks().get(i);
      List<String> cells = new ArrayList<>();
      cells.add(Printable.of(week.source().file()));
      cells.add(String.valueOf(week.source().changeNumber()));
      for (Family family : Family.values()) {
        cells.add(week.addresses().isEmpty() ? "no tag" : shown(week, family));
        int lost = history.lossPercent(i, family);
        cells.add(lost == 0 ? "" : lost + " %");
      }
      table.row(cells.toArray(String[]::new));
    }
    return table.toText() + "\n" + summary() + "\n";
  }

  private static String shown(Week week, Family family) {
    return AddressCount.rounded(week.count(family));
  }

  private String summary() {
    int largest = history.largestLossPercent();
    return largest == 0
        ? tag + " lost no addresses from one file to the next"
        : tag
            + " lost at most "
            + largest
            + " % of its addresses from one file to the next: --max-shrink "
            + largest
            + " accepts them all";
  }

  /** Returns the report as JSON, format version 1. */
  public String json() {
    return JsonDocument.write(
        json -> {
          json.writeStringField("tag", tag.toString());
          json.writeNumberField("largestLossPercent", history.largestLossPercent());
          json.writeArrayFieldStart("files");
          for (int i = 0; i < history.weeks().size(); i++) {
            Week week = history.weeks().get(i);
            json.writeStartObject();
            PlanMembers.source(json, "source", week.source());
            json.writeBooleanField("hasTag", week.addresses().isPresent());
            json.writeNumberField("ipv4", week.count(Family.IPV4));
            json.writeStringField("ipv6", week.count(Family.IPV6).toString());
            json.writeNumberField("ipv4LossPercent", history.lossPercent(i, Family.IPV4));
            json.writeNumberField("ipv6LossPercent", history.lossPercent(i, Family.IPV6));
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** Returns the report as an SVG image, a column for each file. */
  public String svg() {
    SvgChart chart = new SvgChart("Addresses of " + tag + " over the weeks", summary());
    for (Family family : Family.values()) {
      List<SvgChart.Bar> columns = new ArrayList<>();
      for (Week week : history.weeks()) {
        columns.add(
            new SvgChart.Bar(
                "change number " + week.source().changeNumber(),
                week.count(family),
                shown(week, family)));
      }
      chart.columns(family.displayName(), columns);
    }
    return chart.toText();
  }
}
