package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every format on every published file that this machine has, against the oracle. */
@EnabledIf(
    value = "dev.acrfw.Acrfw#hasPublishedFiles",
    disabledReason = "no folder ../shared/service-tags with published files beside the checkout")
class PublishedFilesTest {
  private static final Map<String, List<String>> REGIONS =
      Map.of(
          "Public",
              List.of("WestEurope", "FranceCentral", "NorwayEast", "BrazilSoutheast", "EastUS2"),
          "AzureGovernment", List.of("USGovVirginia", "USDoDEast"),
          "China", List.of("ChinaEast2", "ChinaNorth"));

  /** Formats that hold names, and no addresses where there are names. */
  private static final List<String> NAMES = List.of("azure-firewall", "squid", "cilium");

  record Case(String file, String region, String format, String family) {}

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(Acrfw.PUBLISHED)) {
      for (String file :
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".json"))
              .sorted()
              .toList()) {
        List<String> regions = new ArrayList<>(REGIONS.get(file.split("_")[1]));
        regions.add("all");
        for (String region : regions) {
          for (String format : Acrfw.formats().filter(f -> !NAMES.contains(f)).toList()) {
            for (String family : List.of("both", "ipv4", "ipv6")) {
              cases.add(new Case(file, region, format, family));
            }
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyFormatAllowsExactlyTheAddressesOfItsTags(Case c) {
    Path file = Acrfw.PUBLISHED.resolve(c.file);
    String suffix = c.region.equals("all") ? "" : "." + c.region;
    String family = c.family.equals("both") ? "" : c.family;
    List<String> expected = new ArrayList<>();
    expected.addAll(Oracle.prefixes(file, "AzureContainerRegistry" + suffix, family));
    expected.addAll(Oracle.prefixes(file, "Storage" + suffix, family));

    List<String> args = new ArrayList<>(List.of("generate", "-s", file.toString()));
    args.addAll(List.of("-l", c.region, "-f", c.format, "--family", c.family));
    if (c.format.matches("nsg.*|bicep|terraform")) {
      args.addAll(List.of("--nsg-addresses", "prefixes"));
    }
    Acrfw run = Acrfw.run(args.toArray(String[]::new));
    if (expected.isEmpty()) {
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(4);
      return;
    }
    if (c.format.equals("aws-prefix-list") && run.exitCode() == 5) {
      args.set(args.indexOf(c.format), "list");
      String list = Acrfw.succeed(args.toArray(String[]::new)).out();
      assertThat(list.lines().filter(l -> !l.contains("#") && !l.contains(":")).count())
          .isGreaterThan(1000);
      return;
    }
    assertThat(run.exitCode()).as(run.err()).isZero();
    Map<String, List<String>> read = ReadBack.read(c.format, run.out());
    assertThat(read).containsOnlyKeys("outbound 443");
    List<String> allowed = read.get("outbound 443");
    assertThat(Oracle.space(allowed)).isEqualTo(Oracle.space(expected));
    assertThat(allowed).noneMatch(cidr -> cidr.endsWith("/0"));
  }

  static Stream<Case> casesOfNames() throws IOException {
    return cases()
        .filter(c -> c.format.equals("list") && c.family.equals("both"))
        .flatMap(c -> NAMES.stream().map(format -> new Case(c.file, c.region, format, "both")));
  }

  @ParameterizedTest
  @MethodSource("casesOfNames")
  void everyFormatOfNamesAllowsExactlyTheNamesOfItsEndpoints(Case c) throws IOException {
    String file = Acrfw.PUBLISHED.resolve(c.file).toString();
    Map<String, List<String>> expected = new TreeMap<>();
    Acrfw endpoints =
        Acrfw.run("endpoints", "-s", file, "-l", c.region, "-r", "contoso", "-f", "json");
    Acrfw run = Acrfw.run("generate", "-s", file, "-l", c.region, "-r", "contoso", "-f", c.format);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(endpoints.exitCode());
    if (run.exitCode() == 0) {
      for (JsonNode endpoint : new ObjectMapper().readTree(endpoints.out()).get("endpoints")) {
        expected
            .computeIfAbsent("outbound " + endpoint.get("ports").get(0), key -> new ArrayList<>())
            .add(endpoint.get("host").asText());
      }
      assertThat(ReadBack.names(c.format, run.out())).isEqualTo(expected).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTagOfAFileCanBeListedExactly(Path file) {
    Map<String, String> wrong = new TreeMap<>();
    for (String line :
        Acrfw.succeed("tags", "-s", file.toString()).out().lines().skip(1).toList()) {
      String tag = line.substring(0, line.indexOf(' '));
      List<String> expected = Oracle.prefixes(file, tag, "");
      if (expected.isEmpty()) {
        continue;
      }
      if (Math.floorMod(tag.hashCode(), 20) == 0) {
        Acrfw run = Acrfw.succeed("generate", "-s", file.toString(), "--tag", tag, "-f", "list");
        List<String> allowed = ReadBack.read("list", run.out()).get("outbound 443");
        if (!Oracle.space(allowed).equals(Oracle.space(expected))) {
          wrong.put(tag, allowed.toString());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  static Stream<Path> files() throws IOException {
    return Files.list(Acrfw.PUBLISHED).filter(f -> f.toString().endsWith(".json")).sorted();
  }

  @Test
  void theGlobalTagsHoldEveryRegionalTag() {
    Path file = Acrfw.PUBLISHED.resolve("ServiceTags_Public_20251109.json");
    Acrfw run =
        Acrfw.succeed(
            "generate",
            "-s",
            file.toString(),
            "-l",
            "westeurope",
            "--tag",
            "AzureContainerRegistry,Storage",
            "-f",
            "json");
    assertThat(run.out()).doesNotContain("AzureContainerRegistry.WestEurope\",\n      \"purposes");
    assertThat(ReadBack.read("json", run.out()).get("outbound 443")).hasSizeGreaterThan(1000);
  }
}
