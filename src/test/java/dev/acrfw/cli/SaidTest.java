package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said besides the product: how much, and in which colours. */
class SaidTest {
  private static final String LOOKUP = "lookup 192.0.2.3 203.0.113.7 -l westeurope -s ";

  @TempDir private Path folder;

  /** Runs the program and returns its standard output. */
  private static String printed(Map<String, String> environment, boolean terminal, String line) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            out,
            new ByteArrayOutputStream(),
            environment,
            Acrfw.TODAY,
            terminal);
    new CommandRunner(surroundings).run(line.split(" "));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void verdictsAreColouredOnATerminalAlone() throws IOException {
    String plain = printed(Map.of(), false, LOOKUP + Acrfw.SAMPLE);
    String coloured = printed(Map.of(), true, LOOKUP + Acrfw.SAMPLE);
    assertThat(coloured).contains("\u001b[32mallowed by ", "\u001b[31mnot allowed");
    assertThat(plain).isEqualTo(coloured.replaceAll("\u001b\\[\\d*m", "")).doesNotContain("\u001b");

    assertThat(printed(Map.of("NO_COLOR", "1"), true, LOOKUP + Acrfw.SAMPLE)).isEqualTo(plain);
    assertThat(printed(Map.of("NO_COLOR", ""), true, LOOKUP + Acrfw.SAMPLE)).isEqualTo(coloured);
    Path file = folder.resolve("report");
    printed(Map.of(), true, LOOKUP + Acrfw.SAMPLE + " -o " + file);
    assertThat(file).hasContent(plain);
    assertThat(printed(Map.of(), true, LOOKUP + Acrfw.SAMPLE + " -f json"))
        .doesNotContain("\u001b");
  }

  @Test
  void aTableFitsTheTerminalAndNothingElse() {
    String table = printed(Map.of(), false, "formats");
    String fitted = printed(Map.of("COLUMNS", "70"), true, "formats");
    assertThat(fitted.lines().count()).isGreaterThan(table.lines().count());
    assertThat(printed(Map.of("COLUMNS", "70"), false, "formats")).isEqualTo(table);
    assertThat(printed(Map.of("COLUMNS", "wide"), true, "formats")).isEqualTo(table);
    String markdown = "trusted-services -f markdown";
    assertThat(printed(Map.of("COLUMNS", "70"), true, markdown))
        .isEqualTo(printed(Map.of(), false, markdown));
  }

  @Test
  void anAuditsVerdictIsColouredToo() {
    String audit = "audit samples/iptables-save.txt -l westeurope -s ";
    assertThat(printed(Map.of(), true, audit + Acrfw.SAMPLE_NEXT))
        .startsWith(
            "\u001b[31mSomething that the selection needs is not let through.\u001b[0m\n\n");
  }

  @ParameterizedTest
  @CsvSource({"--verbose, true, true", "--quiet, false, false", "'', true, false"})
  void loudnessIsChosen(String option, boolean notes, boolean times) throws IOException {
    Path output = folder.resolve("rules");
    List<String> words =
        List.of(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-l",
            "westeurope",
            "-f",
            "list",
            "-o",
            output.toString());
    String[] args =
        (option.isEmpty() ? words.stream() : Stream.concat(words.stream(), Stream.of(option)))
            .toArray(String[]::new);
    Acrfw run = Acrfw.succeed(args);
    assertThat(run.err().contains("acrfw: note: ")).isEqualTo(notes);
    assertThat(
            run.err()
                .matches(
                    "(?s).*acrfw: time: waiting for .* to be read: \\d+ ms\n"
                        + ".*acrfw: time: reading, planning and rendering: \\d+ ms\n"
                        + ".*acrfw: time: writing .*: \\d+ ms\n"
                        + ".*acrfw: time: all of acrfw generate: \\d+ ms\n"))
        .isEqualTo(times);
    assertThat(Files.readString(output))
        .isEqualTo(
            Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "list").out());
  }

  @Test
  void progressShowsAfterASecondAndThenFiveTimesASecond() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings terminal =
        new Surroundings(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            err,
            Map.of(),
            Acrfw.TODAY,
            true);
    AtomicLong now = new AtomicLong();
    InputStream in =
        new Progress(terminal, now::get).of(new ByteArrayInputStream(new byte[100_000]));
    int[] milliseconds = {0, 500, 999, 1000, 1100, 1199, 1200, 5000};
    for (int time : milliseconds) {
      now.set(time * 1_000_000L);
      assertThat(in.read(new byte[2000])).isEqualTo(2000);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).replaceAll("\u001b\\[K|\r", " ").strip())
        .isEqualTo("8 kB   14 kB   16 kB");
  }
}
