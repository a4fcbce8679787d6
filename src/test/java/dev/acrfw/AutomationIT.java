package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shell of both sample pipelines, week after week over the incident of January 2024: from the
 * packed archive, against a server, a bare repository, and stand-ins for {@code gh} and {@code az}.
 */
class AutomationIT {
  @TempDir private Path folder;

  private TagsServer server;
  private Path repository;

  @BeforeEach
  void aRepositoryWithTheConfiguration() throws IOException {
    server = new TagsServer();
    Program.require("git", "bash");
    git(folder, "init", "--quiet", "--bare", "origin.git");
    repository = Files.createDirectories(folder.resolve("repository"));
    Files.createDirectories(repository.resolve("tools"));
    Files.createSymbolicLink(
        repository.resolve("tools/acrfw-0.1.0.tar.gz"),
        Path.of("target/acrfw-0.1.0.tar.gz").toAbsolutePath());
    git(repository, "init", "--quiet");
    git(repository, "remote", "add", "origin", folder.resolve("origin.git").toString());
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : List.of("gh", "az")) {
      Path standIn = bin.resolve(tool);
      Files.copy(Path.of("src/test/automation/pull-requests.sh"), standIn);
      assertThat(standIn.toFile().setExecutable(true)).isTrue();
    }
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private static String git(Path where, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=tests", "-c", "user.email=tests@localhost"));
    command.addAll(List.of("-c", "init.defaultBranch=main"));
    command.addAll(List.of(args));
    return Program.run(where, Map.of(), command).succeeded().out();
  }

  /** Both samples, and where their steps with shell in them are. */
  enum Pipeline {
    GITHUB("github-workflow.yml", "/jobs/update/steps", "run"),
    AZURE("azure-pipeline.yml", "/steps", "script");

    private final String file;
    private final String steps;
    private final String key;

    Pipeline(String file, String steps, String key) {
      this.file = file;
      this.steps = steps;
      this.key = key;
    }

    private List<String> scripts() throws IOException {
      JsonNode document =
          new ObjectMapper(new YAMLFactory())
              .readTree(Path.of("samples/automation", file).toFile());
      List<String> scripts = new ArrayList<>();
      for (JsonNode step : document.at(steps)) {
        if (step.has(key)) {
          scripts.add(step.get(key).asText());
        }
      }
      assertThat(scripts).hasSize(2);
      return scripts;
    }
  }

  /** Runs the steps on what main holds, as an agent does, in a folder of its own. */
  private Program run(Pipeline pipeline) throws IOException {
    git(repository, "push", "--quiet", "--force", "origin", "main");
    Path work = folder.resolve("work");
    Program.run("rm", "-rf", work.toString()).succeeded();
    git(folder, "clone", "--quiet", "origin.git", "work");
    Path temporary = Files.createDirectories(folder.resolve("temporary"));
    Program last = null;
    for (String script : pipeline.scripts()) {
      Path file =
          Files.writeString(
              folder.resolve("step.sh"),
              script.replace("$(Agent.TempDirectory)", temporary.toString()));
      Map<String, String> environment =
          Map.of(
              "PATH", folder.resolve("bin").toString(),
              "RUNNER_TEMP", temporary.toString(),
              "GITHUB_STEP_SUMMARY", temporary.resolve("step").toString(),
              "JAVA_HOME_17_X64", System.getProperty("java.home"),
              "XDG_CACHE_HOME", folder.resolve("cache").toString(),
              "STAND_IN", folder.toString());
      last = Program.run(work, environment, List.of("bash", "-e", file.toString()));
      if (last.exitCode() != 0) {
        return last;
      }
    }
    return last;
  }

