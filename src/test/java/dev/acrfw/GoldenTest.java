package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole outputs. A case is a folder of {@code args} (one a line) and {@code expected}: the exit
 * code, what went to standard error, and what went to standard output. With {@code
 * -Dgolden.update=true} the expectations are written instead; read the difference before you commit
 * it.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static Stream<Path> cases() throws IOException {
    return Files.list(FOLDER).sorted();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOutputIsAsExpected(Path folder) throws IOException {
    List<String> args = Files.readAllLines(folder.resolve("args"));
    Acrfw run = Acrfw.run(args.toArray(String[]::new));
    compare(folder.resolve("expected"), run.toString());
  }

  @Test
  void everyCaseHasJustItsTwoFiles() throws IOException {
    for (Path folder : cases().toList()) {
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(f -> f.getFileName().toString()))
            .containsExactlyInAnyOrder("args", "expected");
      }
    }
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource({
    "iptables, iptables.sh",
    "ipset, ipset.sh",
    "nftables, nftables.nft",
    "windows, windows.ps1",
    "netsh, netsh.cmd",
    "nsg, nsg.json",
    "nsg-az, nsg-az.sh",
    "json, plan.json",
    "list, list.txt"
  })
  void theSampleOfEveryFormatIsWhatTheFormatWrites(String format, String file) throws IOException {
    Acrfw run =
        Acrfw.succeed(
            "generate", "-s", Acrfw.SAMPLE, "-r", "contoso", "-l", "westeurope", "-f", format);
    compare(Path.of("samples/rules", file), run.out());
  }

  @Test
  void everyFormatHasASample() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples/rules"))) {
      assertThat(files.count()).isEqualTo(Arrays.stream(dev.acrfw.render.Format.values()).count());
    }
  }

  private static void compare(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
