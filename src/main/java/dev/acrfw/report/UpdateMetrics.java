package dev.acrfw.report;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.Rule;
import dev.acrfw.servicetags.PublishedName;
import dev.acrfw.servicetags.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What Prometheus' node exporter reads of an update (textfile collector, exposition format 0.0.4).
 * Times are Unix times in seconds, as its naming conventions ask for.
 */
public final class UpdateMetrics {
  private static final String LAST_SUCCESS = "acrfw_last_success_timestamp_seconds";

  private final StringBuilder text = new StringBuilder();

  private UpdateMetrics() {}

  /**
   * Returns the metrics.
   *
   * @param now when the run ended
   * @param exitCode its exit code
   * @param guardTripped whether a guard refused an output
   * @param earlier the metrics of the run before, which a failed run takes its last success from
   * @param source the file that the outputs were made from, if the run came that far
   * @param results what became of the outputs
   */
  public static String text(
      Instant now,
      int exitCode,
      boolean guardTripped,
      Optional<String> earlier,
      Optional<Source> source,
      List<OutputResult> results) {
    UpdateMetrics metrics = new UpdateMetrics();
    metrics.gauge("acrfw_last_run_timestamp_seconds", "When acrfw update last ran.");
    metrics.sample("acrfw_last_run_timestamp_seconds", "", now.getEpochSecond());
    metrics.gauge("acrfw_last_run_exit_code", "The exit code of that run.");
    metrics.sample("acrfw_last_run_exit_code", "", exitCode);
    OptionalLong success =
        exitCode == 0 ? OptionalLong.of(now.getEpochSecond()) : lastSuccess(earlier);
    if (success.isPresent()) {
      metrics.gauge(LAST_SUCCESS, "When acrfw update last succeeded.");
      metrics.sample(LAST_SUCCESS, "", success.getAsLong());
    }
    metrics.gauge("acrfw_guard_tripped", "Whether a guard refused the last run's file.");
    metrics.sample("acrfw_guard_tripped", "", guardTripped ? 1 : 0);
    source.ifPresent(metrics::source);
    metrics.outputs(results);
    return metrics.text.toString();
  }

  private static OptionalLong lastSuccess(Optional<String> earlier) {
    for (String line : earlier.orElse("").split("\n")) {
      if (line.matches(LAST_SUCCESS + " [0-9]{1,18}")) {
        return OptionalLong.of(Long.parseLong(line.substring(LAST_SUCCESS.length() + 1)));
      }
    }
    return OptionalLong.empty();
  }

  private void source(Source source) {
    String cloud = "{cloud=" + quoted(source.cloud().optionName()) + "}";
    gauge("acrfw_source_change_number", "The change number of the service tags file.");
    sample("acrfw_source_change_number", cloud, source.changeNumber());
    PublishedName.dayOf(source.file())
        .ifPresent(
            day -> {
              gauge(
                  "acrfw_source_published_timestamp_seconds",
                  "The day in the name of the service tags file.");
              sample(
                  "acrfw_source_published_timestamp_seconds",
                  cloud,
                  day.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
            });
  }

  private void outputs(List<OutputResult> results) {
    if (results.stream().anyMatch(result -> result.plan().isPresent())) {
      gauge("acrfw_output_addresses", "How many addresses an output allows.");
    }
    for (OutputResult result : results) {
      if (result.plan().isPresent()) {
        AddressSpace space =
            result.plan().get().rules().stream()
                .map(Rule::addresses)
                .reduce(AddressSpace.EMPTY, AddressSpace::union);
        for (Family family : Family.values()) {
          String labels =
              "{output=%s,family=\"%s\"}"
                  .formatted(quoted(result.name()), family == Family.IPV4 ? "ipv4" : "ipv6");
          sample("acrfw_output_addresses", labels, space.of(family).addressCount().doubleValue());
        }
      }
    }
    if (results.stream().anyMatch(result -> result.lastChange().isPresent())) {
      gauge("acrfw_output_last_change_timestamp_seconds", "When an output was last written.");
    }
    for (OutputResult result : results) {
      result
          .lastChange()
          .ifPresent(
              time ->
                  sample(
                      "acrfw_output_last_change_timestamp_seconds",
                      "{output=" + quoted(result.name()) + "}",
                      time.getEpochSecond()));
    }
  }

  private void gauge(String name, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(" gauge\n");
  }

  private void sample(String name, String labels, Number value) {
    text.append(name).append(labels).append(' ').append(value).append('\n');
  }

  private static String quoted(String label) {
    return '"' + label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
