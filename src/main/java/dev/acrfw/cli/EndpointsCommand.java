package dev.acrfw.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.render.Provenance;
import dev.acrfw.report.JsonDocument;
import dev.acrfw.report.PlanJson;
import dev.acrfw.report.TextTable;
import dev.acrfw.rules.Exposure;
import dev.acrfw.rules.Plan;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "endpoints",
    version = "acrfw " + Provenance.VERSION,
    sortOptions = false,
    description = "Show what a selection needs: hosts, ports, service tags, and what they open.")
final class EndpointsCommand implements Callable<Integer> {
  private final Streams streams;
  private final ServiceTagsFiles files;

  @Mixin private SelectionOptions selection;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "table (default) or json.")
  private ReportFormat format = ReportFormat.TABLE;

  @Mixin private StandardOptions standard;

  EndpointsCommand(Streams streams, ServiceTagsFiles files) {
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    Selection resolved = selection.resolve(files);
    Plan plan = resolved.plan();
    Exposure exposure = resolved.exposure(plan);
    plan.warnings().forEach(streams::warn);
    streams.print(format == ReportFormat.JSON ? json(plan, exposure) : table(plan, exposure));
    return ExitCode.OK;
  }

  private static String table(Plan plan, Exposure exposure) {
    TextTable table =
        new TextTable("HOST", "PURPOSE", "DIRECTION", "PORT", "SERVICE TAG", ">IPV4", ">IPV6");
    for (Endpoint endpoint : plan.endpoints()) {
      AddressSpace addresses = exposure.of(endpoint);
      table.row(
          endpoint.host() == null ? "-" : endpoint.host(),
          endpoint.purposes().stream().map(Purpose::displayName).collect(Collectors.joining(",")),
          endpoint.direction().displayName(),
          endpoint.ports().stream().map(String::valueOf).collect(Collectors.joining(",")),
          String.join(" ", endpoint.serviceTags()),
          grouped(addresses.ipv4().addressCount()),
          rounded(addresses.ipv6().addressCount()));
    }
    StringBuilder text = new StringBuilder(table.toString()).append('\n');
    line(text, "opens", Optional.of(exposure.total()));
    line(text, "dedicated data endpoints would save", exposure.savedByDedicated());
    line(text, "the regions leave out of the global tags", exposure.outsideRegions());
    return text.toString();
  }

  private static void line(StringBuilder text, String what, Optional<AddressSpace> space) {
    space.ifPresent(
        addresses ->
            text.append(what)
                .append(": ")
                .append(grouped(addresses.ipv4().addressCount()))
                .append(" IPv4, ")
                .append(rounded(addresses.ipv6().addressCount()))
                .append(" IPv6 addresses\n"));
  }

  private static String grouped(BigInteger count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** IPv6 counts have too many digits to read: a power of two says more. */
  private static String rounded(BigInteger count) {
    return count.bitLength() <= 40 ? grouped(count) : "~2^" + (count.bitLength() - 1);
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
