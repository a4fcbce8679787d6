package dev.acrfw.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.ReadBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What each purpose needs, against tables that were written from Microsoft's articles. */
class PurposeTest {
  @TempDir private Path folder;

  /** Cloud, its suffixes, and a region that every service has there. */
  private record CloudRow(
      String name,
      String login,
      String blob,
      String iot,
      String manager,
      String region,
      String suffix) {}

  private static final List<CloudRow> CLOUDS =
      List.of(
          new CloudRow(
              "Public",
              "azurecr.io",
              "blob.core.windows.net",
              "net",
              "management.azure.com",
              "westeurope",
              "WestEurope"),
          new CloudRow(
              "AzureGovernment",
              "azurecr.us",
              "blob.core.usgovcloudapi.net",
              "us",
              "management.usgovcloudapi.net",
              "usgovvirginia",
              "USGovVirginia"),
          new CloudRow(
              "China",
              "azurecr.cn",
              "blob.core.chinacloudapi.cn",
              "cn",
              "management.chinacloudapi.cn",
              "chinaeast2",
              "ChinaEast2"));

  /**
   * Purpose | kind or cloud | host | direction | ports | tags; R stands for the chosen region's
   * suffix.
   */
  private static final String ARTICLES =
      """
      pull      storage   contoso.LOGIN                     outbound 443           AzureContainerRegistry.R
      pull      storage   *.BLOB                            outbound 443           Storage.R
      pull      storage   LOGIN                             outbound 443           AzureContainerRegistry.R
      pull      both      contoso.LOGIN                     outbound 443           AzureContainerRegistry.R
      pull      both      contoso.r.data.LOGIN              outbound 443           AzureContainerRegistry.R
      pull      both      *.BLOB                            outbound 443           Storage.R
      pull      both      LOGIN                             outbound 443           AzureContainerRegistry.R
      pull      dedicated contoso.LOGIN                     outbound 443           AzureContainerRegistry.R
      pull      dedicated contoso.r.data.LOGIN              outbound 443           AzureContainerRegistry.R
      pull      dedicated LOGIN                             outbound 443           AzureContainerRegistry.R
      mcr       -         mcr.microsoft.com                 outbound 443           MicrosoftContainerRegistry,AzureFrontDoor.FirstParty
      mcr       -         *.data.mcr.microsoft.com          outbound 443           MicrosoftContainerRegistry,AzureFrontDoor.FirstParty
      mcr       China     mcr.azure.cn                      outbound 443           MicrosoftContainerRegistry
      mcr       China     *.data.mcr.azure.cn               outbound 443           MicrosoftContainerRegistry
      iot-hub   -         *.azure-devices.IOT               outbound 443,5671,8883 AzureIoTHub
      iot-hub   -         global.azure-devices-provisioning.IOT outbound 443,5671,8883 AzureIoTHub
      import    -         null                              inbound  443           AzureContainerRegistry.R
      webhook   -         null                              inbound  443           AzureContainerRegistry.R
      tasks     -         null                              inbound  443           AzureContainerRegistry.R
      connected-registry - contoso.LOGIN                    outbound 443           AzureContainerRegistry.R
      connected-registry - contoso.r.data.LOGIN             outbound 443           AzureContainerRegistry.R
      connected-registry - LOGIN                            outbound 443           AzureContainerRegistry.R
      agent-pool -        null                              outbound 443           AzureKeyVault,Storage.R,EventHub,AzureActiveDirectory
      agent-pool -        null                              outbound 443,12000     AzureMonitor
      build     -         ARM                               outbound 443           AzureResourceManager
      build     -         *.BLOB                            outbound 443           Storage.R
      """;

  private record Case(String purpose, String kind, CloudRow cloud) {
    @Override
    public String toString() {
      return purpose + " " + kind + " " + cloud.name;
    }
  }

