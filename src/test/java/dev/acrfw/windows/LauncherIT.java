package dev.acrfw.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code acrfw.cmd} under wine's cmd, with a stand-in for Java that prints its arguments. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("target/acrfw/bin/acrfw.cmd");
  private static final String HOME = "a home (x86) & more";

  private static Wine wine;

  @TempDir private Path folder;

  @BeforeAll
  static void aWindowsIsMade() {
    wine = Wine.start();
  }

  @AfterAll
  static void theWindowsIsClosed() {
    if (wine != null) {
      wine.close();
    }
  }

  @BeforeEach
  void theLauncherAndJavaAreInFoldersWithOddNames() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("acrfw 0.1 (x64)/bin"));
    Files.copy(LAUNCHER, bin.resolve("acrfw.cmd"));
    Wine.compile(
        "java.c", Files.createDirectories(folder.resolve(HOME + "/bin")).resolve("java.exe"));
  }

  private Program run(Map<String, String> environment, String arguments) throws IOException {
    String batch = "@echo off\r\n\"acrfw 0.1 (x64)\\bin\\acrfw.cmd\" " + arguments + "\r\n";
    Files.writeString(folder.resolve("run.cmd"), batch, StandardCharsets.US_ASCII);
    return wine.run(folder, environment, "run.cmd");
  }

  private String home() {
    return "Z:" + folder.resolve(HOME).toString().replace('/', '\\');
  }

  private static List<String> arguments(Program run) {
    List<String> all = run.succeeded().out().lines().map(String::strip).toList();
    return all.subList(all.indexOf("[dev.acrfw.Main]") + 1, all.size());
  }

  /** The percent sign is doubled twice: unlike Windows, wine expands again what {@code %*} gave. */
  @Test
  void argumentsReachJavaAsTheyWereGiven() throws Exception {
    Program run =
        run(
            Map.of("JAVA_HOME", home()),
            "\"a b\" \"\" \"x&y\" \"c^d\" e! \"100%%%%\" \"q(r)\" --x=1 \"a,b;c\" \"<p|q>\" \\\"u");
    assertThat(arguments(run))
        .containsExactly(
            "[a b]", "[]", "[x&y]", "[c^d]", "[e!]", "[100%]", "[q(r)]", "[--x=1]", "[a,b;c]",
            "[<p|q>]", "[\"u]");
    assertThat(run.out()).contains("acrfw 0.1 (x64)\\bin\\..\\lib\\acrfw.jar]");
  }

  @Test
  void javaOptionsArePassedOn() throws Exception {
    Program run = run(Map.of("JAVA_HOME", home(), "JAVA_OPTS", "-Xmx1g -Dx=y"), "formats");
    assertThat(run.succeeded().out().lines().map(String::strip)).contains("[-Xmx1g]", "[-Dx=y]");
    assertThat(arguments(run)).containsExactly("[formats]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\""})
  void javaIsFoundInJavaHomeWithAndWithoutQuotes(String quote) throws Exception {
    assertThat(arguments(run(Map.of("JAVA_HOME", quote + home() + quote), "formats")))
        .containsExactly("[formats]");
  }

  @Test
  void javaIsFoundOnThePathAndItsExitCodeIsThatOfTheLauncher() throws Exception {
    for (int code : List.of(0, 1, 2, 10)) {
      Program run = run(Map.of("WINEPATH", home() + "\\bin", "EXIT_WITH", "" + code), "formats");
      assertThat(run.exitCode()).as(run.said()).isEqualTo(code);
      assertThat(run.out()).contains("[formats]");
    }
  }

  @Test
  void withoutJavaOneLineSaysWhatToInstall() throws Exception {
    saysInOneLine(
        run(Map.of(), "formats"),
        "acrfw: error: no Java found: install Java 17 or newer, or set JAVA_HOME");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    saysInOneLine(
        run(Map.of("JAVA_HOME", "Z:\\none & such"), "formats"),
        "acrfw: error: no Java in JAVA_HOME (\"Z:\\none & such\"):"
            + " install Java 17 or newer, or set JAVA_HOME to it");
  }

  private static void saysInOneLine(Program run, String line) {
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().map(String::strip).filter(said -> !said.startsWith("wine: ")))
        .containsExactly(line);
  }
}
