package dev.acrfw.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsPrefixListTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"1000, 0", "1001, 5"})
  void aPrefixListTakesAThousandEntriesAndNotOneMore(int entries, int exitCode) throws IOException {
    List<String> prefixes = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      prefixes.add("2001:db8:%x::/48".formatted(2 * i));
    }
    Path file = folder.resolve("tags.json");
    Files.writeString(file, Acrfw.oneTag("AzureContainerRegistry", prefixes));
    Acrfw run =
        Acrfw.run(
            "generate",
            "-s",
            file.toString(),
            "--tag",
            "AzureContainerRegistry",
            "-f",
            "aws-prefix-list");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
  }
}