  static Stream<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (CloudRow cloud : CLOUDS) {
      for (String kind : List.of("storage", "both", "dedicated")) {
        cases.add(new Case("pull", kind, cloud));
        cases.add(new Case("push", kind, cloud));
        cases.add(new Case("iot-edge", kind, cloud));
      }
      for (String purpose :
          List.of(
              "mcr",
              "iot-hub",
              "import",
              "webhook",
              "tasks",
              "connected-registry",
              "agent-pool",
              "build")) {
        cases.add(new Case(purpose, "-", cloud));
      }
    }
    return cases.stream();
  }

  private static Set<String> fromArticles(Case c) {
    List<String> parts =
        switch (c.purpose) {
          case "iot-edge" -> List.of("pull", "mcr", "iot-hub");
          case "push" -> List.of("pull");
          default -> List.of(c.purpose);
        };
    Set<String> rows = new TreeSet<>();
    for (String line : ARTICLES.split("\n")) {
      String[] cells = line.split(" +");
      if (parts.contains(cells[0]) && List.of("-", c.kind, c.cloud.name).contains(cells[1])) {
        String host =
            cells[2]
                .replace("LOGIN", c.cloud.login)
                .replace("BLOB", c.cloud.blob)
                .replace("IOT", c.cloud.iot)
                .replace("ARM", c.cloud.manager)
                .replace(".r.", "." + c.cloud.region + ".");
        String tags = cells[5].replaceAll("\\.R\\b", "." + c.cloud.suffix);
        if (!c.cloud.name.equals("Public")) {
          tags = tags.replace(",AzureFrontDoor.FirstParty", "");
        }
        rows.add(String.join(" ", host, cells[3], cells[4], tags));
      }
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void thePlanIsWhatTheArticlesSay(Case c) throws IOException {
    Path file = tags(c.cloud);
    JsonNode plan = plan(file, c);
    Set<String> rows = new TreeSet<>();
    for (JsonNode endpoint : plan.get("endpoints")) {
      assertThat(strings(endpoint.get("purposes")))
          .containsExactly(c.purpose.equals("push") ? "pull" : c.purpose);
      rows.add(
          String.join(
              " ",
              endpoint.get("host").asText(),
              endpoint.get("direction").asText(),
              String.join(",", strings(endpoint.get("ports"))),
              String.join(",", strings(endpoint.get("serviceTags")))));
    }
    assertThat(rows).isEqualTo(fromArticles(c));
    assertThat(rules(plan)).isEqualTo(rulesOf(rows));
  }

  @ParameterizedTest
  @MethodSource("cases")
  @EnabledIf("dev.acrfw.Acrfw#hasPublishedFiles")
  void onPublishedFilesNoPurposeOpensAnAddressOutsideItsTags(Case c) throws IOException {
    Path file =
        switch (c.cloud.name) {
          case "Public" -> Acrfw.PUBLISHED.resolve("ServiceTags_Public_20251109.json");
          case "China" -> Acrfw.PUBLISHED.resolve("ServiceTags_China_20251101.json");
          default -> Acrfw.PUBLISHED.resolve("ServiceTags_AzureGovernment_20260719.json");
        };
    Map<String, List<String>> allowed = ReadBack.read("json", plan(file, c).toString());
    Map<String, List<String>> expected = new TreeMap<>();
    for (String row : fromArticles(c)) {
      String[] cells = row.split(" ");
      for (String tag : cells[3].split(",")) {
        expected
            .computeIfAbsent(cells[1] + " " + cells[2], k -> new ArrayList<>())
            .addAll(Oracle.prefixes(file, tag, ""));
      }
    }
    assertThat(allowed.keySet()).isEqualTo(expected.keySet());
    for (String key : expected.keySet()) {
      assertThat(Oracle.space(allowed.get(key))).isEqualTo(Oracle.space(expected.get(key)));
    }
  }

  @Test
  void aUnionOfPurposesIsTheUnionOfTheirPlans() throws IOException {
    List<String> purposes =
        List.of(
            "pull",
            "mcr",
            "iot-hub",
            "connected-registry",
            "agent-pool",
            "build",
            "import:444",
            "webhook:8443",
            "tasks:444");
    Set<String> together = rules(json("--for", String.join(",", purposes)));
    Set<String> apart = new TreeSet<>();
    for (String purpose : purposes) {
      apart.addAll(rules(json("--for", purpose)));
    }
    assertThat(together).isEqualTo(apart);
  }

  @Test
  void aTagThatACloudLacksIsNamedWithWhatIsKnown() throws IOException {
    Path file = tags(CLOUDS.get(1));
    String[] base = {"generate", "-s", file.toString(), "--for", "mcr", "-f", "list"};
    Acrfw refused = Acrfw.run(base);
    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("no service tag AzureFrontDoor.FirstParty", "--allow-missing-tag");

    List<String> allowing = new ArrayList<>(List.of(base));
    allowing.addAll(List.of("--allow-missing-tag", "azurefrontdoor.firstparty"));
    Acrfw allowed = Acrfw.succeed(allowing.toArray(String[]::new));
    assertThat(allowed.out()).contains("# Warning: ", "has no tag AzureFrontDoor.FirstParty");
    assertThat(allowed.err()).contains("has no tag AzureFrontDoor.FirstParty");
  }

  @Test
  void onlyTheNamedTagMayBeMissing() throws IOException {
    Path file = tags(CLOUDS.get(1));
    Acrfw run =
        Acrfw.run(
            "generate",
            "-s",
            file.toString(),
            "--for",
            "mcr",
            "-f",
            "list",
            "--allow-missing-tag",
            "MicrosoftContainerRegistry");
    assertThat(run.exitCode()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--for iot-hub | no --iot-region: the global tag opens its IPv4 addresses of all regions",
        "--for iot-edge -l westeurope | no --iot-region: the global tag opens its IPv4 addresses",
        "--for iot-hub --iot-region all |",
        "--for iot-edge -l all --iot-region westeurope |",
        "--tag AzureIoTHub |",
        "--for pull -l all |"
      })
  void theGlobalTagOfTheHubIsNotOpenedWithoutAWord(String options, String warning) {
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", "json"));
    args.addAll(List.of(options.split(" ")));
    Acrfw run = Acrfw.succeed(args.toArray(String[]::new));
    if (warning == null) {
      assertThat(run.err()).isEmpty();
    } else {
      assertThat(run.err())
          .contains(warning)
          .contains("; name the regions of the hub and its pair, or say --iot-region all\n");
    }
  }

  @Test
  void theOptionalNamesOfAnIotEdgeDeviceAreSaidAndNotOpened() {
    String[] selection = {"-s", Acrfw.SAMPLE, "-l", "all", "--for", "iot-edge"};
    String table = Acrfw.succeed(with(selection, "endpoints")).out();
    String header = Acrfw.succeed(with(selection, "generate", "-f", "nftables")).out();
    String names = Acrfw.succeed(with(selection, "endpoints", "-f", "names")).out();
    for (String optional :
        List.of(
            "*.cdn.azcr.io",
            "aka.ms",
            "raw.githubusercontent.com",
            "packages.microsoft.com",
            "*.docker.io")) {
      assertThat(table).contains(optional);
      assertThat(header).contains(optional);
      assertThat(names.lines())
          .doesNotContain(optional)
          .anyMatch(line -> line.startsWith("# optional, for ") && line.endsWith(": " + optional));
    }
    assertThat(Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-l", "all").out())
        .doesNotContain("optional names");
  }

  @Test
  void storageThatABuildNeedsIsNotSaidToBeDropped() throws IOException {
    String[] selection = {"-s", Acrfw.SAMPLE, "-l", "westeurope", "--for", "pull,build"};
    Acrfw dedicated =
        Acrfw.succeed(with(selection, "generate", "-f", "list", "--data-endpoint", "dedicated"));
    assertThat(dedicated.err()).isEmpty();
    assertThat(dedicated.out())
        .contains("data endpoints: Storage stays open with dedicated ones as well, for build")
        .contains("Storage.WestEurope");
    JsonNode report =
        new ObjectMapper()
            .readTree(Acrfw.succeed(with(selection, "endpoints", "-f", "json")).out());
    assertThat(report.get("savedByDedicated").isNull()).isTrue();
  }

  @Test
  void aConnectedRegistryHasItsDataEndpointAlsoWhereAzShowsStorage() {
    String names =
        Acrfw.succeed(
                "endpoints",
                "-s",
                Acrfw.SAMPLE,
                "-e",
                "samples/show-endpoints.json",
                "--for",
                "connected-registry",
                "-f",
                "names")
            .out();
    assertThat(names)
        .contains("contoso.azurecr.io\n", "contoso.westeurope.data.azurecr.io\n")
        .doesNotContain("blob.core");
  }

  @Test
  void whatHasNoNameIsSaidWhereNamesAreAskedFor() {
    String[] selection = {"-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "names"};
    Acrfw run = Acrfw.run(with(selection, "endpoints", "--for", "agent-pool"));
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("the selection needs no host whose name is known");
    Acrfw both = Acrfw.run(with(selection, "endpoints", "--for", "mcr,agent-pool"));
    assertThat(both.out()).startsWith("mcr.microsoft.com\n");
    assertThat(both.err())
        .contains(
            "warning: no host names are known for AzureKeyVault, Storage.WestEurope, EventHub,"
                + " AzureActiveDirectory, AzureMonitor: 'acrfw generate' allows their addresses");
  }

  private static String[] with(String[] selection, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(selection)).toArray(String[]::new);
  }

  @Test
  void theHeaderKeepsThatAllRegionsOfTheHubWereAskedFor() {
    assertThat(
            Acrfw.succeed(
                    "generate",
                    "-s",
                    Acrfw.SAMPLE,
                    "--for",
                    "iot-hub",
                    "--iot-region",
                    "all",
                    "-f",
                    "list")
                .out())
        .contains("--iot-region all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--for pull --iot-region westeurope      | 2 | --iot-region changes nothing",
        "--for mcr --region westeurope           | 2 | --region changes nothing",
        "--for mcr --data-endpoint both          | 2 | --data-endpoint changes nothing",
        "--for webhook:0                         | 2 | is not a port from 1 to 65535",
        "--for webhook:                          | 2 | is not a port from 1 to 65535",
        "--for mcr:443                           | 2 | the ports of mcr are fixed",
        "--for fly                               | 2 | use pull, ",
        "--for iot-hub --iot-region nowhere      | 4 | no region nowhere of AzureIoTHub",
        "--endpoints nonesuch                    | 1 | no such file: nonesuch",
        "--endpoints LICENSE                     | 3 | --endpoints: not valid JSON",
        "--endpoints samples/ServiceTags_Public.json | 3 | has no loginServer",
        "--endpoints samples/show-endpoints.json -r other1 | 2 | is not the registry of --endpoints",
      })
  void aMistakeIsNamedWithThePromisedExitCode(String options, int exitCode, String message) {
    List<String> args = new ArrayList<>(List.of("endpoints", "-s", Acrfw.SAMPLE));
    args.addAll(List.of(options.strip().split(" +")));
    Acrfw run = Acrfw.run(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  private JsonNode json(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", "json"));
    args.addAll(List.of(options));
    return new ObjectMapper().readTree(Acrfw.succeed(args.toArray(String[]::new)).out());
  }

  private static JsonNode plan(Path file, Case c) throws IOException {
    List<String> args = new ArrayList<>(List.of("generate", "-s", file.toString(), "-f", "json"));
    args.addAll(List.of("-r", "contoso", "--for", c.purpose));
    if (List.of("mcr", "iot-edge").contains(c.purpose)) {
      args.addAll(List.of("--allow-missing-tag", "AzureFrontDoor.FirstParty"));
    }
    if (!List.of("mcr", "iot-hub").contains(c.purpose)) {
      args.addAll(List.of("-l", c.cloud.region));
    }
    if (!c.kind.equals("-")) {
      args.addAll(List.of("--data-endpoint", c.kind));
    }
    return new ObjectMapper().readTree(Acrfw.succeed(args.toArray(String[]::new)).out());
  }

  /** A file of a cloud with one prefix for each tag; Front Door's only in the public one. */
  private Path tags(CloudRow cloud) throws IOException {
    List<String> names =
        new ArrayList<>(
            List.of(
                "AzureContainerRegistry",
                "AzureContainerRegistry." + cloud.suffix,
                "Storage",
                "Storage." + cloud.suffix,
                "MicrosoftContainerRegistry",
                "AzureIoTHub",
                "AzureResourceManager",
                "AzureKeyVault",
                "EventHub",
                "AzureActiveDirectory",
                "AzureMonitor"));
    if (cloud.name.equals("Public")) {
      names.add("AzureFrontDoor.FirstParty");
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      values.add(
          """
          {"name": "%s", "id": "x", "properties": {"region": "%s", "addressPrefixes": ["192.0.2.%d/32"]}}
          """
              .formatted(names.get(i), names.get(i).endsWith(cloud.suffix) ? "r" : "", i));
    }
    return Files.writeString(
        folder.resolve("tags.json"),
        "{\"changeNumber\": 1, \"cloud\": \"%s\", \"sample\": true, \"values\": [%s]}"
            .formatted(cloud.name, String.join(",", values)));
  }

  private static Set<String> rules(JsonNode plan) {
    Set<String> rules = new TreeSet<>();
    for (JsonNode rule : plan.get("rules")) {
      rules.add(
          String.join(
              " ",
              rule.get("direction").asText(),
              String.join(",", strings(rule.get("ports"))),
              rule.get("serviceTag").asText()));
    }
    return rules;
  }

  private static Set<String> rulesOf(Set<String> rows) {
    Set<String> rules = new TreeSet<>();
    for (String row : rows) {
      String[] cells = row.split(" ");
      for (String tag : cells[3].split(",")) {
        rules.add(cells[1] + " " + cells[2] + " " + tag);
      }
    }
    return rules;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(node -> strings.add(node.asText()));
    return strings;
  }

  @Test
  void dedicatedDataEndpointsWarnOfTheOrder() {
    Acrfw run =
        Acrfw.succeed(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-l",
            "all",
            "--data-endpoint",
            "dedicated",
            "-f",
            "list");
    assertThat(run.err()).contains("warning: data endpoints, step 3 of 3: this drops Storage");
    assertThat(run.out()).contains("# Warning: data endpoints, step 3 of 3");
  }
}
