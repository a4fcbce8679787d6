package dev.acrfw.servicetags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.acrfw.Acrfw;
import dev.acrfw.concurrent.Meanwhile;
import dev.acrfw.failure.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read the usual way Jackson reads the same, and what Jackson refuses is not usual. */
class UsualDocumentTest {
  private static final String USUAL =
      """
      {
        "changeNumber": 376,
        "cloud": "Public",
        "values": [
          {
            "name": "ActionGroup",
            "id": "ActionGroup",
            "properties": {
              "changeNumber": 53,
              "region": "",
              "regionId": 0,
              "platform": "Azure",
              "systemService": "ActionGroup",
              "addressPrefixes": [
                "4.145.74.52/30",
                "2603:1000:4:402::178/125"
              ],
              "networkFeatures": [
                "API",
                "NSG"
              ]
            }
          },
          {"name":"A.b","id":"A.b","properties":{"changeNumber":1,"region":"germanywc","regionId":72,
          "platform":"Azure","systemService":"","addressPrefixes":[],"networkFeatures":null}}
        ]
      }
      """;

  /** Returns all that a document becomes, or why it becomes nothing. */
  private static String outcome(ServiceTagsDocument document) {
    try {
      ServiceTagsFile file = document.toFile(Meanwhile.start("sha256", () -> "0"));
      return "%s %s %d %s"
          .formatted(
              file.source().kind(),
              file.source().cloud(),
              file.source().changeNumber(),
              List.copyOf(file.tags()));
    } catch (InvalidInputException e) {
      return e.problem();
    }
  }

  /** Returns whether it is read the usual way; then Jackson has to agree. */
  private static boolean agrees(byte[] json) throws IOException {
    ServiceTagsDocument usual = new ServiceTagsDocument("tags.json", json);
    if (!usual.readUsual()) {
      return false;
    }
    ServiceTagsDocument jackson = new ServiceTagsDocument("tags.json", json);
    String shown = new String(json, 0, Math.min(json.length, 3000), StandardCharsets.ISO_8859_1);
    assertThatCode(jackson::read).as(shown).doesNotThrowAnyException();
    assertThat(outcome(usual)).as(shown).isEqualTo(outcome(jackson));
    return true;
  }

  @Test
  @Tag("seconds")
  void everyPublishedFileIsReadTheUsualWay() throws IOException {
    assumeThat(Acrfw.hasPublishedFiles()).isTrue();
    try (Stream<Path> files = Files.list(Acrfw.PUBLISHED)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        assertThat(agrees(Files.readAllBytes(file))).as(file.toString()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"region\": \"\"|\"region\": null",
        "\"cloud\": \"Public\",|\"cloud\": \"Public\", \"cloud\": \"China\",",
        "\"name\": \"ActionGroup\",|\"name\": \"Action\\u0047roup\",",
        "\"name\": \"ActionGroup\",|\"name\": \"Actiongr\\u00fc\\u00dfe\",",
        "\"changeNumber\": 376|\"changeNumber\": 0376",
        "\"changeNumber\": 376|\"changeNumber\": 376.0",
        "\"changeNumber\": 376|\"changeNumber\": 3760000000",
        "\"changeNumber\": 376|\"changeNumber\": -376",
        "\"changeNumber\": 376|\"changeNumber\": \"376\"",
        "\"changeNumber\": 376|\"ChangeNumber\": 376",
        "\"4.145.74.52/30\"|4",
        "\"API\",|\"API\"",
        "\"NSG\"|\"NSG\",",
        "\"platform\": \"Azure\"|\"platform\": {}",
        "\"regionId\": 0|\"regionId\": 0, \"regionId\": 0",
        "\"id\": \"ActionGroup\"|\"ID\": \"ActionGroup\"",
        "\"values\": [|\"nextLink\": \"x\", \"values\": [",
        "null}}|nul}}",
        "376,|376,,"
      })
  void whatIsUnusualIsLeftToJackson(String change) throws IOException {
    assertThat(agrees(USUAL.getBytes(StandardCharsets.UTF_8))).isTrue();
    String[] parts = change.split("\\|");
    String json = USUAL.replace(parts[0], parts[1]);
    assertThat(json).isNotEqualTo(USUAL);
    assertThat(agrees(json.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @Test
  @Tag("seconds")
  void noMutantIsReadOtherwiseThanJacksonReadsIt() throws IOException {
    Random random = new Random(20251109);
    byte[] seed = USUAL.getBytes(StandardCharsets.US_ASCII);
    int usual = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] mutant = seed;
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        mutant = mutate(mutant, random);
      }
      usual += agrees(mutant) ? 1 : 0;
    }
    assertThat(usual).as("mutants read the usual way").isBetween(3_000, 40_000);
  }

  /** Real files cut down to some of their tags, so that many of them can be tried. */
  @Test
  @Tag("seconds")
  void noMutantOfAPublishedFileIsEither() throws IOException {
    assumeThat(Acrfw.hasPublishedFiles()).isTrue();
    Random random = new Random(7);
    int usual = 0;
    for (byte[] seed : parts()) {
      assertThat(agrees(seed)).isTrue();
      for (int i = 0; i < 400; i++) {
        usual += agrees(mutate(seed, random)) ? 1 : 0;
      }
    }
    assertThat(usual).isGreaterThan(2_000);
  }

  private static List<byte[]> parts() throws IOException {
    List<byte[]> parts = new ArrayList<>();
    try (Stream<Path> files = Files.list(Acrfw.PUBLISHED)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        String[] tags = text.split("(?=\\{\\s+\"name\")");
        for (int i = 1; i + 2 < tags.length && parts.size() % 10 != 9; i += tags.length / 9) {
          String two = tags[i] + tags[i + 1].replaceFirst(",\\s*$", "");
          parts.add((tags[0] + two + "]}").getBytes(StandardCharsets.UTF_8));
        }
        parts.add(
            (tags[0] + tags[1].replaceFirst(",\\s*$", "") + "]}").getBytes(StandardCharsets.UTF_8));
      }
    }
    return parts;
  }

  private static byte[] mutate(byte[] json, Random random) {
    int at = random.nextInt(json.length);
    int length = Math.min(json.length - at, 1 + random.nextInt(30));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(json, 0, at);
    String structure =
        "{}[]\",:\\ \n0123456789.-+eEnulltrfasxAN\\u0000\\u001f\\u007f\\u0080\\u00ff";
    switch (random.nextInt(8)) {
      case 0 -> { // one byte becomes another
        out.write(structure.charAt(random.nextInt(structure.length())));
        out.write(json, at + 1, json.length - at - 1);
      }
      case 1 -> { // one byte more
        out.write(structure.charAt(random.nextInt(structure.length())));
        out.write(json, at, json.length - at);
      }
      case 2 -> // one byte less
          out.write(json, at + 1, json.length - at - 1);
      case 3 -> { // a part twice
        out.write(json, at, length);
        out.write(json, at, json.length - at);
      }
      case 4 -> // a part less
          out.write(json, at + length, json.length - at - length);
      case 5 -> { // a part of somewhere else
        int from = random.nextInt(json.length);
        out.write(json, from, Math.min(length, json.length - from));
        out.write(json, at, json.length - at);
      }
      case 6 -> { // a digit or letter becomes its neighbour
        out.write(json[at] ^ 1);
        out.write(json, at + 1, json.length - at - 1);
      }
      default -> { // blanks
        out.write(random.nextBoolean() ? '\t' : '\r');
        out.write(json, at, json.length - at);
      }
    }
    return out.toByteArray();
  }
}
