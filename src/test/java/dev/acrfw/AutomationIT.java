package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * samples/automation/update.sh, week after week, with the packed distribution and a real server.
 */
class AutomationIT {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  private TagsServer server;
  private Path rules;

  @BeforeEach
  void startServer() throws IOException {
    rules = folder.resolve("acrfw.nft");
    server = new TagsServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private record Run(int exitCode, String output) {}

  private Run week(String date, int changeNumber, String from, String to) throws Exception {
    server.publish(Acrfw.sample(changeNumber, from, to));
    return update("samples/contoso.args", "ServiceTags_Public_" + date + ".json");
  }

  private Run update(String selection, String name, String... fetchOptions) {
    List<String> command =
        new ArrayList<>(List.of("sh", "samples/automation/update.sh", selection, "nftables"));
    command.addAll(List.of(rules.toString(), "--url", server.url(name)));
    command.addAll(List.of(fetchOptions));
    Program run =
        Program.run(
            Map.of(
                "PATH",
                Path.of("target/acrfw/bin").toAbsolutePath().toString(),
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString()),
            command);
    return new Run(run.exitCode(), run.said());
  }

  @Test
  void aWeekWithoutAChangeTouchesNothingAndABadOneStops() throws Exception {
    Run first = week("20250105", 7, "", "");
    assertThat(first.exitCode).as(first.output).isZero();
    assertThat(Files.readString(rules)).contains("192.0.2.0/29");
    assertThat(folder.resolve("acrfw.nft.md")).hasContent("First rules.");

    Files.setLastModifiedTime(rules, LONG_AGO);
    Run same = week("20250112", 8, "", "");
    assertThat(same.exitCode).as(same.output).isZero();
    assertThat(Files.getLastModifiedTime(rules)).isEqualTo(LONG_AGO);
    assertThat(folder.resolve("acrfw.nft.md")).doesNotExist();

    Run grown = week("20250119", 9, "\"192.0.2.0/29\"", "\"192.0.2.0/29\", \"192.0.2.64/29\"");
    assertThat(grown.exitCode).as(grown.output).isZero();
    assertThat(Files.readString(rules)).contains("192.0.2.64/29");
    assertThat(Files.readString(folder.resolve("acrfw.nft.md")))
        .contains("8 IPv4 addresses", "| AzureContainerRegistry.WestEurope |", "192.0.2.64/29");

    String good = Files.readString(rules);
    Run shrunken = week("20250126", 10, "\"198.51.100.64/27\",", "");
    assertThat(shrunken.exitCode).as(shrunken.output).isEqualTo(6);
    assertThat(shrunken.output).contains("Storage.WestEurope lost 32 of 80");
    assertThat(Files.readString(rules)).isEqualTo(good);
  }

  @Test
  void anotherCloudIsComparedWithItsOwnFiles() throws Exception {
    server.publish(Acrfw.sample(7, "\"cloud\": \"Public\"", "\"cloud\": \"AzureGovernment\""));
    Path selection =
        Files.writeString(folder.resolve("selection"), "--region westeurope\n--for pull\n");
    for (String date : List.of("20250105", "20250112")) {
      Run run =
          update(
              selection.toString(),
              "ServiceTags_AzureGovernment_" + date + ".json",
              "--cloud",
              "government");
      assertThat(run.exitCode).as(run.output).isZero();
    }
  }

  /** The incident that docs/generate.md cites: Storage.WestUS in January 2024. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTwoBadWeeksOf2024ChangeNothingWithAndWithoutTheCache(boolean cache) throws Exception {
    Path weekly = Path.of("target/weekly");
    Assumptions.assumeTrue(Files.exists(weekly), "no weekly files (WeeklyReplayTest unpacks them)");
    Path selection = Files.writeString(folder.resolve("selection"), "--region westus\n");
    String good = "";
    for (String week :
        List.of(
            "287_20240103",
            "288_20240110",
            "289_20240117",
            "290_20240124",
            "291_20240202",
            "292_20240207",
            "293_20240214")) {
      if (!cache) {
        Program.run("rm", "-rf", folder.resolve("cache").toString()).succeeded();
      }
      server.publish(Files.readString(weekly.resolve("ServiceTags_Public_" + week + ".json")));
      String name = "ServiceTags_Public_" + week.split("_")[1] + ".json";
      Run run = update(selection.toString(), name);
      boolean bad = week.startsWith("290") || week.startsWith("291");
      boolean lessIpv6 = week.startsWith("292");
      assertThat(run.exitCode).as(week + run.output).isEqualTo(bad || lessIpv6 ? 6 : 0);
      if (bad || lessIpv6) {
        assertThat(run.output)
            .contains(
                bad
                    ? "Storage.WestUS lost 7,888 of 10,880, 72 % of its IPv4"
                    : "error: Storage.WestUS lost 49 % of its IPv6");
        assertThat(rules).hasContent(good);
        assertThat(folder.resolve("acrfw.nft.md")).doesNotExist();
      }
      if (lessIpv6) {
        accept(weekly.resolve("ServiceTags_Public_" + week + ".json"), selection);
      }
      good = Files.readString(rules);
    }
    assertThat(good).contains("Holds: Storage.WestUS IPv4 11712 ");
  }

  /** As a person does who has read what was lost, and has seen that it stays so. */
  private void accept(Path file, Path selection) {
    Program.run(
            "target/acrfw/bin/acrfw",
            "generate",
            "@" + selection,
            "--service-tags",
            file.toString(),
            "--accept-shrink",
            "Storage.WestUS",
            "--format",
            "nftables",
            "--output",
            rules.toString())
        .succeeded();
  }
}
