package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Weekly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file says it all: what a run of {@code acrfw update} writes, and what it leaves. */
class UpdateCommandTest {
  @TempDir private Path folder;

  private static final List<String> OUTPUTS =
      List.of("rules/edge.nft", "rules/windows.ps1", "rules/nsg.json", "rules/list.txt");

  private static final String FOUR =
      """
      previous: 3
      defaults: {registry: contoso, region: REGION}
      outputs:
        - {format: nftables, output: rules/edge.nft}
        - {format: windows, output: rules/windows.ps1}
        - {format: nsg, output: rules/nsg.json, nsg-addresses: prefixes}
        - {format: list, output: rules/list.txt}
      """;

  private Path configure(String yaml) throws IOException {
    return Files.writeString(folder.resolve("acrfw.yaml"), yaml);
  }

  private Acrfw update(String... options) {
    List<String> args =
        new ArrayList<>(List.of("update", "-c", folder.resolve("acrfw.yaml").toString()));
    args.addAll(List.of(options));
    return Acrfw.runIn(
        Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()), args.toArray(String[]::new));
  }

  /** Puts a file where {@code acrfw fetch} would have kept it. */
  private void keep(String name, String tags) throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache/acrfw"));
    Files.writeString(cache.resolve(name), tags);
  }

  private List<String> outputs() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String output : OUTPUTS) {
      texts.add(Files.readString(folder.resolve(output)));
    }
    return texts;
  }

  @Test
  void aWeekThatChangesNothingTouchesNothing() throws IOException {
    configure(FOUR.replace("REGION", "westeurope"));
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    assertThat(update("--offline").err())
        .isEqualTo(
            """
            acrfw: note: rules/edge.nft: new
            acrfw: note: rules/windows.ps1: new
            acrfw: note: rules/nsg.json: new
            acrfw: note: rules/list.txt: new
            """);
    List<String> before = outputs();
    keep("ServiceTags_Public_20251109.json", Acrfw.sample(8, "", ""));
    Acrfw same = update("--offline");
    assertThat(same.err()).contains("rules/edge.nft: up to date\n", "rules/list.txt: up to date\n");
    assertThat(outputs()).isEqualTo(before);
    assertThat(update("--offline", "--check").exitCode()).isZero();
  }

  @Test
  void checkWritesNothingAndSaysWhatDiffers() throws IOException {
    configure(FOUR.replace("REGION", "westeurope"));
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    update("--offline");
    List<String> before = outputs();
    keep(
        "ServiceTags_Public_20251109.json",
        Acrfw.sample(8, "\"192.0.2.0/29\"", "\"192.0.2.0/29\", \"192.0.2.64/29\""));
    Path summary = folder.resolve("summary.md");
    Acrfw run = update("--offline", "--check", "--summary", summary.toString());
    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.err())
        .contains("rules/edge.nft: not up to date: +8 -0 IPv4 addresses\n")
        .contains("rules/nsg.json: not up to date: +8 -0 IPv4 addresses\n");
    assertThat(outputs()).isEqualTo(before);
    assertThat(summary)
        .content()
        .startsWith(
            "4 of 4 outputs changed. The service tags are those of ServiceTags_Public_20251109.json"
                + " (change number 8).\n")
        .contains("| rules/list.txt | +8 -0 IPv4 addresses |", "\n192.0.2.64/29\n");
  }

  @Test
  void oneOutputThatIsRefusedKeepsAllOthersAsTheyWere() throws IOException {
    configure(
        FOUR.replace("REGION", "westeurope")
            + "  - {format: list, output: rules/hub.txt, tag: AzureIoTHub}\n");
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    update("--offline");
    List<String> before = outputs();
    keep(
        "ServiceTags_Public_20251109.json",
        Acrfw.sample(8, "\"203.0.113.64/27\"", "\"203.0.113.64/30\"")
            .replace("\"192.0.2.0/29\"", "\"192.0.2.0/29\", \"192.0.2.64/29\""));
    Path metrics = folder.resolve("acrfw.prom");
    Path summary = folder.resolve("summary.md");
    Acrfw run =
        update("--offline", "--metrics", metrics.toString(), "--summary", summary.toString());
    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err())
        .contains("error: rules/hub.txt: AzureIoTHub lost 28 of 32, 87 % of its IPv4 addresses")
        .contains("rules/edge.nft: left as it is, since another output failed\n");
    assertThat(outputs()).isEqualTo(before);
    assertThat(metrics).content().contains("\nacrfw_guard_tripped 1\n", "exit_code 6\n");
    assertThat(summary)
        .content()
        .startsWith("Nothing was written: an output was refused.")
        .contains("| rules/hub.txt | AzureIoTHub lost 28 of 32");
  }

  @Test
  void oneOutputThatCannotBeWrittenKeepsAllOthersAsTheyWere() throws IOException {
    configure(
        FOUR.replace("REGION", "westeurope")
            + "  - {format: list, output: /proc/acrfw.txt, tag: AzureMonitor}\n");
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    Acrfw run = update("--offline");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("error: no output was written: ", "/proc");
    for (String output : OUTPUTS) {
      assertThat(folder.resolve(output)).doesNotExist();
    }
  }

  @Test
  void aSecondRunSaysThatAnotherIsAtWork() throws IOException {
    Path file = configure(FOUR.replace("REGION", "westeurope"));
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    try (RandomAccessFile held = new RandomAccessFile(file.toFile(), "rw");
        FileChannel channel = held.getChannel()) {
      assertThat(channel.tryLock(Long.MAX_VALUE - 1, 1, false)).isNotNull();
      Acrfw second = update("--offline");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).contains("another 'acrfw update' is at work");
      assertThat(folder.resolve("rules")).doesNotExist();
    }
    assertThat(update("--offline").exitCode()).isZero();
  }

  @Test
  void theLastSuccessOutlivesAFailedRun() throws IOException {
    configure(FOUR.replace("REGION", "westeurope"));
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    Path metrics = folder.resolve("acrfw.prom");
    update("--offline", "--metrics", metrics.toString());
    String now = "acrfw_last_success_timestamp_seconds " + Acrfw.TODAY.instant().getEpochSecond();
    assertThat(metrics)
        .content()
        .contains(now)
        .contains("acrfw_source_change_number{cloud=\"public\"} 7\n")
        .contains("acrfw_source_published_timestamp_seconds{cloud=\"public\"} 1762041600\n")
        .contains("acrfw_output_addresses{output=\"rules/list.txt\",family=\"ipv4\"} 88.0\n");
    Files.delete(folder.resolve("cache/acrfw/ServiceTags_Public_20251102.json"));
    assertThat(update("--offline", "--metrics", metrics.toString()).exitCode()).isEqualTo(1);
    assertThat(metrics)
        .content()
        .contains(now, "acrfw_last_run_exit_code 1\n")
        .doesNotContain("acrfw_output_addresses");
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeAnyOutputIs() throws IOException {
    configure(FOUR.replace("REGION", "westeurope"));
    keep("ServiceTags_Public_20251102.json", Acrfw.sample(7, "", ""));
    for (String option : List.of("--summary", "--metrics")) {
      for (String path : List.of(folder.toString(), folder + "/none/x", folder + "/x/")) {
        Acrfw run = update("--offline", option, path);
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(folder.resolve("rules")).doesNotExist();
      }
    }
  }

  @Test
  void withoutAConfigurationItSaysHowToGetOne() {
    Acrfw run = Acrfw.run("update");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no acrfw.yaml here", "'acrfw init' writes one");
    assertThat(Acrfw.run("update", "-c", "nonesuch.yaml").err()).contains("no such file");
    assertThat(Acrfw.run("update", "--check", "--metrics", "m").exitCode()).isEqualTo(2);
  }

  @Test
  void overTheWeeksOf2024EveryOutputIsWhatGenerateWrites() throws Exception {
    List<Path> weeks = Weekly.files();
    configure(FOUR.replace("REGION", "westeurope"));
    for (Path week : weeks) {
      keep(published(week), Files.readString(week));
      Acrfw run = update("--offline");
      assertThat(run.exitCode()).as(week + run.toString()).isZero();
      Acrfw generated =
          Acrfw.succeed(
              "generate", "-s", week.toString(), "-r", "contoso", "-l", "westeurope", "-f", "list");
      assertThat(rulesIn(Files.readString(folder.resolve("rules/list.txt"))))
          .isEqualTo(rulesIn(generated.out()));
    }
  }

  private static List<String> rulesIn(String list) {
    return list.lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static String published(Path week) {
    return week.getFileName().toString().replaceFirst("_[0-9]{3}_", "_");
  }

  @Test
  void theBadWeeksOf2024ChangeNothingAtAll() throws Exception {
    configure(FOUR.replace("REGION", "westus"));
    List<String> good = List.of();
    Path metrics = folder.resolve("acrfw.prom");
    int bad = 0;
    for (Path week : Weekly.files()) {
      String name = week.getFileName().toString();
      if (name.compareTo("ServiceTags_Public_287") < 0
          || name.compareTo("ServiceTags_Public_292") >= 0) {
        continue;
      }
      keep(published(week), Files.readString(week));
      Acrfw run = update("--offline", "--metrics", metrics.toString());
      if (name.contains("_290_") || name.contains("_291_")) {
        bad++;
        assertThat(run.exitCode()).as(name + run.toString()).isEqualTo(6);
        assertThat(run.err()).contains("Storage.WestUS lost 7,888 of 10,880");
        assertThat(outputs()).isEqualTo(good);
        assertThat(metrics).content().contains("\nacrfw_guard_tripped 1\n");
      } else {
        assertThat(run.exitCode()).as(name + run.toString()).isZero();
        good = outputs();
      }
    }
    assertThat(bad).isEqualTo(2);
  }
}
