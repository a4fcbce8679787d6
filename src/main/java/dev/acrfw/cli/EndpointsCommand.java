package dev.acrfw.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.Service;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.report.PlanJson;
import dev.acrfw.rules.EmptySelectionException;
import dev.acrfw.rules.Exposure;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import dev.acrfw.text.JsonDocument;
import dev.acrfw.text.TextTable;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.Collectors;

final class EndpointsCommand extends Command {
  private final Streams streams;
  private final InputFiles files;

  private final SelectionOptions selection = new SelectionOptions(arguments);

  private final Argument<EndpointsFormat> format =
      arguments.value(
          "-f,--format",
          "FORMAT",
          "table (default), markdown, json, or names: the host names for a proxy, one a line.",
          EndpointsFormat.TABLE);

  enum EndpointsFormat {
    TABLE,
    MARKDOWN,
    JSON,
    NAMES
  }

  EndpointsCommand(Streams streams, InputFiles files) {
    super(
        "endpoints",
        "Show what a selection needs: hosts, ports, service tags, and what they open.");
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    Selection resolved = selection.resolve(files);
    Plan plan = resolved.planOfKnownTags();
    Exposure exposure = resolved.exposure(plan);
    plan.warnings().forEach(streams::warn);
    if (format.get() != EndpointsFormat.NAMES) {
      InputWarnings.show(streams, plan.source(), exposure);
    }
    streams.print(
        switch (format.get()) {
          case TABLE -> table(plan, exposure).toText() + summary(plan, exposure, "");
          case MARKDOWN -> table(plan, exposure).toMarkdown() + summary(plan, exposure, "- ");
          case JSON -> json(plan, exposure);
          case NAMES -> names(plan, resolved);
        });
    return ExitCode.OK;
  }

  private String names(Plan plan, Selection resolved) {
    StringBuilder names = new StringBuilder();
    for (Endpoint endpoint : plan.endpoints()) {
      String host = endpoint.host();
      if (host != null) {
        if (host.contains(".*.")) {
          throw usage(
              "the name of a data endpoint holds its region: name the regions with --region");
        }
        names.append(host).append('\n');
      }
    }
    if (names.isEmpty()) {
      throw new EmptySelectionException(
          "the selection needs no names\ninbound purposes and single tags are made of addresses");
    }
    if (resolved.access().registry().isEmpty()
        && plan.endpoints().stream().anyMatch(EndpointsCommand::isAnyRegistry)) {
      streams.warn("without --registry these names open every registry of every tenant");
    }
    return names.toString();
  }

  private static boolean isAnyRegistry(Endpoint endpoint) {
    return endpoint.host() != null
        && endpoint.host().startsWith("*.")
        && Service.REGISTRY.owns(endpoint.serviceTags().get(0));
  }

  private TextTable table(Plan plan, Exposure exposure) {
    boolean bars = streams.terminal() && format.get() == EndpointsFormat.TABLE;
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
    BigInteger most = exposure.total().ipv4().addressCount();
    for (Endpoint endpoint : plan.endpoints()) {
      AddressSpace addresses = exposure.of(endpoint);
      BigInteger ipv4 = addresses.ipv4().addressCount();
      table.row(
          endpoint.host() == null ? "(from Azure)" : endpoint.host(),
          endpoint.purposes().stream().map(Purpose::displayName).collect(Collectors.joining(",")),
          endpoint.direction().displayName(),
          endpoint.ports().stream().map(String::valueOf).collect(Collectors.joining(",")),
          String.join(" ", endpoint.serviceTags()),
          AddressCount.grouped(ipv4),
          rounded(addresses.ipv6().addressCount()),
          bars ? bar(ipv4, most) : "");
    }
    for (Rule rule : plan.rules()) {
      if (rule.purposes().isEmpty()) {
        BigInteger ipv4 = rule.addresses().ipv4().addressCount();
        table.row(
            "-",
            "-",
            rule.direction().displayName(),
            rule.joinedPorts(","),
            rule.serviceTag().name(),
            AddressCount.grouped(ipv4),
            rounded(rule.addresses().ipv6().addressCount()),
            bars ? bar(ipv4, most) : "");
      }
    }
    return table;
  }

  /** The share of all opened IPv4 addresses, up to twenty signs. */
  private static String bar(BigInteger count, BigInteger most) {
    if (count.signum() == 0) {
      return "";
    }
    int length = count.multiply(BigInteger.valueOf(20)).divide(most).intValue();
    return "#".repeat(Math.max(1, length));
  }

  private static String summary(Plan plan, Exposure exposure, String bullet) {
    StringBuilder text = new StringBuilder("\n");
    line(text, bullet + "opens", Optional.of(exposure.total()));
    line(text, bullet + "dedicated data endpoints would save", exposure.savedByDedicated());
    line(text, bullet + "the regions leave out of the global tags", exposure.outsideRegions());
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
            text.append(what)
                .append(": ")
                .append(AddressCount.grouped(addresses.ipv4().addressCount()))
                .append(" IPv4, ")
                .append(rounded(addresses.ipv6().addressCount()))
                .append(" IPv6 addresses\n"));
  }

  /** IPv6 counts have too many digits to read: a power of two says more. */
  private static String rounded(BigInteger count) {
    return count.bitLength() <= 40 ? AddressCount.grouped(count) : "~2^" + (count.bitLength() - 1);
  }

  private static String json(Plan plan, Exposure exposure) {
    return JsonDocument.write(
        json -> {
          PlanJson.source(json, "source", plan.source());
          json.writeArrayFieldStart("endpoints");
          for (Endpoint endpoint : plan.endpoints()) {
            json.writeStartObject();
            PlanJson.endpoint(json, endpoint);
            write(json, "addresses", Optional.of(exposure.of(endpoint)));
            json.writeEndObject();
          }
          json.writeEndArray();
          write(json, "totals", Optional.of(exposure.total()));
          write(json, "savedByDedicated", exposure.savedByDedicated());
          write(json, "outsideRegions", exposure.outsideRegions());
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
