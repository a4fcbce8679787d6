package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A new file beside earlier ones: the guards of generate, and diff. */
class UpdateTest {
  @TempDir private Path folder;

  private String file(int changeNumber, String from, String to) throws IOException {
    String sample = Acrfw.sample(changeNumber, from, to);
    return Files.writeString(folder.resolve(changeNumber + ".json"), sample).toString();
  }

  /** The region's Storage without its larger prefixes, 64 of 80 addresses. */
  private String shrunken(int changeNumber) throws IOException {
    return file(changeNumber, "\"198.51.100.64/27\",\n          \"198.51.100.96/27\",", "");
  }

  private static Acrfw generate(String file, String... options) {
    List<String> args =
        new ArrayList<>(List.of("generate", "-s", file, "-l", "westeurope", "-f", "list"));
    args.addAll(List.of(options));
    return Acrfw.run(args.toArray(String[]::new));
  }

  @Test
  void aTagThatGrewAbsurdlyIsRefusedUnlessItMay() throws IOException {
    String before = file(8, "", "");
    String after = file(9, "\"198.51.100.64/27\"", "\"20.64.0.0/10\", \"198.51.100.64/27\"");
    Path output = folder.resolve("rules.list");
    String[] base = {"generate", "-l", "westeurope", "-f", "list", "-s"};
    Acrfw.succeed(with(base, before, "-o", output.toString()));
    for (String[] compared :
        List.of(
            new String[] {after, "-o", output.toString()},
            new String[] {after, "--previous", before},
            new String[] {after, "--previous", before, "--max-growth", "1000000"})) {
      Acrfw refused = Acrfw.run(with(base, compared));
      assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
      assertThat(refused.err())
          .contains("Storage.WestEurope has 52,429 times the IPv4 addresses ")
          .contains("--accept-growth TAG lets a tag grow");
    }
    Acrfw accepted =
        Acrfw.succeed(
            with(base, after, "--previous", before, "--accept-growth", "storage.westeurope"));
    assertThat(accepted.err()).contains("warning: Storage.WestEurope has 52,429 times");
  }

  private static String[] with(String[] base, String... more) {
    List<String> all = new ArrayList<>(List.of(base));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @Test
  void aTagThatShrankStopsTheRunAndIsNamedWithItsFamilyAndNumbers() throws IOException {
    String old = file(7, "", "");
    Acrfw run = generate(shrunken(8), "--previous", old);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(6);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("Storage.WestEurope lost 64 of 80, 80 % of its IPv4 addresses")
        .contains("since change number 7")
        .doesNotContain("AzureContainerRegistry.WestEurope lost");
  }

  @Test
  void aLossThatWasAcceptedIsAWarningAndLeavesTheAddressesOut() throws IOException {
    String old = file(7, "", "");
    for (List<String> options :
        List.of(List.of("--accept-shrink", "storage.westeurope"), List.of("--max-shrink", "80"))) {
      List<String> args = new ArrayList<>(List.of("--previous", old));
      args.addAll(options);
      Acrfw run = generate(shrunken(8), args.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.toString()).isZero();
      assertThat(run.out()).doesNotContain("198.51.100.64/26");
    }
  }

  @Test
  void whatLeftStaysAllowedWithKeepRemovedAndTheHeaderListsIt() throws IOException {
    String older = file(6, "\"198.51.100.128/28\"", "\"198.51.100.128/27\"");
    String old = file(7, "", "");
    Acrfw run = generate(shrunken(8), "--previous", older + "," + old, "--keep-removed");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).contains("\n198.51.100.64/26\n", "\n198.51.100.128/27\n");
    assertThat(run.out().lines().filter(l -> l.startsWith("# Warning: Storage.WestEurope: kept")))
        .hasSize(1)
        .allMatch(l -> l.contains("198.51.100.64/26") && l.contains("198.51.100.144/28"));
    assertThat(run.err()).contains("Storage.WestEurope lost 64 of 80");
  }

  @Test
  void aTagThatVanishedStopsTheRunOrIsKept() throws IOException {
    String old = file(7, "", "");
    String vanished = file(8, "\"Storage.WestEurope\"", "\"Storage.Nowhere\"");
    Acrfw run = generate(vanished, "--previous", old);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(6);
    assertThat(run.err()).contains("Storage.WestEurope lost 80 of 80, 100 %");
    Acrfw kept = generate(vanished, "--previous", old, "--keep-removed");
    assertThat(kept.exitCode()).as(kept.toString()).isZero();
    assertThat(kept.out()).contains("\n198.51.100.64/26\n");
  }

