package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * One run of another program.
 *
 * @param exitCode the exit code; -1 when it hung and was ended
 * @param bytes what went to standard output
 * @param err what went to standard error
 */
public record Program(int exitCode, byte[] bytes, String err) {
  /** Whether tools that are missing fail a test that needs them: so it is in CI. */
  public static final boolean REQUIRED = "required".equals(System.getenv("ACRFW_KERNEL_TESTS"));

  private static final int MINUTES = 5;

  /** Runs a program in the project's folder. */
  public static Program run(String... command) {
    return run(Map.of(), List.of(command));
  }

  /**
   * Runs a program without standard input.
   *
   * @param environment is added to the test's own, from which Java's and locales' variables are
   *     taken; a value of {@code PATH} comes before what is there
   */
  public static Program run(Map<String, String> environment, List<String> command) {
    return run(Path.of("."), environment, command);
  }

  /** Runs a program in a folder. */
  public static Program run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("acrfw-test", ".out");
      Path err = Files.createTempFile("acrfw-test", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        Map<String, String> all = builder.environment();
        all.keySet().removeIf(key -> key.matches("JAVA_.*|JDK_JAVA_OPTIONS|LC_.*"));
        all.merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
        environment.forEach(
            (key, value) ->
                all.merge(key, value, (old, own) -> key.equals("PATH") ? own + ":" + old : own));
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        int code = -1;
        if (process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          code = process.exitValue();
        } else {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        }
        return new Program(
            code,
            Files.readAllBytes(out),
            new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(String.join(" ", command), e);
    }
  }

  /** Skips the calling test, or fails it in CI, where a tool is not there. */
  public static void require(String... tools) {
    for (String tool : tools) {
      boolean there = run("sh", "-c", "command -v " + tool).exitCode == 0;
      requireThat(there, "no " + tool);
    }
  }

  /** Skips the calling test, or fails it in CI, where something is not as it has to be. */
  public static void requireThat(boolean there, String whyNot) {
    if (REQUIRED) {
      assertThat(there).as(whyNot).isTrue();
    }
    Assumptions.assumeTrue(there, whyNot);
  }

  /** Returns this run if it succeeded, and fails the test otherwise. */
  public Program succeeded() {
    assertThat(exitCode).as(said()).isZero();
    return this;
  }

  /** Returns what went to standard output. */
  public String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns all that it said: standard output, then standard error. */
  public String said() {
    return out() + err;
  }
}
