package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and units that acrfw writes or comes with, checked by the tools for them. */
class ShellcheckIT {
  @TempDir private Path folder;

  static Stream<Path> scripts() throws IOException {
    List<Path> scripts = new ArrayList<>(Golden.outputs("sh"));
    for (String own :
        List.of(
            "src/main/dist/bin/acrfw",
            ".ci/run",
            "src/test/distributions/set-up.sh",
            "src/test/distributions/enter.sh",
            "src/test/distributions/boot.sh",
            "src/test/distributions/fresh.sh",
            "samples/automation/apply.sh")) {
      scripts.add(Path.of(own));
    }
    try (Stream<Path> samples = Files.list(Path.of("samples/rules"))) {
      scripts.addAll(samples.filter(file -> file.toString().endsWith(".sh")).toList());
    }
    return scripts.stream();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void aScriptIsClean(Path script) {
    Program.require("shellcheck");
    assertThat(Program.run("shellcheck", script.toString()).said()).isEmpty();
  }

  @Test
  void theCompletionIsCleanBash() {
    Program.require("shellcheck");
    assertThat(
            Program.run(
                    "shellcheck", "-s", "bash", "src/main/resources/dev/acrfw/cli/completion.bash")
                .said())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "samples/systemd/acrfw-rules.service",
        "samples/automation/acrfw-update.service samples/automation/acrfw-update.timer"
      })
  void aSystemdUnitIsClean(String units) throws IOException {
    Program.require("systemd-analyze");
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
    for (String unit : units.split(" ")) {
      String distribution = Path.of("target/acrfw").toAbsolutePath().toString();
      Path here = folder.resolve(Path.of(unit).getFileName());
      Files.writeString(here, Files.readString(Path.of(unit)).replace("/opt/acrfw", distribution));
      command.add(here.toString());
    }
    Program run = Program.run(java.util.Map.of(), command);
    assertThat(run.succeeded().said()).isEmpty();
  }

  @Test
  void thePlaybookIsOneOfAnsible() {
    Program.require("ansible-playbook");
    Program run =
        Program.run("ansible-playbook", "--syntax-check", "samples/automation/playbook.yml");
    assertThat(run.succeeded().said()).contains("playbook: samples/automation/playbook.yml");
  }

  @Test
  void thePipelineIsYaml() {
    Program.require("/usr/bin/python3");
    Program.requireThat(
        Program.run("/usr/bin/python3", "-c", "import yaml").exitCode() == 0,
        "no module yaml for /usr/bin/python3");
    String load = "import sys, yaml; print(sorted(yaml.safe_load(open(sys.argv[1]))))";
    Program run =
        Program.run("/usr/bin/python3", "-c", load, "samples/automation/azure-pipeline.yml");
    assertThat(run.succeeded().out().strip())
        .isEqualTo("['pool', 'schedules', 'steps', 'trigger', 'variables']");
  }
}