  @Test
  void aFileOfAnotherCloudOrAnOlderOneIsRefused() throws IOException {
    String newer = file(9, "", "");
    String older = file(8, "", "");
    Acrfw run = generate(older, "--previous", newer);
    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("8.json has change number 8, and the earlier file 9.json has 9");
    String other = file(7, "\"Public\"", "\"China\"");
    Acrfw cloud = generate(older, "--previous", other);
    assertThat(cloud.exitCode()).isEqualTo(6);
    assertThat(cloud.err())
        .contains("is of the cloud public, and the earlier file 7.json of china");
  }

  @Test
  void theSameFileAsBeforeChangesNothing() throws IOException {
    String same = file(7, "", "");
    assertThat(generate(same, "--previous", same).out()).isEqualTo(generate(same).out());
    assertThat(generate(same, "--previous", same, "--keep-removed").out())
        .isEqualTo(generate(same).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--keep-removed                       | needs --previous",
        "--max-shrink 10                      | --max-shrink needs --previous or --output",
        "--accept-growth Storage              | --accept-growth needs --previous or --output",
        "--previous SAME --max-shrink 101     | is not a whole number from 0 to 100",
        "--previous -                         | is not a file",
      })
  void aMistakeInTheGuardsOptionsIsAUsageError(String options, String message) throws IOException {
    String same = file(7, "", "");
    Acrfw run = generate(same, options.strip().replace("SAME", same).split(" +"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private static Acrfw writeOver(String output, String format, String file, String... options) {
    List<String> args =
        new ArrayList<>(List.of("generate", "-s", file, "-l", "westeurope", "-f", format));
    args.addAll(List.of("-o", output));
    args.addAll(List.of(options));
    return Acrfw.run(args.toArray(String[]::new));
  }

  static Stream<Format> formats() {
    return Stream.of(Format.values());
  }

  @ParameterizedTest
  @MethodSource("formats")
  void twoBadWeeksChangeNothingOfWhatIsInstalledWithoutAnyEarlierFile(Format format)
      throws IOException {
    Path output = folder.resolve("output");
    String name = format.displayName();
    assertThat(writeOver(output.toString(), name, file(7, "", "")).exitCode()).isZero();
    Path main = format.isFolder() ? output.resolve(format.mainFile("acrfw")) : output;
    String good = Files.readString(main);
    for (int week = 8; week <= 9; week++) {
      Acrfw bad = writeOver(output.toString(), name, shrunken(week));
      assertThat(bad.exitCode()).as(bad.toString()).isEqualTo(6);
      assertThat(bad.err())
          .contains(
              "Storage.WestEurope lost 64 of 80, 80 % of its IPv4 addresses that the output file"
                  + " allows, of change number 7");
      assertThat(main).hasContent(good);
    }
    assertThat(writeOver(output.toString(), name, file(10, "", "")).exitCode()).isZero();
    Acrfw accepted =
        writeOver(output.toString(), name, shrunken(11), "--accept-shrink", "Storage.WestEurope");
    assertThat(accepted.exitCode()).as(accepted.toString()).isZero();
    assertThat(accepted.err()).contains("warning: Storage.WestEurope lost 64 of 80");
  }

  @Test
  void aLossThatWasAcceptedIsNotAskedAboutAgain() throws IOException {
    String output = folder.resolve("output").toString();
    String good = file(7, "", "");
    writeOver(output, "list", good);
    writeOver(
        output, "list", shrunken(8), "--previous", good, "--accept-shrink", "Storage.WestEurope");
    Acrfw next = writeOver(output, "list", shrunken(9), "--previous", good);
    assertThat(next.exitCode()).as(next.toString()).isZero();
    assertThat(next.err()).doesNotContain("lost");
  }

  @Test
  void everyEarlierFileCountsNotTheNewestAlone() throws IOException {
    Acrfw run = generate(shrunken(9), "--previous", file(7, "", "") + "," + shrunken(8));
    assertThat(run.exitCode()).isEqualTo(6);
    assertThat(run.err()).contains("Storage.WestEurope lost 64 of 80", "since change number 7");
  }

  @Test
  void whatIsKeptCountsAsInstalled() throws IOException {
    String output = folder.resolve("output").toString();
    String good = file(7, "", "");
    writeOver(output, "list", good);
    Acrfw kept = writeOver(output, "list", shrunken(8), "--previous", good, "--keep-removed");
    assertThat(kept.exitCode()).as(kept.toString()).isZero();
    Acrfw forgotten =
        writeOver(output, "list", shrunken(9), "--previous", shrunken(8), "--keep-removed");
    assertThat(forgotten.exitCode()).isEqualTo(6);
    assertThat(forgotten.err()).contains("lost 64 of 80", "that the output file allows");
  }

  @Test
  void anOlderFileAndOneOfAnotherCloudDoNotReplaceWhatIsInstalled() throws IOException {
    String output = folder.resolve("output").toString();
    writeOver(output, "list", file(8, "", ""));
    Acrfw older = writeOver(output, "list", file(7, "", ""));
    assertThat(older.exitCode()).isEqualTo(6);
    assertThat(older.err())
        .contains("has change number 7, and the output file was made from one that has 8");
    Acrfw other =
        writeOver(output, "list", file(9, "\"cloud\": \"Public\"", "\"cloud\": \"AzureChina\""));
    assertThat(other.exitCode()).isNotZero();
  }

  @Test
  void aTagThatIsNotSelectedAnyMoreIsNoLoss() throws IOException {
    String output = folder.resolve("output").toString();
    writeOver(output, "list", file(7, "", ""));
    Acrfw run =
        Acrfw.run(
            "generate", "-s", file(8, "", ""), "-l", "northeurope", "-f", "list", "-o", output);
    assertThat(run.exitCode()).as(run.toString()).isZero();
  }

  @Test
  void rulesThatNameTagsCannotKeepWhatLeft() throws IOException {
    String same = file(7, "", "");
    Acrfw run =
        Acrfw.run(
            "generate", "-s", same, "-f", "nsg", "-l", "all", "--previous", same, "--keep-removed");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("a rule that names a tag or a host holds no addresses");
  }

  @Test
  void aPrefixThatWasOnlySplitIsNoDifference() throws IOException {
    String old = file(7, "", "");
    String split = file(8, "\"192.0.2.0/29\"", "\"192.0.2.0/30\", \"192.0.2.4/30\"");
    Acrfw run = Acrfw.run("diff", old, split, "--all", "--exit-code");
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).isEqualTo("No address changed from 7.json (7) to 8.json (8).\n");
  }

  @Test
  void aDifferenceWhoseFilesAreSwappedSaysSo() throws IOException {
    String newer =
        Files.writeString(folder.resolve("newer.json"), Acrfw.sample(8, "", "")).toString();
    assertThat(Acrfw.succeed("diff", Acrfw.SAMPLE, newer, "--all").err()).isEmpty();
    assertThat(Acrfw.succeed("diff", newer, Acrfw.SAMPLE, "--all").err())
        .contains("warning: NEW, ServiceTags_Public.json, is older than OLD, newer.json")
        .contains("(7, 8): are they swapped?");
  }

  @Test
  void aDifferenceNeedsTwoFiles() {
    Acrfw run = Acrfw.run("diff", Acrfw.SAMPLE);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("NEW is missing");
  }

  @Test
  void theExitCodeOfADifferenceIsTenOnlyWhenAskedFor() throws IOException {
    String old = file(7, "", "");
    String next = shrunken(8);
    assertThat(Acrfw.run("diff", old, next, "-l", "westeurope").exitCode()).isZero();
    assertThat(Acrfw.run("diff", old, next, "-l", "westeurope", "--exit-code").exitCode())
        .isEqualTo(10);
    assertThat(Acrfw.run("diff", old, next, "-l", "northeurope", "--exit-code").exitCode())
        .isZero();
  }

  @Test
  void aTagInOneFileOnlyIsWhollyAddedOrRemoved() throws IOException {
    String old = file(7, "", "");
    String next = file(8, "\"Storage.WestEurope\"", "\"Storage.Nowhere\"");
    String table = Acrfw.succeed("diff", old, next, "--all").out();
    assertThat(table)
        .contains("2 tags changed from 7.json (7) to 8.json (8): 0 IPv4 addresses")
        .containsPattern("Storage.Nowhere +none > \\d+ +80 +0")
        .containsPattern("Storage.WestEurope +\\d+ > none +0 +80");
  }
}
