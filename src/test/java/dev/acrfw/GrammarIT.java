package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs for languages that do not run here, parsed with a grammar of the language. */
class GrammarIT {
  private static final Path NODE = Path.of("target/node").toAbsolutePath();
  private static final String POWERSHELL = "tree-sitter-powershell/tree-sitter-powershell.wasm";
  private static final String BICEP = "tree-sitter-bicep/tree-sitter-bicep.wasm";

  @TempDir private Path folder;

  @BeforeAll
  static void needsNode() throws Exception {
    Program.require("npm");
    Files.createDirectories(NODE);
    try (Stream<Path> files = Files.list(Path.of("src/test/node"))) {
      for (Path file : files.toList()) {
        Files.copy(file, NODE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")).succeeded();
  }

  private static Program run(List<String> command) {
    return Program.run(NODE, Map.of(), command);
  }

  private static Program parse(String grammar, List<Path> files) {
    List<String> command = new ArrayList<>(List.of("node", "parse.mjs", "node_modules/" + grammar));
    files.forEach(file -> command.add(file.toAbsolutePath().toString()));
    return run(command);
  }

  @Test
  void everyWindowsScriptIsPowerShell() throws Exception {
    List<Path> scripts = new ArrayList<>(Golden.outputs("ps1"));
    scripts.add(Path.of("samples/rules/windows.ps1"));
    assertThat(scripts).hasSizeGreaterThan(2);
    parse(POWERSHELL, scripts).succeeded();
  }

  @Test
  void aWindowsScriptThatWasCutOffBehindItsFirstBraceIsNone() throws Exception {
    String script =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "windows", "-l", "westeurope").out();
    List<Path> files = new ArrayList<>();
    for (int end = script.indexOf("& {") + 3; end < script.length() - 1; end += 101) {
      files.add(Files.writeString(folder.resolve(end + ".ps1"), script.substring(0, end)));
    }
    Program run = parse(POWERSHELL, files);
    assertThat(files).hasSizeGreaterThan(20);
    assertThat(files).allMatch(file -> run.said().contains(file + ":"));
  }

  @Test
  void theScheduledTasksScriptIsPowerShell() throws Exception {
    Path script = Path.of("samples/automation/register-task.ps1").toAbsolutePath();
    Program run = parse(POWERSHELL, List.of(script));
    run.succeeded();
  }

  @Test
  void theWorkflowsFollowGithubsSchema() throws Exception {
    for (String workflow :
        List.of("samples/automation/github-workflow.yml", ".github/workflows/ci.yml")) {
      Path file = Path.of(workflow).toAbsolutePath();
      Program run = run(List.of("node_modules/.bin/action-validator", file.toString()));
      run.succeeded();
    }
    String broken =
        Files.readString(Path.of("samples/automation/github-workflow.yml"))
            .replace("runs-on: ubuntu-latest", "run-on: ubuntu-latest");
    Path file = Files.writeString(folder.resolve("broken.yml"), broken);
    assertThat(run(List.of("node_modules/.bin/action-validator", file.toString())).exitCode())
        .isNotZero();
  }

  @Test
  void everyFragmentIsBicep() throws Exception {
    List<Path> fragments = Golden.outputs("bicep");
    assertThat(fragments).isNotEmpty();
    parse(BICEP, fragments).succeeded();
  }
}
