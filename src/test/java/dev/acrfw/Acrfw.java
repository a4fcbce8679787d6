package dev.acrfw;

import dev.acrfw.cli.CommandRunner;
import dev.acrfw.cli.Surroundings;
import dev.acrfw.format.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run of the program inside the test's own process.
 *
 * @param exitCode the exit code
 * @param out what went to standard output
 * @param err what went to standard error
 */
public record Acrfw(int exitCode, String out, String err) {
  /** The small file that comes with the project. */
  public static final String SAMPLE = "samples/ServiceTags_Public.json";

  /** The sample of the week after it. */
  public static final String SAMPLE_NEXT = "samples/ServiceTags_Public_next.json";

  /** The day on which every test runs. */
  public static final Clock TODAY =
      Clock.fixed(Instant.parse("2025-11-12T12:00:00Z"), ZoneOffset.UTC);

  /** Where the published files are, if this machine has them. */
  public static final Path PUBLISHED = Path.of("../shared/service-tags");

  /** What is around a command that nobody listens to. */
  public static final Surroundings NOBODY =
      new Surroundings(
          InputStream.nullInputStream(),
          OutputStream.nullOutputStream(),
          OutputStream.nullOutputStream(),
          Map.of(),
          TODAY,
          false);

  /** Runs the program without standard input. */
  public static Acrfw run(String... args) {
    return runWith(new byte[0], args);
  }

  /** Runs the program and insists that it succeeds. */
  public static Acrfw succeed(String... args) {
    Acrfw run = run(args);
    if (run.exitCode != 0) {
      throw new AssertionError(run.toString());
    }
    return run;
  }

  /** Runs the program with the given bytes as its standard input. */
  public static Acrfw runWith(byte[] input, String... args) {
    return run(input, false, Map.of(), args);
  }

  /** Runs the program as if a person looked at its standard output. */
  public static Acrfw runOnTerminal(String... args) {
    return run(new byte[0], true, Map.of(), args);
  }

  /** Runs the program with the given environment. */
  public static Acrfw runIn(Map<String, String> environment, String... args) {
    return run(new byte[0], false, environment, args);
  }

  private static Acrfw run(
      byte[] input, boolean terminal, Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings streams =
        new Surroundings(new ByteArrayInputStream(input), out, err, environment, TODAY, terminal);
    int code = new CommandRunner(streams).run(args);
    return new Acrfw(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Returns the sample as another week's file: with a change number, and a text replaced. */
  public static String sample(int changeNumber, String from, String to) throws IOException {
    return Files.readString(Path.of(SAMPLE))
        .replace("\"changeNumber\": 7,", "\"changeNumber\": " + changeNumber + ",")
        .replace(from, to);
  }

  /** Returns a file with one tag, of documentation addresses. */
  public static String oneTag(String name, List<String> prefixes) {
    return """
        {"changeNumber": 1, "cloud": "Public", "sample": true, "values": [{"name": "%1$s", "id": "%1$s",
        "properties": {"changeNumber": 1, "region": "", "platform": "Azure", "systemService": "",
        "addressPrefixes": ["%2$s"]}}]}
        """
        .formatted(name, String.join("\", \"", prefixes));
  }

  /** Returns the names of all formats, for parameterized tests. */
  public static Stream<String> formats() {
    return Stream.of(Format.values()).map(Format::displayName);
  }

  /** Returns whether the published files are there. */
  public static boolean hasPublishedFiles() {
    return Files.isDirectory(PUBLISHED);
  }

  /** Returns the path of a published file. */
  public static String published(String file) {
    return PUBLISHED.resolve(file).toString();
  }

  @Override
  public String toString() {
    return "exit code " + exitCode + "\n--- out\n" + out + "\n--- err\n" + err;
  }
}
