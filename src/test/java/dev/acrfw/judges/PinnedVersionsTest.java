package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    assertThat(pins).isEqualTo(7);
  }
}
