package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Versions are pinned in one place, and the page for contributors names them. */
class PinnedVersionsTest {
  @Test
  void thePageNamesEveryVersionThatIsInstalled() throws IOException {
    String page = Files.readString(Path.of("docs/architecture.md")).replaceAll("\\s+", " ");
    Matcher pin =
        Pattern.compile("(?:[\\w.-]*/)*([a-z-]+)(?:==|@)(v?[0-9.]+)")
            .matcher(Files.readString(Path.of(".ci/judges.sh")));
    int pins = 0;
    while (pin.find()) {
      pins++;
      if (pin.group(1).equals("azure-cli")) {
        assertThat(page).contains("azure-cli 2.").contains(pin.group(2));
      } else {
        assertThat(page).contains(pin.group(1) + " " + pin.group(2));
      }
    }
    assertThat(pins).isEqualTo(14);
  }

  @Test
  void everyActionOfAWorkflowIsACommit() throws IOException {
    List<String> uses = new ArrayList<>();
    for (String folder : List.of(".github", "samples")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".yml")).toList()) {
          Files.readAllLines(file).stream()
              .filter(line -> line.contains("uses: "))
              .map(String::strip)
              .forEach(uses::add);
        }
      }
    }
    assertThat(uses.remove("uses: OWNER/acrfw/.github/actions/acrfw@COMMIT"))
        .as("the sample that has its users fill in the commit")
        .isTrue();
    assertThat(uses)
        .hasSizeGreaterThan(5)
        .allMatch(line -> line.matches("- uses: [a-z/-]+@[0-9a-f]{40}  # v[0-9.]+"));
  }
}
