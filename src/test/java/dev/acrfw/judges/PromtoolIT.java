package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code acrfw update --metrics} writes, judged by Prometheus' own tool. */
class PromtoolIT {
  @TempDir private Path folder;

  private Program promtool(String metrics) {
    String script = "exec '%s' check metrics <'%s'";
    return Program.run(
        Map.of(),
        List.of(
            "sh", "-c", script.formatted(Judge.require("prometheus/usr/bin/promtool"), metrics)));
  }

  private String metrics(String output, int exitCode) throws IOException {
    Path metrics = folder.resolve("acrfw.prom");
    Path dated = folder.resolve("ServiceTags_Public_20251109.json");
    Files.writeString(dated, Acrfw.sample(7, "", ""));
    Files.writeString(
        folder.resolve("acrfw.yaml"),
        "service-tags: %s\noutputs:\n  - {format: list, region: westeurope, output: '%s'}\n"
            .formatted(dated, output));
    Acrfw run =
        Acrfw.run(
            "update", "-c", folder.resolve("acrfw.yaml").toString(), "--metrics", metrics + "");
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    return metrics.toString();
  }

  @Test
  void itFindsNothingAfterASuccessAFailureAndWithAnOddName() throws IOException {
    Judge.require("prometheus/usr/bin/promtool");
    for (String output : List.of("rules.txt", "od\"d\\name.txt", "/proc/rules.txt")) {
      Program judged = promtool(metrics(output, output.startsWith("/proc") ? 1 : 0));
      assertThat(judged.said()).isEmpty();
      assertThat(judged.exitCode()).isZero();
    }
  }

  @Test
  void itSeesAMistake() throws IOException {
    Path wrong = folder.resolve("wrong.prom");
    Files.writeString(
        wrong,
        Files.readString(Path.of(metrics("rules.txt", 0)))
            .replace("_timestamp_seconds gauge", "_timestamp_seconds gouge"));
    assertThat(promtool(wrong.toString()).exitCode()).isNotZero();
  }
}
