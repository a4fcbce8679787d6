package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.Program;
import dev.acrfw.ReadBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The script for prefix lists, run by the real aws against a stand-in for EC2. */
@Execution(ExecutionMode.CONCURRENT)
class PrefixListIT {
  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final List<Process> running = new ArrayList<>();

  @BeforeEach
  void startStandIn() throws Exception {
    String aws = Judge.require("aws/bin/aws");
    Program.require("python3");
    running.add(
        new ProcessBuilder("python3", "src/test/aws/ec2.py", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start());
    for (int i = 0; i < 200 && !Files.exists(folder.resolve("port")); i++) {
      Thread.sleep(50);
    }
    environment.put("PATH", Path.of(aws).getParent() + ":/usr/bin:/bin");
    environment.put(
        "AWS_ENDPOINT_URL", "http://127.0.0.1:" + Files.readString(folder.resolve("port")));
    environment.put("AWS_ACCESS_KEY_ID", "a");
    environment.put("AWS_SECRET_ACCESS_KEY", "a");
    environment.put("AWS_DEFAULT_REGION", "eu-west-1");
    environment.put("AWS_CONFIG_FILE", folder + "/none");
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  @AfterEach
  void stopStandIn() throws InterruptedException {
    for (Process server : running) {
      server.destroy();
      server.waitFor();
    }
  }

  private Path script(String tags, String options) throws IOException {
    List<String> args = new ArrayList<>(List.of("generate", "-f", "aws-prefix-list"));
    if (!options.contains("--remove")) {
      args.addAll(List.of("-s", tags));
    }
    args.addAll(Arrays.asList(options.split(" ")));
    Path script = folder.resolve("script.sh");
    return Files.writeString(script, Acrfw.succeed(args.toArray(String[]::new)).out());
  }

  private Program run(String tags, String options) throws IOException {
    return run(script(tags, options));
  }

  private Program run(Path script) {
    return Program.run(folder, environment, List.of("sh", script.toString()));
  }

  private List<String> entries(String id) {
    Program shown =
        Program.run(
            folder,
            environment,
            List.of(
                "aws",
                "ec2",
                "get-managed-prefix-list-entries",
                "--prefix-list-id",
                id,
                "--query",
                "Entries[].[Cidr]",
                "--output",
                "text"));
    return shown.succeeded().out().lines().toList();
  }

  private String changes() throws IOException {
    String changes = Files.readString(folder.resolve("changes"));
    Files.writeString(folder.resolve("changes"), "");
    return changes;
  }

  @Test
  void theListsFollowTheirScriptWeekAfterWeek() throws IOException {
    assertThat(run(Acrfw.SAMPLE, "-l westeurope").succeeded().out())
        .isEqualTo(
            """
            + acrfw-out-443-ipv4
            acrfw-out-443-ipv4 (pl-00000000000000001): +3 -0 entries
            + acrfw-out-443-ipv6
            acrfw-out-443-ipv6 (pl-00000000000000002): +2 -0 entries
            """);
    changes();
    assertThat(run(Acrfw.SAMPLE, "-l westeurope").succeeded().out())
        .isEqualTo("nothing to change\n");
    assertThat(changes()).isEmpty();

    run(Acrfw.SAMPLE, "-l westeurope --for webhook:8443 --name other").succeeded();
    assertThat(run(Acrfw.SAMPLE_NEXT, "-l northeurope,westeurope --family ipv4").succeeded().out())
        .contains("acrfw-out-443-ipv4 (pl-00000000000000001): +")
        .contains("acrfw-out-443-ipv6 (pl-00000000000000002): +0 -2 entries")
        .doesNotContain("other");
    Map<String, List<String>> wanted =
        ReadBack.read("aws-prefix-list", Files.readString(folder.resolve("script.sh")));
    assertThat(entries("pl-00000000000000001"))
        .containsExactlyInAnyOrderElementsOf(wanted.get("outbound 443"));
    assertThat(entries("pl-00000000000000002")).isEmpty();

    assertThat(run("", "--remove").succeeded().out())
        .isEqualTo("- acrfw-out-443-ipv4\n- acrfw-out-443-ipv6\n");
    assertThat(run("", "--remove").succeeded().out()).isEqualTo("nothing to change\n");
    assertThat(entries("pl-00000000000000003")).hasSize(1);
  }

  private String file(int first, int last) throws IOException {
    List<String> prefixes =
        IntStream.rangeClosed(first, last)
            .mapToObj(i -> "198.51.%d.%d/32".formatted(100 + i / 128, i % 128 * 2))
            .toList();
    return Files.writeString(folder.resolve("tags.json"), Acrfw.oneTag("A", prefixes)).toString();
  }

  @Test
  void moreThanAHundredChangesGoInSeveralRequestsAndTheListGrows() throws IOException {
    run(file(0, 9), "--tag A").succeeded();
    assertThat(run(file(5, 255), "--tag A").succeeded().out()).contains("+246 -5 entries");
    assertThat(Oracle.space(entries("pl-00000000000000001")))
        .isEqualTo(
            Oracle.space(
                ReadBack.read("aws-prefix-list", Files.readString(folder.resolve("script.sh")))
                    .get("outbound 443")));
    assertThat(run(file(5, 255), "--tag A").succeeded().out()).isEqualTo("nothing to change\n");
    assertThat(run(file(0, 3), "--tag A").succeeded().out()).contains("+4 -251 entries");
    assertThat(entries("pl-00000000000000001")).hasSize(4);
  }

  @Test
  void aFailureOfAwsIsSaidAndTheNextRunDoesTheRest() throws IOException {
    Path script = script(Acrfw.SAMPLE, "-l westeurope");
    Map<String, String> right = Map.copyOf(environment);
    environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:9");
    environment.put("AWS_MAX_ATTEMPTS", "1");
    Program failed = run(script);
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.said()).contains("acrfw: error: aws failed", "acrfw: hint: run this again");
    environment.putAll(right);
    assertThat(run(script).succeeded().out()).contains("+ acrfw-out-443-ipv4");
  }
}
