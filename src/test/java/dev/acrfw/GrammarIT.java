package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs for languages that do not run here, parsed with a grammar of the language. */
class GrammarIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsNode() {
    Grammars.install();
  }

  @Test
  void everyWindowsScriptIsPowerShell() throws Exception {
    List<Path> scripts = new ArrayList<>(Golden.outputs("ps1"));
    scripts.add(Path.of("samples/rules/windows.ps1"));
    assertThat(scripts).hasSizeGreaterThan(2);
    Grammars.parse(Grammars.POWERSHELL, scripts).succeeded();
  }

  @Test
  void aWindowsScriptThatWasCutOffBehindItsFirstBraceIsNone() throws Exception {
    String script =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "windows", "-l", "westeurope").out();
    List<Path> files = new ArrayList<>();
    int block = script.indexOf("\nend {") + "\nend {".length();
    int last = script.length() - "\n".length();
    for (int end = block; end < last; end += end < last - 400 ? 101 : 1) {
      files.add(Files.writeString(folder.resolve(end + ".ps1"), script.substring(0, end)));
    }
    Program run = Grammars.parse(Grammars.POWERSHELL, files);
    assertThat(files).hasSizeGreaterThan(420);
    assertThat(files).allMatch(file -> run.said().contains(file + ":"));
  }

  @Test
  void ourOwnScriptsArePowerShell() {
    Grammars.parse(
            Grammars.POWERSHELL,
            List.of(
                Path.of("samples/automation/register-task.ps1"),
                Path.of("src/test/windows/Test-Outputs.ps1"),
                Path.of("src/test/windows/Test-Windows.ps1")))
        .succeeded();
  }

  @Test
  void theWorkflowsFollowGithubsSchema() throws Exception {
    for (String workflow :
        List.of(
            "samples/automation/github-workflow.yml",
            ".github/actions/acrfw/action.yml",
            ".github/workflows/ci.yml",
            ".github/workflows/release.yml",
            ".github/workflows/windows.yml")) {
      Path file = Path.of(workflow).toAbsolutePath();
      Program run = Grammars.run("node_modules/.bin/action-validator", file.toString());
      run.succeeded();
    }
    Path noSteps = folder.resolve("action.yml");
    Files.writeString(
        noSteps,
        Files.readString(Path.of(".github/actions/acrfw/action.yml")).replace("steps:", "step:"));
    assertThat(Grammars.run("node_modules/.bin/action-validator", noSteps.toString()).exitCode())
        .isNotZero();
    String broken =
        Files.readString(Path.of("samples/automation/github-workflow.yml"))
            .replace("runs-on: ubuntu-latest", "run-on: ubuntu-latest");
    Path file = Files.writeString(folder.resolve("broken.yml"), broken);
    assertThat(Grammars.run("node_modules/.bin/action-validator", file.toString()).exitCode())
        .isNotZero();
  }

  @Test
  void everyFragmentIsBicep() throws Exception {
    List<Path> fragments = Golden.outputs("bicep");
    assertThat(fragments).isNotEmpty();
    Grammars.parse(Grammars.BICEP, fragments).succeeded();
  }
}
