package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every file that the program writes is the old one or the new one: killed, told to end, on a full
 * disk, on a disk that is read only, and twenty at once. {@code -Dacrfw.trials=500} tries longer.
 */
class CrashIT {
  private static final String LAUNCHER =
      Path.of("target/acrfw/bin/acrfw").toAbsolutePath().toString();

  private static final int TRIALS = Integer.getInteger("acrfw.trials", 16);

  private static final int AT_ONCE = 20;

  @TempDir private Path folder;

  private TagsServer server;

  /** A command that writes {@code out}, from {@code tags.json} or the server's file. */
  enum Writer {
    GENERATE("generate -s tags.json -l westeurope -f nftables -o out"),
    ENDPOINTS("endpoints -s tags.json -l westeurope -o out"),
    TAGS("tags -s tags.json -o out"),
    UPDATE("update"),
    FETCH("fetch --url URL -o out");

    private final String command;

    Writer(String command) {
      this.command = command;
    }
  }

  private void weekOf(String sample) throws IOException {
    String tags = Files.readString(Path.of(sample));
    Files.writeString(folder.resolve("tags.json"), tags);
    server.publish(tags);
    Files.writeString(
        folder.resolve("acrfw.yaml"),
        "service-tags: tags.json\noutputs: [{format: list, region: westeurope, output: out}]\n");
  }

  private String command(Writer writer) {
    return "exec '"
        + LAUNCHER
        + "' "
        + writer.command.replace("URL", server.url("ServiceTags_Public_20260706.json"));
  }

  private Process start(Writer writer) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", command(writer));
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start();
  }

  private String written(Writer writer) throws Exception {
    Process process = start(writer);
    assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isZero();
    return Files.readString(folder.resolve("out"));
  }

  private List<Path> leftBehind() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith(".acrfw-")).toList();
    }
  }

  /** The file's content before, and what the command makes of it. */
  private record Contents(String old, String next, int millis) {}

  private Contents contents(Writer writer) throws Exception {
    weekOf(Acrfw.SAMPLE);
    String old = written(writer);
    weekOf(Acrfw.SAMPLE_NEXT);
    long started = System.nanoTime();
    String next = written(writer);
    int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
    assertThat(next).isNotEqualTo(old);
    return new Contents(old, next, millis);
  }

  @ParameterizedTest
  @EnumSource
  void killedOrToldToEndAFileIsOldOrNew(Writer writer) throws Exception {
    try (TagsServer tags = new TagsServer()) {
      server = tags;
      Contents contents = contents(writer);
      Random random = new Random(17);
      int[] seen = new int[2];
      for (int i = 0; i < TRIALS; i++) {
        Files.writeString(folder.resolve("out"), contents.old);
        for (Path file : leftBehind()) {
          Files.delete(file);
        }
        Process process = start(writer);
        boolean polite = i % 2 == 0;
        int wait = random.nextInt(contents.millis / 3, contents.millis + 60);
        if (!process.waitFor(wait, TimeUnit.MILLISECONDS)) {
          if (polite) {
            process.destroy();
          } else {
            // What it has started, cp, would else write beside the next trial.
            List<ProcessHandle> started = process.descendants().toList();
            process.destroyForcibly();
            started.forEach(child -> child.onExit().join());
          }
          process.waitFor();
        }
        String now = Files.readString(folder.resolve("out"));
        assertThat(now).isIn(contents.old, contents.next);
        seen[now.equals(contents.old) ? 0 : 1]++;
        if (polite) {
          assertThat(leftBehind()).as("SIGTERM after " + wait + " ms").isEmpty();
        }
      }
      assertThat(written(writer)).isEqualTo(contents.next);
      System.err.printf(
          "%s: of %d runs that were ended, %d left the old file and %d the new one%n",
          writer, TRIALS, seen[0], seen[1]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twentyAtOnceLeaveTheNewFileAndNothingElse(Writer writer) throws Exception {
    try (TagsServer tags = new TagsServer()) {
      server = tags;
      Contents contents = contents(writer);
      Files.writeString(folder.resolve("out"), contents.old);
      List<Process> running = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        running.add(start(writer));
      }
      int succeeded = 0;
      for (Process process : running) {
        // "acrfw update" lets one run in at a time, and tells the others.
        succeeded += process.waitFor() == 0 ? 1 : 0;
      }
      assertThat(succeeded).isEqualTo(writer == Writer.UPDATE ? succeeded : AT_ONCE).isPositive();
      assertThat(folder.resolve("out")).hasContent(contents.next);
      assertThat(leftBehind()).isEmpty();
    }
  }

  /** A small disk of memory, filled or made read only after the old file was written. */
  private void onADiskThat(String fails, String says) throws Exception {
    Program.requireThat(
        Program.run("unshare", "-m", "true").exitCode() == 0,
        "no right to unshare -m (run as root)");
    try (TagsServer tags = new TagsServer()) {
      server = tags;
      for (Writer writer : Writer.values()) {
        contents(writer);
        String script =
            """
            set -eu
            mkdir -p disk
            mount -t tmpfs -o size=1m none disk
            export XDG_CACHE_HOME=$PWD/disk/cache
            cp tags.json acrfw.yaml disk
            cd disk
            echo old >out
            FAILS
            code=0
            (COMMAND) >../said 2>&1 || code=$?
            cat ../said
            test $code = 1 || { echo "exit $code"; exit 1; }
            test "$(cat out)" = old
            test -z "$(find . -name '.acrfw-*')"
            """
                .replace("FAILS", fails)
                .replace("COMMAND", command(writer));
        Program run = Program.run(folder, Map.of(), List.of("unshare", "-m", "sh", "-c", script));
        assertThat(run.exitCode()).as(writer + ": " + run.said()).isZero();
        assertThat(run.out()).as(writer.toString()).contains(says).doesNotContain("Exception");
      }
    }
  }

  @Test
  void onAFullDiskTheOldFileStaysAndTheRunSaysSo() throws Exception {
    onADiskThat("cat /dev/zero >fill 2>/dev/null || true", "No space left on device");
  }

  @Test
  void onADiskThatIsReadOnlyTheOldFileStaysAndTheRunSaysSo() throws Exception {
    onADiskThat("mount -o remount,ro .", "Read-only file system");
  }
}
