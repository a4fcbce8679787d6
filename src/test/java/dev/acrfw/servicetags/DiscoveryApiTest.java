package dev.acrfw.servicetags;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The other official source, in the clothes that its tools give it. */
class DiscoveryApiTest {
  private static final String WARNING = "is an answer of the Discovery API, a subset that lags";

  @TempDir private Path folder;

  /** The sample as {@code az network list-service-tags} and REST write it. */
  private static String answer() throws IOException {
    ObjectNode root = (ObjectNode) new ObjectMapper().readTree(Path.of(Acrfw.SAMPLE).toFile());
    root.put("changeNumber", "68").put("id", "x").put("name", "Public").put("type", "T");
    for (JsonNode tag : root.get("values")) {
      ((ObjectNode) tag).put("serviceTagChangeNumber", "68");
      ObjectNode properties = (ObjectNode) tag.get("properties");
      properties.put("changeNumber", properties.get("changeNumber").asText()).put("state", "GA");
      properties.remove(List.of("platform", "regionId", "networkFeatures"));
    }
    return root.toPrettyString();
  }

  /** As {@code Get-AzNetworkServiceTag | ConvertTo-Json -Depth 4} writes it. */
  private static String powerShell() throws IOException {
    StringBuilder capitals = new StringBuilder();
    for (String line : answer().split("\n")) {
      int key = line.indexOf('"');
      boolean isKey = key >= 0 && line.substring(0, key).isBlank() && line.contains("\" : ");
      capitals.append(
          isKey
              ? line.substring(0, key + 1)
                  + Character.toUpperCase(line.charAt(key + 1))
                  + line.substring(key + 2)
              : line);
      capitals.append("\r\n");
    }
    return capitals.toString();
  }

  private Acrfw generate(byte[] content, String... more) throws IOException {
    Path file = Files.write(folder.resolve("answer.json"), content);
    List<String> args =
        new ArrayList<>(List.of("generate", "-s", file.toString(), "-l", "westeurope"));
    args.addAll(List.of(more));
    return Acrfw.run(args.toArray(String[]::new));
  }

  private static String rules(Acrfw run) {
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return String.join("\n", run.out().lines().filter(l -> !l.startsWith("#")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"az", "az 2>&1", "PowerShell", "PowerShell 5.1"})
  void anAnswerInAnyOfItsClothesIsTheSameTagsAndIsSaidToBeASubset(String clothes)
      throws IOException {
    byte[] content =
        switch (clothes) {
          case "az" -> answer().getBytes(StandardCharsets.UTF_8);
          case "az 2>&1" ->
              ("WARNING: a subset\nWARNING: of all\n" + answer()).getBytes(StandardCharsets.UTF_8);
          case "PowerShell" -> powerShell().getBytes(StandardCharsets.UTF_8);
          default -> ("\ufeff" + powerShell()).getBytes(StandardCharsets.UTF_16LE);
        };
    Acrfw run = generate(content, "-f", "list");
    assertThat(rules(run))
        .isEqualTo(
            rules(Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "list")));
    assertThat(run.err()).containsOnlyOnce(WARNING);
    assertThat(run.out())
        .contains("# Source: answer.json (Discovery API), cloud Public, change number 68\n");
  }

  @Test
  void thePlanSaysWhichSourceItIs() throws IOException {
    assertThat(generate(answer().getBytes(StandardCharsets.UTF_8), "-f", "json").out())
        .contains("\"kind\": \"api\"");
    assertThat(Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "json").out())
        .contains("\"kind\": \"download\"");
  }

  @Test
  void itsChangeNumbersAreNeverComparedWithThoseOfTheDownload() throws IOException {
    Path download = Files.writeString(folder.resolve("download.json"), Acrfw.sample(135, "", ""));
    byte[] api = answer().getBytes(StandardCharsets.UTF_8);
    assertThat(generate(api, "-f", "list", "--previous", download.toString()).exitCode()).isZero();
    String output = folder.resolve("output").toString();
    Acrfw.succeed(
        "generate", "-s", download.toString(), "-l", "westeurope", "-f", "list", "-o", output);
    assertThat(generate(api, "-f", "list", "-o", output, "--refresh-header").exitCode()).isZero();
    Acrfw older =
        generate(
            answer().replace("\"68\"", "\"67\"").getBytes(StandardCharsets.UTF_8),
            "-f",
            "list",
            "-o",
            output);
    assertThat(older.exitCode()).isEqualTo(6);
    assertThat(older.err()).contains("has change number 67, and the output file");
  }

  @Test
  void aRegionalTagWithoutARegionIsFoundByItsName() throws IOException {
    String without = answer().replaceAll("\"region\" : \"[a-z]*\"", "\"region\" : \"\"");
    assertThat(without).doesNotContain("\"westeurope\"");
    assertThat(rules(generate(without.getBytes(StandardCharsets.UTF_8), "-f", "list")))
        .contains("192.0.2.0/29");
  }

  @Test
  void aUrlAFileWithoutAnOptionAndAMissingArgumentFileAreSaid() {
    Acrfw url = Acrfw.run("generate", "-s", "https://x/y.json", "-f", "list", "-l", "all");
    assertThat(url.exitCode()).isEqualTo(2);
    assertThat(url.err()).contains("takes a file, and not a URL", "acrfw fetch --url URL");
    Acrfw bare = Acrfw.run("generate", Acrfw.SAMPLE, "-f", "list", "-l", "all");
    assertThat(bare.exitCode()).isEqualTo(2);
    assertThat(bare.err()).contains("a service tags file is named with --service-tags");
    Acrfw missing = Acrfw.run("generate", "@nonesuch.args", "-f", "list");
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("error: no argument file nonesuch.args");
  }
}
