package dev.acrfw.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagHistoryTest {
  private static final String TAG = "AzureContainerRegistry";

  @TempDir private Path folder;

  /** Writes a file for each number of addresses, which are of IPv4; returns their names. */
  private List<String> files(int... counts) throws IOException {
    List<String> names = new ArrayList<>();
    for (int count : counts) {
      List<String> prefixes = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        prefixes.add("192.0.2." + i + "/32");
      }
      Path file = folder.resolve("week" + names.size() + ".json");
      Files.writeString(
          file,
          Acrfw.oneTag(TAG, prefixes)
              .replaceFirst("\"changeNumber\": 1", "\"changeNumber\": " + (names.size() + 1))
              .replace("[\"\"]", "[]"));
      names.add(file.toString());
    }
    return names;
  }

  private static Acrfw history(List<String> files, String... more) {
    List<String> args = new ArrayList<>(List.of("history"));
    args.addAll(files);
    args.addAll(List.of(more));
    return Acrfw.run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "100, 99, 1",
    "100, 100, 0",
    "100, 120, 0",
    "200, 199, 1",
    "200, 197, 2",
    "3, 2, 34",
    "100, 0, 100",
    "0, 50, 0"
  })
  void aLossIsTheLeastMaxShrinkThatAcceptsIt(int before, int after, int percent)
      throws IOException {
    List<String> files = files(before, after);
    String json = history(files, "--tag", TAG, "-f", "json").out();
    assertThat(json).contains("\"largestLossPercent\": " + percent + ",");
    if (percent == 0 || percent == 100) {
      return;
    }
    for (int limit : new int[] {percent - 1, percent}) {
      Acrfw guarded =
          Acrfw.run(
              "generate",
              "-s",
              files.get(1),
              "--previous",
              files.get(0),
              "--tag",
              TAG,
              "-f",
              "list",
              "--max-shrink",
              String.valueOf(limit));
      assertThat(guarded.exitCode()).as(guarded.err()).isEqualTo(limit < percent ? 6 : 0);
    }
  }

  @Test
  void filesAreSortedByTheirChangeNumbersAndOneCountsOnce() throws IOException {
    List<String> files = files(10, 9, 8);
    String ordered = history(files, "--tag", TAG).out();
    List<String> mixed = List.of(files.get(2), files.get(0), files.get(1), files.get(2));
    assertThat(history(mixed, "--tag", TAG).out()).isEqualTo(ordered);
    assertThat(ordered).contains("lost at most 12 % of its addresses");
  }

  @Test
  void aFileWithoutTheTagIsShownAndOneOfAnotherCloudIsRefused() throws IOException {
    List<String> files = files(10, 9);
    Path first = Path.of(files.get(0));
    Path second = Path.of(files.get(1));
    String text = Files.readString(second);
    Files.writeString(first, Files.readString(first).replace(TAG, "AzureKeyVault"));
    assertThat(history(files, "--tag", TAG).out()).contains("no tag");

    Files.writeString(second, text.replace("\"Public\"", "\"China\""));
    Acrfw clouds = history(files, "--tag", TAG);
    assertThat(clouds.exitCode()).isEqualTo(3);
    assertThat(clouds.err())
        .contains("week0.json is of the cloud Public", "week1.json of China", "files of one cloud");
  }

  @Test
  void whatIsMissingOrUnknownIsSaid() throws IOException {
    List<String> files = files(10);
    Acrfw unknown = history(files, "--tag", "AzureContainerRegistri");
    assertThat(unknown.exitCode()).isEqualTo(4);
    assertThat(unknown.err()).contains("did you mean AzureContainerRegistry?");
    assertThat(history(files).exitCode()).isEqualTo(2);
    assertThat(history(List.of(), "--tag", TAG).err()).contains("FILE is missing");
    Acrfw over = history(files, "--tag", TAG, "-o", files.get(0));
    assertThat(over.err()).contains("is an input of this run");
  }
}
