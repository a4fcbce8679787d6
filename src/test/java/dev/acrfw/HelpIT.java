package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the packed distribution says of itself. */
class HelpIT {
  private static final Path ACRFW = Path.of("target/acrfw/bin/acrfw").toAbsolutePath();

  @TempDir private Path folder;

  static Stream<String> examples() {
    List<String> examples = new ArrayList<>();
    for (String page : helps()) {
      page.lines()
          .dropWhile(line -> !line.equals("Examples:"))
          .skip(1)
          .takeWhile(line -> line.startsWith("  "))
          .forEach(line -> examples.add(line.strip()));
    }
    // Those ask Microsoft.
    examples.removeIf(line -> line.startsWith("acrfw fetch") || line.contains("-c acrfw.yaml"));
    return examples.stream().distinct();
  }

  private static List<String> helps() {
    String program = Program.run(ACRFW.toString()).succeeded().out();
    List<String> helps = new ArrayList<>(List.of(program));
    program
        .lines()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> line.startsWith("  "))
        .filter(line -> line.charAt(2) != ' ')
        .map(line -> line.strip().split(" ")[0])
        .forEach(name -> helps.add(Program.run(ACRFW.toString(), "help", name).succeeded().out()));
    return helps;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void anExampleOfTheHelpRuns(String example) throws IOException {
    for (String name : List.of("kernel.log", "iptables-save.txt")) {
      Files.copy(Path.of("samples", name), folder.resolve(name));
    }
    Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("old.json"));
    Files.copy(Path.of("samples/ServiceTags_Public_next.json"), folder.resolve("new.json"));
    String script = "cd '%s' && PATH=%s:$PATH && %s".formatted(folder, ACRFW.getParent(), example);
    Program run =
        Program.run(
            Map.of("ACRFW_SERVICE_TAGS", folder.resolve("new.json").toString()),
            List.of("sh", "-c", script));
    assertThat(run.exitCode()).as(run.err()).isIn(0, 10);
    assertThat(run.err()).doesNotContain("error");
  }

  static Stream<Path> manPages() throws IOException {
    return Files.list(Path.of("target/acrfw/man/man1")).sorted();
  }

  @ParameterizedTest
  @MethodSource("manPages")
  void aManualPageIsSoundAndFoundByItsName(Path page) throws IOException {
    Program.require("groff");
    Program run = Program.run("groff", "-man", "-ww", "-Tutf8", "-P-cbou", page.toString());
    assertThat(run.succeeded().err()).isEmpty();
    assertThat(run.out()).contains("SYNOPSIS", "EXIT STATUS", "--help");
    String name = page.getFileName().toString().replace(".1", "");
    assertThat(Files.readString(page))
        .contains("\n.SH NAME\n" + name.replace("-", "\\-") + " \\- ");
  }
}
