package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code acrfw update} as a process of its own, with the packed distribution. */
class UpdateIT {
  private static final String LAUNCHER =
      Path.of("target/acrfw/bin/acrfw").toAbsolutePath().toString();

  private static final int KILLS = 40;

  @TempDir private Path folder;

  private void configure(String tags) throws IOException {
    StringBuilder yaml = new StringBuilder("service-tags: ");
    yaml.append(Path.of(tags).toAbsolutePath()).append("\noutputs:\n");
    for (int i = 0; i < 8; i++) {
      yaml.append("  - {format: list, region: westeurope, max-shrink: 100, output: rules/")
          .append(i)
          .append(".txt}\n");
    }
    Files.writeString(folder.resolve("acrfw.yaml"), yaml);
  }

  private List<String> outputs() throws IOException {
    List<String> outputs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      outputs.add(Files.readString(folder.resolve("rules/" + i + ".txt")));
    }
    return outputs;
  }

  private void update() {
    Program.run(folder, java.util.Map.of(), List.of(LAUNCHER, "update")).succeeded();
  }

  /** The older file is refused after the newer one, so each try begins with the old outputs. */
  @Test
  void killedAtAnyMomentEachOutputIsOldOrNewAndTheNextRunRepairsTheSet() throws Exception {
    configure(Acrfw.SAMPLE);
    update();
    List<String> old = outputs();
    configure(Acrfw.SAMPLE_NEXT);
    update();
    List<String> next = outputs();
    long started = System.nanoTime();
    update();
    int whole = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    Random random = new Random(14);
    int mixed = 0;
    for (int i = 0; i < KILLS; i++) {
      for (int file = 0; file < old.size(); file++) {
        Files.writeString(folder.resolve("rules/" + file + ".txt"), old.get(file));
      }
      // The program itself, not its launcher: that would leave it running.
      Process process =
          new ProcessBuilder("sh", "-c", "exec '" + LAUNCHER + "' update")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      if (!process.waitFor(random.nextInt(whole / 2, whole + 20), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
      List<String> now = outputs();
      for (int file = 0; file < old.size(); file++) {
        assertThat(now.get(file)).isIn(old.get(file), next.get(file));
      }
      mixed += now.equals(old) || now.equals(next) ? 0 : 1;
      update();
      assertThat(outputs()).isEqualTo(next);
    }
    System.err.println(
        "Of " + KILLS + " runs that were killed, " + mixed + " had begun to replace");
  }

  @Test
  void noOtherCommandLoadsAClassForYaml() {
    for (String command : List.of("generate -f list", "endpoints", "tags")) {
      List<String> words = new ArrayList<>(List.of(LAUNCHER));
      words.addAll(List.of(command.split(" ")));
      words.addAll(List.of("-s", Acrfw.SAMPLE));
      Program run =
          Program.run(
              java.util.Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + folder + "/classes"), words);
      run.succeeded();
      assertThat(classes())
          .contains("dev.acrfw.cli.CommandRunner")
          .noneMatch(c -> c.contains("yaml"));
    }
    configureAndUpdate();
    assertThat(classes()).anyMatch(c -> c.contains("org.yaml.snakeyaml"));
  }

  private void configureAndUpdate() {
    try {
      configure(Acrfw.SAMPLE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Program.run(
            folder,
            java.util.Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + folder + "/classes"),
            List.of(LAUNCHER, "update"))
        .succeeded();
  }

  private List<String> classes() {
    try (Stream<String> lines = Files.lines(folder.resolve("classes"))) {
      return lines.map(line -> line.replaceFirst("^.*?\\] ", "").split(" ")[0]).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
