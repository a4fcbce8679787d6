package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What linters say of workflows, samples and outputs in YAML. */
class LintersIT {
  private static final String YAMLLINT_RULES =
      "{extends: default, rules: {line-length: {max: 160}, document-start: disable,"
          + " truthy: {check-keys: false}}}";

  @TempDir private Path folder;

  static Stream<Path> workflows() throws IOException {
    List<Path> all = new ArrayList<>();
    try (Stream<Path> own = Files.list(Path.of(".github/workflows"))) {
      own.sorted().forEach(all::add);
    }
    all.add(Path.of("samples/automation/github-action.yml"));
    all.add(Path.of("samples/automation/github-workflow.yml"));
    return all.stream();
  }

  static Stream<Path> yaml() throws IOException {
    try (Stream<Path> samples = Files.walk(Path.of("samples"))) {
      return Stream.concat(
          workflows().filter(file -> file.startsWith(".github")),
          samples.filter(file -> file.toString().matches(".*\\.ya?ml")).toList().stream());
    }
  }

  private static Program actionlint(Path workflow) {
    return Program.run(Judge.require("go/bin/actionlint"), "-no-color", workflow.toString());
  }

  private static Program yamllint(Path file) {
    return Program.run(
        Judge.require("python/bin/yamllint"), "-s", "-d", YAMLLINT_RULES, file.toString());
  }

  private Program ansibleLint(Path playbook) {
    String lint = Judge.require("python/bin/ansible-lint");
    return Program.run(
        folder,
        Map.of("HOME", folder.toString(), "PATH", Path.of(lint).getParent().toString()),
        List.of(lint, "--offline", "--nocolor", playbook.toAbsolutePath().toString()));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void actionlintFindsNothing(Path workflow) {
    Program run = actionlint(workflow);
    assertThat(run.exitCode()).as(run.said()).isZero();
  }

  @ParameterizedTest
  @MethodSource("yaml")
  void yamllintFindsNothing(Path file) {
    Program run = yamllint(file);
    assertThat(run.exitCode()).as(run.said()).isZero();
  }

  @Test
  void ansibleLintFindsNothing() {
    Program run = ansibleLint(Path.of("samples/automation/playbook.yml"));
    assertThat(run.exitCode()).as(run.said()).isZero();
  }

  @Test
  void eachOfThemSeesAMistake() throws IOException {
    String workflow = Files.readString(Path.of("samples/automation/github-workflow.yml"));
    Path wrongKey = folder.resolve(".github/workflows/wrong.yml");
    Files.createDirectories(wrongKey.getParent());
    Files.writeString(wrongKey, workflow.replace("runs-on:", "run-on:"));
    assertThat(actionlint(wrongKey).said()).contains("unexpected key \"run-on\"");

    Path twice = Files.writeString(folder.resolve("twice.yml"), "a: 1\na: 2\n");
    assertThat(yamllint(twice).said()).contains("duplication of key");

    String playbook = Files.readString(Path.of("samples/automation/playbook.yml"));
    Path noMode =
        Files.writeString(
            folder.resolve("playbook.yml"), playbook.replaceAll(" *mode: \"0644\"\n", ""));
    assertThat(ansibleLint(noMode).said()).contains("risky-file-permissions");
  }
}
