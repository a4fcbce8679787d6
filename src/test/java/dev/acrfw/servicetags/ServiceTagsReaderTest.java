package dev.acrfw.servicetags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTagsReaderTest {
  @TempDir private Path folder;

  private static final String GOOD =
      """
      {"changeNumber": 7, "cloud": "Public", "sample": true, "values": [
        {"name": "A", "id": "A", "properties": {"changeNumber": 1, "region": "",
         "addressPrefixes": ["192.0.2.0/25", "192.0.2.128/25"], "networkFeatures": null}}]}
      """;

  private Acrfw list(String json) throws IOException {
    return list(json.getBytes(StandardCharsets.UTF_8));
  }

  private Acrfw list(byte[] content) throws IOException {
    Path file = folder.resolve("tags.json");
    Files.write(file, content);
    return Acrfw.run("generate", "-s", file.toString(), "--tag", "A", "-f", "list");
  }

  private static String rules(Acrfw run) {
    assertThat(run.exitCode()).as(run.toString()).isZero();
    return String.join(" ", run.out().lines().filter(l -> !l.startsWith("#")).toList());
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void aFileIsReadPlainPackedAndFromStandardInput() throws IOException {
    byte[] plain = GOOD.getBytes(StandardCharsets.UTF_8);
    assertThat(rules(list(plain))).isEqualTo("192.0.2.0/24");
    assertThat(rules(list(gzip(plain)))).isEqualTo("192.0.2.0/24");
    Acrfw piped = Acrfw.runWith(plain, "generate", "-s", "-", "--tag", "A", "-f", "list");
    assertThat(rules(piped)).isEqualTo("192.0.2.0/24");
    assertThat(piped.out()).contains("# Source: -, cloud Public, change number 7\n");
  }

  @Test
  void theChecksumIsThatOfTheUnpackedBytes() throws Exception {
    byte[] plain = GOOD.getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(plain));
    assertThat(list(plain).out()).contains("# SHA-256: " + sha256 + "\n");
    assertThat(list(gzip(plain)).out()).contains("# SHA-256: " + sha256 + "\n");
  }

  @Test
  void aByteOrderMarkAndCrlfAreAccepted() throws IOException {
    assertThat(rules(list("\ufeff" + GOOD.replace("\n", "\r\n")))).isEqualTo("192.0.2.0/24");
  }

  @Test
  void keysMayComeInAnyOrderAndUnknownOnesAreSkipped() throws IOException {
    String json =
        """
        {"values": [{"new": [{"deep": [1, {"x": null}]}], "properties": {
          "networkFeatures": ["NSG"], "addressPrefixes": ["192.0.2.0/24"], "future": {"a": "]}"},
          "region": ""}, "name": "A"}], "x": "y", "cloud": "Public", "sample": true, "changeNumber": 1}
        """;
    assertThat(rules(list(json))).isEqualTo("192.0.2.0/24");
    assertThat(rules(list("\ufeff\n " + json))).isEqualTo("192.0.2.0/24");
  }

  @Test
  void aPrefixMayBeWrittenWithJsonEscapes() throws IOException {
    String json = GOOD.replace("192.0.2.0/25", "192.0.2.0\\/25");
    assertThat(rules(list(json))).isEqualTo("192.0.2.0/24");
    assertThat(rules(list(json.replace("192.0.2.128", "\\u003192.0.2.128"))))
        .isEqualTo("192.0.2.0/24");
    Acrfw quote = list(GOOD.replace("192.0.2.128/25", "192.0.2.128/25\\\", \\\"0.0.0.0/1"));
    assertThat(quote.exitCode()).isEqualTo(3);
    assertThat(quote.err()).contains("bad address prefix 192.0.2.128/25\", \"0.0.0.0/1");
  }

  @Test
  void duplicatesAreAcceptedAndHostBitsAreClearedAndSaid() throws IOException {
    Acrfw run = list(GOOD.replace("\"192.0.2.0/25\"", "\"192.0.2.9/25\", \"192.0.2.0/25\""));
    assertThat(rules(run)).isEqualTo("192.0.2.0/24");
    assertThat(run.err())
        .isEqualTo(
            "acrfw: warning: 1 prefix(es) of A had host bits set; the first,"
                + " 192.0.2.9/25, was read as 192.0.2.0/25\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "192.0.2.0/33       | prefix length 33 is over 32",
        "contoso.azurecr.io | unexpected character at position 1",
        "010.0.0.0/8        | leading zero in octet",
        "0.0.0.0/0          | it is the whole address family",
        "::/0               | it is the whole address family",
        "$(reboot)          | unexpected character at position 1",
        "192.0.2.0/24\\u000a1.1.1.1 | unexpected character at position 13",
      })
  void aBadPrefixIsNamedWithItsTagAndFile(String prefix, String reason) throws IOException {
    Acrfw run = list(GOOD.replace("192.0.2.128/25", prefix));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("acrfw: error: tags.json: tag A: bad address prefix ")
        .contains(prefix.replace("\\u000a", "?") + ": " + reason)
        .contains("\nacrfw: hint: ");
    assertThat(run.err().lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/8          | a prefix of a service is not shorter than /10",
        "10.0.0.0/10         | it holds addresses of 10.0.0.0/8, private use",
        "10.1.2.3            | private use (RFC 1918)",
        "127.0.0.0/16        | loopback",
        "169.254.169.254/32  | instance metadata",
        "224.0.0.0/10        | multicast",
        "255.255.255.255     | reserved",
        "100.64.0.0/10       | shared address space",
        "172.31.0.0/16       | private use",
        "192.168.0.0/24      | private use",
        "198.19.0.0/24       | benchmarks",
        "0.0.0.1             | this network",
        "0.0.0.0/1           | a prefix of a service is not shorter than /10",
        "64.0.0.0/9          | a prefix of a service is not shorter than /10",
        "::/1                | a prefix of a service is not shorter than /24",
        "2600::/23           | a prefix of a service is not shorter than /24",
        "fc00::/32           | it is outside of 2000::/3, global unicast",
        "fe80::/64           | it is outside of 2000::/3",
        "::ffff:0:0/96       | it is outside of 2000::/3",
        "64:ff9b::/96        | it is outside of 2000::/3",
        "2001::/32           | IETF protocols",
        "2002::/24           | 6to4",
        "3fff::/24           | documentation",
      })
  void whatNoServiceCanHaveIsRefusedWithItsTag(String prefix, String reason) throws IOException {
    Acrfw run = list(GOOD.replace("192.0.2.128/25", prefix));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("acrfw: error: tags.json: tag A: bad address prefix " + prefix + ": ")
        .contains(reason);
  }

  @Test
  void theAddressesOfDocumentationAreThoseOfASampleOnly() throws IOException {
    for (String prefix :
        List.of("192.0.2.0/25", "198.51.100.1", "203.0.113.0/24", "2001:db8::/64")) {
      String sample = GOOD.replace("192.0.2.128/25", prefix);
      assertThat(list(sample).exitCode()).isZero();
      Acrfw real = list(sample.replace("\"sample\": true, ", ""));
      assertThat(real.exitCode()).isEqualTo(3);
      assertThat(real.err()).contains("documentation (RFC ");
    }
    assertThat(list(GOOD.replace("192.0.2.128/25", "10.0.0.0/24")).exitCode()).isEqualTo(3);
  }

  @Test
  void aRegionalTagThatLeavesItsGlobalOneIsSaid() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("t.json"),
            Acrfw.sample(
                7,
                "\"192.0.2.0/29\",\n          \"2001:db8:0:1::/64\"",
                "\"192.0.2.128/29\",\n          \"2001:db8:0:1::/64\""));
    Acrfw run = Acrfw.succeed("generate", "-s", file.toString(), "-l", "westeurope", "-f", "list");
    assertThat(run.err())
        .contains(
            "warning: AzureContainerRegistry.WestEurope holds addresses that its global tag"
                + " AzureContainerRegistry does not: 192.0.2.128/29\n");
  }

  @ParameterizedTest
  @CsvSource({
    "C0 80",
    "E0 80 AF",
    "ED A0 80",
    "F4 90 80 80",
    "F8 88 80 80 80",
    "FF",
    "C3",
  })
  void bytesThatNoEncoderWritesAreRefusedWhereverTheyStand(String hex) throws IOException {
    byte[] bad = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    for (String place :
        List.of("\"x\": \"?\", \"changeNumber\"", "\"na?me\": 1, \"changeNumber\"")) {
      String text = GOOD.replace("\"changeNumber\": 7", place + ": 7");
      byte[] before = text.substring(0, text.indexOf('?')).getBytes(StandardCharsets.UTF_8);
      byte[] after = text.substring(text.indexOf('?') + 1).getBytes(StandardCharsets.UTF_8);
      java.io.ByteArrayOutputStream file = new java.io.ByteArrayOutputStream();
      file.writeBytes(before);
      file.writeBytes(bad);
      file.writeBytes(after);
      Acrfw run = list(file.toByteArray());
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
      assertThat(run.out()).isEmpty();
    }
  }

  @Test
  void emptyMembersOfGzipDataAreNoTrace() throws IOException {
    byte[] empty = gzip(new byte[0]);
    byte[] many = new byte[empty.length * 200_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = empty[i % empty.length];
    }
    Acrfw run = list(many);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void jsonOfTagsIsAsciiWhateverTheirNamesHold() throws IOException {
    String name = "A\\u0085\\u007f\\ud800\\u202e";
    Path file =
        Files.writeString(
            folder.resolve("odd.json"),
            GOOD.replace("\"name\": \"A\"", "\"name\": \"" + name + "\""));
    Acrfw run = Acrfw.succeed("tags", "-s", file.toString(), "-f", "json");
    assertThat(run.out()).matches("[ -~\n]*");
    assertThat(
            new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(run.out())
                .at("/tags")
                .findValuesAsText("name"))
        .contains("A\u0085\u007f\ud800\u202e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"region\":\"a\",\"region\":\"b\"}}]} | tag A has region twice",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"changeNumber\":1,\"ChangeNumber\":2}}]} | tag A has changeNumber twice",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"networkFeatures\":[],\"networkFeatures\":[]}}]} | tag A has networkFeatures twice",
        "``                                              | the file is empty",
        "`   `                                           | the file is empty",
        "<!DOCTYPE html><html></html>                    | this is a web page",
        "`  <html>`                                      | this is a web page",
        "[]                                              | this is a list, and not the whole answer",
        "1                                               | the document is not a JSON object",
        "{}                                              | not a service tags file",
        "{\"changeNumber\":1,\"cloud\":\"Public\"}       | not a service tags file",
        "{\"changeNumber\":1,\"values\":[]}              | not a service tags file",
        "{\"changeNumber\":\"x\"}                        | changeNumber is not a whole number",
        "{\"changeNumber\":-1}                           | changeNumber is not a whole number",
        "{\"nextLink\":\"https://x\"}                    | this is one page of several",
        "<?xml version='1.0'?>                           | this is an XML file",
        "BZh91AY                                         | this is compressed with bzip2",
        "`PK\u0003\u0004`                                | this is a zip archive",
        "{\"changeNumber\":1,\"changeNumber\":2}         | changeNumber appears twice",
        "{\"cloud\":1}                                   | cloud is not a string",
        "{\"changeNumber\":1,\"cloud\":\"Moon;\",\"values\":[]} | not the name of a cloud: Moon;",
        "{\"values\":{}}                                 | values is not an array",
        "{\"values\":[1]}                                | tag number 1 is not an object",
        "{\"values\":[{}]}                               | tag number 1 has no name",
        "{\"values\":[{\"name\":1}]}                     | tag number 1 has a name that is not a string",
        "{\"values\":[{\"name\":\"A\"}]}                 | tag A has no properties",
        "{\"values\":[{\"name\":\"A\",\"properties\":{}}]} | tag A has no addressPrefixes",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"addressPrefixes\":\"x\"}}]}"
            + " | the properties of A are text: ConvertTo-Json was too shallow",
        "{\"values\":[{\"name\":\"A\",\"properties\":\"@{x=1}\"}]}"
            + " | the properties of A are text: ConvertTo-Json was too shallow",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"addressPrefixes\":1}}]}"
            + " | tag A has addressPrefixes that are not an array",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"addressPrefixes\":[1]}}]}"
            + " | tag A has an address prefix that is not a string",
        "{\"cloud\":\"Public\",\"cloud\":\"Public\"}" + " | cloud appears twice",
        "{\"values\":[],\"values\":[]}" + " | values appears twice",
        "{\"values\":[{\"name\":\"A\",\"name\":\"B\"}]}" + " | tag A has two names",
        "{\"values\":[{\"name\":\"A\",\"properties\":1}]}"
            + " | tag A has properties that are not an object",
        "{\"values\":[{\"name\":\"A\",\"properties\":{},\"properties\":{}}]}"
            + " | tag A has properties twice",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"changeNumber\":\"x\"}}]}"
            + " | tag A has a bad changeNumber",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"region\":1}}]}"
            + " | tag A has a region that is not a string",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"addressPrefixes\":[],\"addressPrefixes\":[]}}]}"
            + " | tag A has addressPrefixes twice",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"networkFeatures\":\"API\"}}]}"
            + " | tag A has networkFeatures that are not an array",
        "{\"values\":[{\"name\":\"A\",\"properties\":{\"networkFeatures\":[1]}}]}"
            + " | tag A has a network feature that is not a string",
        "{\"changeNumber\":1,\"cloud\":\"Public\",\"sample\":true,\"values\":[]} x | not valid JSON",
        "{\"changeNumber\":1,\"cloud\":\"Public\",\"sample\":true,\"values\":[]} {} | there is more after the end",
      })
  void whatIsNotAServiceTagsFileIsRefused(String content, String problem) throws IOException {
    Acrfw run = list(content);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).startsWith("acrfw: error: tags.json: ").contains(problem);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws IOException {
    byte[] whole = GOOD.strip().getBytes(StandardCharsets.UTF_8);
    byte[] packed = gzip(whole);
    for (int end = 0; end < whole.length; end++) {
      assertThat(list(java.util.Arrays.copyOf(whole, end)).exitCode()).as("%d", end).isEqualTo(3);
    }
    for (int end = 0; end < packed.length; end++) {
      assertThat(list(java.util.Arrays.copyOf(packed, end)).exitCode()).as("%d", end).isEqualTo(3);
    }
  }

  @Test
  void utf16IsReadWithAByteOrderMarkAndRefusedWithoutOrDamaged() throws IOException {
    byte[] marked = GOOD.getBytes(StandardCharsets.UTF_16);
    assertThat(rules(list(marked))).isEqualTo("192.0.2.0/24");
    assertThat(rules(list(("\ufeff" + GOOD).getBytes(StandardCharsets.UTF_16LE))))
        .isEqualTo("192.0.2.0/24");
    assertThat(list(java.util.Arrays.copyOf(marked, marked.length - 1)).err())
        .contains("the UTF-16 is damaged");
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Acrfw run = list(GOOD.getBytes(charset));
      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).contains("UTF-16 or UTF-32 without a byte order mark");
    }
  }

  @Test
  void noMessageShowsHowTheReaderIsMade() throws IOException {
    for (String broken : List.of("{\"a\": 1", "{'a': 1}", "{\"a\": 01}", "{\"a\": /* */ 1}")) {
      assertThat(list(broken).err())
          .contains("not valid JSON, or cut off")
          .doesNotContain("Feature", "byte[]", "Source:");
    }
  }

  @Test
  void aTagThatAppearsTwiceIsRefused() throws IOException {
    String tag = GOOD.substring(GOOD.indexOf("{\"name"), GOOD.lastIndexOf("]"));
    Acrfw run = list(GOOD.replace(tag, tag + "," + tag.replace("\"A\"", "\"a\"")));
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("appears twice");
  }

  @Test
  void aDamagedTagOfARegionThatIsNotSelectedDoesNotStopGenerate() throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE));
    for (String damaged :
        new String[] {
          sample.replaceFirst("198\\.51\\.100\\.0/26", "nonsense"),
          sample.replaceFirst("Storage\\.NorthEurope", "Storage.North Europe;")
        }) {
      assertThat(damaged).isNotEqualTo(sample);
      Path file = Files.writeString(folder.resolve("damaged.json"), damaged);
      Acrfw run = Acrfw.run("generate", "-s", file.toString(), "-l", "westeurope", "-f", "list");
      assertThat(run.exitCode()).as(run.toString()).isZero();
    }
  }

  @Test
  void twoTagsOfOneRegionAreRefused() throws IOException {
    String sample =
        Files.readString(Path.of(Acrfw.SAMPLE))
            .replace(
                "\"AzureContainerRegistry.NorthEurope\"", "\"AzureContainerRegistry.West-Europe\"");
    Path file = Files.writeString(folder.resolve("twice.json"), sample);
    Acrfw run = Acrfw.run("generate", "-s", file.toString(), "-l", "westeurope", "-f", "list");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("are of the same region");
  }

  @Test
  void aBadPrefixOfAnotherTagDoesNotStopGenerateButStopsTags() throws IOException {
    String other = ",{\"name\":\"B\",\"properties\":{\"addressPrefixes\":[\"nonsense\"]}}]}";
    String json = GOOD.strip().replaceAll("\\]\\}$", "") + other;
    assertThat(rules(list(json))).isEqualTo("192.0.2.0/24");
    Acrfw tags = Acrfw.run("tags", "-s", folder.resolve("tags.json").toString());
    assertThat(tags.exitCode()).isEqualTo(3);
    assertThat(tags.err()).contains("tag B: bad address prefix nonsense");
  }
}
