package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pictures, as Chromium shows them on a light and on a dark page. */
class ChartsIT {
  @TempDir private Path folder;

  static Stream<Path> pictures() throws IOException {
    List<Path> pictures = new ArrayList<>();
    for (String place : List.of("docs", "src/test/resources/golden")) {
      try (Stream<Path> files = Files.walk(Path.of(place))) {
        files.filter(file -> file.toString().endsWith(".svg")).forEach(pictures::add);
      }
    }
    return pictures.stream().sorted();
  }

  private String look(String picture, boolean dark) throws IOException {
    Program.require("chromium");
    Path page = folder.resolve("page.html");
    Files.writeString(
        page, Files.readString(Path.of("src/test/charts/look.html")).replace("CHART", picture));
    return Program.run(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--user-data-dir=" + folder.resolve("profile"),
            "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
            "--dump-dom",
            page.toUri().toString())
        .succeeded()
        .out();
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void aPictureIsReadableOnLightAndDarkPages(Path picture) throws IOException {
    String svg = Files.readString(picture);
    assertThat(look(svg, false)).contains("page rgb(255, 255, 255); ").contains("wrong: .</p>");
    assertThat(look(svg, true)).contains("page rgb(13, 17, 23); ").contains("wrong: .</p>");
  }

  @Test
  void theTerminalOfTheReadmeShowsWhatARunShows() throws IOException {
    Program.require("python3");
    Program run =
        Program.run("python3", "src/test/charts/terminal.py", "target/acrfw/bin/acrfw").succeeded();
    assertThat(run.out()).isEqualTo(Files.readString(Path.of("docs/terminal.svg")));
  }

  @Test
  void aPictureThatIsNotReadableIsSeen() throws IOException {
    String text = "<text x=\"%s\" y=\"20\" style=\"fill:%s\">some words</text>";
    String svg = "<svg viewBox=\"0 0 300 40\" width=\"300\"><title>t</title>%s</svg>";
    assertThat(look(svg.formatted(text.formatted(280, "black")), false)).contains("outside: some");
    assertThat(look(svg.formatted(text.formatted(10, "#ccc")), false)).contains("faint: some");
    assertThat(look(svg.formatted(text.formatted(10, "black")), true)).contains("faint: some");
    assertThat(
            look(svg.formatted(text.formatted(10, "black") + text.formatted(30, "black")), false))
        .contains("over each other");
  }
}
