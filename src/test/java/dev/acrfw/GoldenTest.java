package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.format.Format;
import dev.acrfw.report.FormatsReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole outputs. A case is a folder of {@code args} (one a line), {@code out} with the extension of
 * its language, {@code err} and {@code exit}. With {@code -Dgolden.update=true} the files are
 * written instead; read the difference before you commit it.
 */
class GoldenTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  @ParameterizedTest
  @MethodSource("dev.acrfw.Golden#cases")
  void theOutputIsAsExpected(Golden golden) throws IOException {
    Acrfw run = Acrfw.run(golden.args());
    compare(golden.out(), run.out());
    compare(golden.folder().resolve("err"), run.err());
    compare(golden.folder().resolve("exit"), run.exitCode() + "\n");
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Golden#cases")
  void aCaseHasJustItsFourFiles(Golden golden) throws IOException {
    try (Stream<Path> files = Files.list(golden.folder())) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("args", golden.out().getFileName().toString(), "err", "exit");
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void theSampleOfEveryFormatIsWhatTheFormatWrites(Format format) throws IOException {
    Acrfw run =
        Acrfw.succeed(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-r",
            "contoso",
            "-l",
            "westeurope",
            "-f",
            format.displayName());
    compare(sample(format), run.out());
  }

  @Test
  void thereIsOneSampleAFormat() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("samples/rules"))) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(Format.values()).map(GoldenTest::sample).toList());
    }
  }

  private static Path sample(Format format) {
    return Path.of("samples/rules", format.displayName() + "." + format.extension());
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void everyFormatHasAPageAndAGoldenFolder(Format format) throws IOException {
    assertThat(Path.of("docs/formats", format.displayName() + ".md")).isNotEmptyFile();
    List<Golden> own =
        Golden.cases().filter(golden -> golden.isOf("generate", format.displayName())).toList();
    assertThat(own).isNotEmpty();
  }

  @Test
  void theTableOfFormatsInTheDocumentationFollowsFromTheFormats() throws IOException {
    Path page = Path.of("docs/formats/README.md");
    String text = Files.readString(page);
    String begin = "<!-- the table of formats -->\n";
    int start = text.indexOf(begin) + begin.length();
    int end = text.indexOf("<!-- end -->", start);
    compare(page, text.substring(0, start) + FormatsReport.markdown() + text.substring(end));
  }

  private static void compare(Path file, String actual) throws IOException {
    if (UPDATE) {
      Files.writeString(file, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
