package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A format that is a folder: all its files are written, or none. */
class OutputFolderTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  private Acrfw write(String file, String... more) {
    List<String> args = new ArrayList<>(List.of("generate", "-s", file, "-f", "aerleon"));
    args.addAll(List.of("-l", "westeurope", "-o", folder.toString()));
    args.addAll(List.of(more));
    return Acrfw.run(args.toArray(String[]::new));
  }

  private Path definitions() {
    return folder.resolve("definitions/acrfw.yaml");
  }

  private Path include() {
    return folder.resolve("policies/includes/acrfw.yaml");
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void theFilesAreWhatStandardOutputShows() throws IOException {
    assertThat(write(Acrfw.SAMPLE).exitCode()).isZero();
    assertThat(files()).containsExactly(definitions(), include());
    String shown =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "aerleon", "-l", "westeurope").out();
    assertThat(shown)
        .isEqualTo(
            "# File: definitions/acrfw.yaml\n"
                + Files.readString(definitions())
                + "# File: policies/includes/acrfw.yaml\n"
                + Files.readString(include()));
  }

  @Test
  void filesOfOthersStayAndWhatIsUpToDateIsNotTouched() throws IOException {
    Files.createDirectories(folder.resolve("definitions"));
    Path mine = Files.writeString(folder.resolve("definitions/mine.yaml"), "networks: {}\n");
    write(Acrfw.SAMPLE);
    Files.setLastModifiedTime(include(), LONG_AGO);
    assertThat(write(Acrfw.SAMPLE).exitCode()).isZero();
    assertThat(write(Acrfw.SAMPLE, "--check").exitCode()).isZero();
    assertThat(Files.getLastModifiedTime(include())).isEqualTo(LONG_AGO);
    assertThat(mine).hasContent("networks: {}");
    assertThat(write(Acrfw.SAMPLE_NEXT, "--check").exitCode()).isEqualTo(10);
    assertThat(write(Acrfw.SAMPLE_NEXT).exitCode()).isZero();
    assertThat(Files.readString(definitions())).contains("192.0.2.48/29");
  }

  @Test
  void whereOneFileCannotBeWrittenNoneIs() throws IOException {
    write(Acrfw.SAMPLE);
    Files.delete(include());
    Files.createDirectories(include());
    String before = Files.readString(definitions());
    Acrfw run = write(Acrfw.SAMPLE_NEXT);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("acrfw.yaml is a folder");
    assertThat(definitions()).hasContent(before);
    assertThat(files()).containsExactly(definitions());
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    Acrfw run =
        Acrfw.run(
            "generate", "-s", Acrfw.SAMPLE, "-f", "aerleon", "-l", "all", "-o", file.toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("file is not a folder");
    assertThat(file).hasContent("mine");
  }

  /** A firewall that polls, while the lists change from week to week and back. */
  @Test
  void whoeverFetchesAListMeanwhileGetsAllOfOneWeek() throws Exception {
    String list = "acrfw-out-443-AzureContainerRegistry.WestEurope-ipv4.txt";
    Path path = folder.resolve("edl").resolve(list);
    Path other = folder.resolve("other.json");
    Files.writeString(other, Acrfw.sample(7, "192.0.2.0/29", "192.0.2.72/29"));
    List<String> both = List.of(Acrfw.SAMPLE, other.toString());
    Set<String> weeks = new LinkedHashSet<>();
    for (String sample : both) {
      writeLists(sample);
      weeks.add(Files.readString(path));
    }
    assertThat(weeks).hasSize(2);
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<Set<String>> fetched =
        CompletableFuture.supplyAsync(
            () -> {
              Set<String> seen = new LinkedHashSet<>();
              while (!over.get()) {
                try {
                  seen.add(Files.readString(path));
                } catch (IOException e) {
                  seen.add(e.toString());
                }
              }
              return seen;
            });
    for (int i = 0; i < 20; i++) {
      writeLists(both.get(i % 2));
    }
    over.set(true);
    assertThat(fetched.get()).isEqualTo(weeks);
  }

  @Test
  void aListWhoseRuleIsNoLongerSelectedIsEmptied() throws IOException {
    writeLists(Acrfw.SAMPLE);
    Path lists = folder.resolve("edl");
    Path old = lists.resolve("acrfw-out-443-Storage.WestEurope-ipv4.txt");
    assertThat(old).isNotEmptyFile();
    for (int i = 0; i < 2; i++) {
      assertThat(lists(Acrfw.SAMPLE, "northeurope").exitCode()).isZero();
      assertThat(old).isEmptyFile();
      assertThat(lists.resolve("acrfw-out-443-Storage.NorthEurope-ipv4.txt")).isNotEmptyFile();
      assertThat(lists.resolve("index.json")).content().contains("\"" + old.getFileName() + "\"");
    }
    writeLists(Acrfw.SAMPLE);
    assertThat(old).isNotEmptyFile();
    Files.writeString(lists.resolve("index.json"), "{\"lists\": [{\"file\": \"../x.txt\"}]}");
    Acrfw run = lists(Acrfw.SAMPLE, "westeurope");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("index.json is not one that acrfw wrote");
  }

  private void writeLists(String sample) {
    Acrfw run = lists(sample, "westeurope");
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private Acrfw lists(String sample, String region) {
    String edl = folder.resolve("edl").toString();
    return Acrfw.run("generate", "-s", sample, "-l", region, "-f", "edl", "-o", edl);
  }
}