  private void configure(String week, String more) throws IOException {
    Path file = Weekly.FOLDER.resolve("ServiceTags_Public_" + week + ".json");
    server.publish(Files.readString(file));
    Files.writeString(
        repository.resolve("acrfw.yaml"),
        """
        url: %s
        previous: 3
        %s
        outputs:
          - {format: nftables, output: rules/acrfw.nft, region: westus}
        """
            .formatted(server.url("ServiceTags_Public_" + week.split("_")[1] + ".json"), more));
    git(repository, "add", ".");
    git(repository, "commit", "--quiet", "--allow-empty", "--message", week);
  }

  /** What was asked of gh or az since the last time, and with which text. */
  private String requests() throws IOException {
    Path file = folder.resolve("requests");
    String requests = Files.exists(file) ? Files.readString(file) : "";
    Files.deleteIfExists(file);
    return requests;
  }

  private void merge() throws IOException {
    git(repository, "fetch", "--quiet", "origin");
    git(repository, "merge", "--quiet", "--no-edit", "origin/acrfw-update");
    Files.deleteIfExists(folder.resolve("open"));
  }

  private String rules(String branch) {
    return git(folder.resolve("origin.git"), "show", branch + ":rules/acrfw.nft");
  }

  @ParameterizedTest
  @EnumSource(Pipeline.class)
  void overTheBadWeeksOf2024ThePipelineOpensWhatIsSafeAndStopsAtTheRest(Pipeline pipeline)
      throws Exception {
    Weekly.files();
    configure("287_20240103", "");
    Program first = run(pipeline);
    assertThat(first.exitCode()).as(first.said()).isZero();
    assertThat(requests()).startsWith("create\n").contains("| rules/acrfw.nft | new |");
    merge();

    Program rerun = run(pipeline);
    assertThat(rerun.exitCode()).as(rerun.said()).isZero();
    assertThat(requests()).isEmpty();

    for (String week : List.of("288_20240110", "289_20240117")) {
      configure(week, "");
      assertThat(run(pipeline).exitCode()).isZero();
      if (!requests().isEmpty()) {
        merge();
      }
    }
    String installed = rules("main");
    for (String week : List.of("290_20240124", "291_20240202")) {
      configure(week, "");
      Program bad = run(pipeline);
      assertThat(bad.exitCode()).as(bad.said()).isEqualTo(6);
      assertThat(bad.said()).contains("Storage.WestUS lost 7,888 of 10,880");
      assertThat(requests()).isEmpty();
      assertThat(rules("main")).isEqualTo(installed);
    }

    configure("292_20240207", "accept-shrink: Storage.WestUS");
    Program accepted = run(pipeline);
    assertThat(accepted.exitCode()).as(accepted.said()).isZero();
    String opened = requests();
    assertThat(opened).startsWith("create\n");
    assertTheTextIsThatOfTheCommit(opened);

    // That request is left open; the next week brings it up to date, its text included.
    configure("293_20240214", "accept-shrink: Storage.WestUS");
    Program edited = run(pipeline);
    assertThat(edited.exitCode()).as(edited.said()).isZero();
    String updated = requests();
    assertThat(updated).startsWith("edit\n").contains("(change number 293)");
    assertTheTextIsThatOfTheCommit(updated);
  }

  /** Every address that the text calls added is in the branch and not in main. */
  private void assertTheTextIsThatOfTheCommit(String request) {
    String added = request.substring(request.indexOf("<summary>Added"));
    added = added.substring(added.indexOf("```\n") + 4);
    List<String> cidrs = added.substring(0, added.indexOf("```")).lines().toList();
    assertThat(cidrs).isNotEmpty();
    List<String> withText = new ArrayList<>(addresses(rules("main")));
    withText.addAll(cidrs);
    List<String> withBranch = new ArrayList<>(addresses(rules("main")));
    withBranch.addAll(addresses(rules("acrfw-update")));
    assertThat(Oracle.space(withText)).isEqualTo(Oracle.space(withBranch));
  }

  private static List<String> addresses(String rules) {
    return rules
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("[0-9a-f.:]+(/[0-9]+)?,"))
        .map(line -> line.substring(0, line.length() - 1))
        .toList();
  }
}
