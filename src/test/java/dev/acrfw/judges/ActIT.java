package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.TagsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * act runs the sample workflow whole, week after week: the packed archive, a local server, a bare
 * repository in GitHub's place, and stand-ins for the actions and for gh. Every run starts without
 * a cache.
 */
class ActIT {
  /** An action is pinned to a commit. */
  private static final Pattern USES = Pattern.compile("uses: (actions/([a-z-]+)@[0-9a-f]{40})");

  private static final Path SAMPLE = Path.of("samples/automation/github-workflow.yml");

  @TempDir private Path folder;

  private Path repository;
  private TagsServer server;
  private int run;

  @BeforeEach
  void aRepositoryWithTheSample() throws IOException {
    Judge.require("go/bin/act");
    Program.require("git");
    server = new TagsServer();

    for (String action : List.of("checkout", "setup-java", "cache")) {
      Path files = Files.createDirectories(folder.resolve("actions").resolve(action));
      Files.writeString(
          files.resolve("action.yml"),
          "name: %s\nruns: {using: composite, steps: [{run: 'true', shell: sh}]}\n"
              .formatted(action));
      commitAll(files);
    }
    Files.createDirectories(folder.resolve("bin"));
    Path gh =
        Files.writeString(
            folder.resolve("bin/gh"),
            """
            #!/bin/sh
            STAND_IN='%s' exec sh '%s' "$@"
            """
                .formatted(
                    folder, Path.of("src/test/automation/pull-requests.sh").toAbsolutePath()));
    assertThat(gh.toFile().setExecutable(true)).isTrue();

    git(folder, "init", "--quiet", "--bare", "origin.git");
    repository = Files.createDirectories(folder.resolve("repository"));
    Files.createDirectories(repository.resolve("tools"));
    Files.createDirectories(repository.resolve(".github/workflows"));
    Files.copy(
        Path.of("target/acrfw-0.1.0.tar.gz"), repository.resolve("tools/acrfw-0.1.0.tar.gz"));
    commitAll(repository);
    git(repository, "remote", "add", "origin", folder.resolve("origin.git").toString());
    git(repository, "push", "--quiet", "origin", "main");
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private static String git(Path where, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=tests",
                "-c",
                "user.email=tests@localhost",
                "-c",
                "init.defaultBranch=main"));
    command.addAll(List.of(args));
    return Program.run(where, Map.of(), command).succeeded().out();
  }

  private static void commitAll(Path where) {
    git(where, "init", "--quiet");
    git(where, "add", ".");
    git(where, "commit", "--quiet", "--message", "files");
  }

  private Program week(int changeNumber, String from, String to) throws IOException {
    return week(Files.readString(SAMPLE), changeNumber, from, to);
  }

  private Program week(String workflow, int changeNumber, String from, String to)
      throws IOException {
    server.publish(Acrfw.sample(changeNumber, from, to));
    Files.writeString(
        repository.resolve("acrfw.yaml"),
        """
        url: %s
        outputs:
          - {format: nftables, output: rules/acrfw.nft, region: westeurope}
        """
            .formatted(server.url("ServiceTags_Public_202501%02d.json".formatted(changeNumber))));
    Files.writeString(repository.resolve(".github/workflows/acrfw.yml"), workflow);
    Files.deleteIfExists(folder.resolve("requests"));
    run++;
    List<String> command =
        new ArrayList<>(
            List.of(
                Judge.require("go/bin/act"),
                "workflow_dispatch",
                "-P",
                "ubuntu-latest=-self-hosted",
                "--env",
                "GITHUB_RUN_ID=" + run));
    Matcher used = USES.matcher(workflow);
    while (used.find()) {
      command.add("--local-repository");
      command.add(used.group(1) + "=" + folder.resolve("actions").resolve(used.group(2)));
    }
    return Program.run(
        repository,
        Map.of("HOME", folder.toString(), "PATH", folder.resolve("bin").toString()),
        command);
  }

  private String request() throws IOException {
    return Files.readString(folder.resolve("requests"));
  }

  private List<String> branches() {
    return git(folder.resolve("origin.git"), "branch", "--format", "%(refname:short)")
        .lines()
        .toList();
  }

  @Test
  void theSampleWorkflowOpensAPullRequestJustWhereTheRulesChangeAndStopsInBadWeeks()
      throws IOException {
    Program first = week(7, "", "");
    assertThat(first.exitCode()).as(first.said()).isZero();
    assertThat(request()).startsWith("create\n").contains("| rules/acrfw.nft | new |");
    assertThat(branches()).containsExactlyInAnyOrder("main", "acrfw-update");
    git(repository, "fetch", "--quiet", "origin");
    git(repository, "checkout", "--quiet", "origin/acrfw-update", "--", "rules");
    commitAll(repository);
    git(repository, "push", "--quiet", "--force", "origin", "HEAD:main");
    assertThat(repository.resolve("rules/acrfw.nft")).content().contains("192.0.2.0/29");

    Program same = week(8, "", "");
    assertThat(same.exitCode()).as(same.said()).isZero();
    assertThat(folder.resolve("requests")).doesNotExist();

    Program bad = week(9, "\"198.51.100.64/27\",", "");
    assertThat(bad.exitCode()).isNotZero();
    assertThat(bad.said()).contains("Storage.WestEurope lost 32 of 80", "Job failed");
    assertThat(folder.resolve("requests")).doesNotExist();

    // The pull request of the first week was left open, so it is brought up to date.
    Program changed = week(11, "\"192.0.2.0/29\"", "\"192.0.2.0/29\", \"192.0.2.64/29\"");
    assertThat(changed.exitCode()).as(changed.said()).isZero();
    assertThat(request()).startsWith("edit\n").contains("\n192.0.2.64/29\n");
  }

  @Test
  void theActionBuildsTheProgramAndSaysWhetherTheRulesChanged() throws IOException {
    Path acrfw = Files.createDirectories(repository.resolve("acrfw"));
    List<String> copy = new ArrayList<>(List.of("cp", "-r", "--parents"));
    copy.addAll(List.of("pom.xml", "README.md", "LICENSE", "docs", "samples"));
    copy.addAll(List.of("src/main", ".github/actions", acrfw.toString()));
    Program.run(copy.toArray(String[]::new)).succeeded();
    String workflow =
        Files.readString(Path.of("samples/automation/github-action.yml"))
            .replace("OWNER/acrfw/.github/actions/acrfw@COMMIT", "./acrfw/.github/actions/acrfw");

    Program first = week(workflow, 7, "", "");
    assertThat(first.exitCode()).isNotZero();
    assertThat(first.said()).contains("| rules/acrfw.nft | new |");

    Path program = Path.of("target/acrfw/bin/acrfw").toAbsolutePath();
    Program.run(repository, Map.of(), List.of(program.toString(), "update")).succeeded();
    Program same = week(workflow, 7, "", "");
    assertThat(same.exitCode()).as(same.said()).isZero();

    Program changed = week(workflow, 8, "\"192.0.2.0/29\"", "\"192.0.2.64/29\"");
    assertThat(changed.exitCode()).isNotZero();
    assertThat(changed.said()).contains("192.0.2.64/29");
  }
}
