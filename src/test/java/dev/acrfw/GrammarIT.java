package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs for languages that do not run here, parsed with a grammar of the language. */
class GrammarIT {
  private static final Path NODE = Path.of("target/node").toAbsolutePath();
  private static final String POWERSHELL = "tree-sitter-powershell/tree-sitter-powershell.wasm";
  private static final String BICEP = "tree-sitter-bicep/tree-sitter-bicep.wasm";

  @TempDir private Path folder;

  private record Run(int exitCode, String output) {}

  private static Run run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(NODE.toFile());
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  @BeforeAll
  static void needsNode() throws Exception {
    Files.createDirectories(NODE);
    boolean required = "required".equals(System.getenv("ACRFW_KERNEL_TESTS"));
    boolean there = run(List.of("sh", "-c", "command -v npm")).exitCode == 0;
    if (!there && !required) {
      System.err.println("Grammar tests are skipped: no npm");
    }
    Assumptions.assumeTrue(there || required, "no npm");
    try (Stream<Path> files = Files.list(Path.of("src/test/node"))) {
      for (Path file : files.toList()) {
        Files.copy(file, NODE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Run install = run(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
    assertThat(install.exitCode).as(install.output).isZero();
  }

  private static Run parse(String grammar, List<Path> files) throws Exception {
    List<String> command = new ArrayList<>(List.of("node", "parse.mjs", "node_modules/" + grammar));
    files.forEach(file -> command.add(file.toString()));
    return run(command);
  }

  static Stream<List<String>> powerShell() {
    String s = Acrfw.SAMPLE;
    return Stream.of(
        List.of("generate", "-s", s, "-f", "windows", "-l", "westeurope"),
        List.of(
            "generate", "-s", s, "-f", "windows", "--for", "iot-edge,webhook:8443", "-l", "all"),
        List.of("generate", "-s", s, "-f", "windows", "-l", "northeurope", "--family", "ipv4"),
        List.of("generate", "--remove", "-f", "windows"));
  }

  @ParameterizedTest
  @MethodSource("powerShell")
  void aWindowsScriptIsPowerShell(List<String> args) throws Exception {
    String script = Acrfw.succeed(args.toArray(String[]::new)).out();
    Path file = Files.writeString(folder.resolve("rules.ps1"), script);
    Run run = parse(POWERSHELL, List.of(file));
    assertThat(run.exitCode).as(run.output).isZero();
  }

  @Test
  void aWindowsScriptThatWasCutOffBehindItsFirstBraceIsNone() throws Exception {
    String script =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "windows", "-l", "westeurope").out();
    List<Path> files = new ArrayList<>();
    for (int end = script.indexOf("& {") + 3; end < script.length() - 1; end += 101) {
      files.add(Files.writeString(folder.resolve(end + ".ps1"), script.substring(0, end)));
    }
    Run run = parse(POWERSHELL, files);
    assertThat(files).hasSizeGreaterThan(20);
    assertThat(files).allMatch(file -> run.output.contains(file + ":"));
  }

  @Test
  void theScheduledTasksScriptIsPowerShell() throws Exception {
    Path script = Path.of("samples/automation/register-task.ps1").toAbsolutePath();
    Run run = parse(POWERSHELL, List.of(script));
    assertThat(run.exitCode).as(run.output).isZero();
  }

  @Test
  void theWorkflowsFollowGithubsSchema() throws Exception {
    for (String workflow :
        List.of("samples/automation/github-workflow.yml", ".github/workflows/ci.yml")) {
      Path file = Path.of(workflow).toAbsolutePath();
      Run run = run(List.of("node_modules/.bin/action-validator", file.toString()));
      assertThat(run.exitCode).as(run.output).isZero();
    }
    String broken =
        Files.readString(Path.of("samples/automation/github-workflow.yml"))
            .replace("runs-on: ubuntu-latest", "run-on: ubuntu-latest");
    Path file = Files.writeString(folder.resolve("broken.yml"), broken);
    assertThat(run(List.of("node_modules/.bin/action-validator", file.toString())).exitCode)
        .isNotZero();
  }

  @Test
  void aFragmentForARegistryIsBicep() throws Exception {
    String fragment =
        Acrfw.succeed(
                "registry",
                "-r",
                "contoso",
                "--allow",
                "20.1.2.3",
                "--public-access",
                "selected",
                "--trusted-services",
                "off",
                "-f",
                "bicep")
            .out();
    Run run = parse(BICEP, List.of(Files.writeString(folder.resolve("registry.bicep"), fragment)));
    assertThat(run.exitCode).as(run.output).isZero();
  }
}
