package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of an input and is not in the output. */
class InputWarningsTest {
  @TempDir private Path folder;

  @Test
  void aFileOfOverTwoWeeksByItsNameIsSaidOnStandardErrorOnly() throws IOException {
    Path old = folder.resolve("ServiceTags_Public_20251028.json");
    Path fresh = folder.resolve("ServiceTags_Public_20251029.json");
    Files.copy(Path.of(Acrfw.SAMPLE), old);
    Files.copy(Path.of(Acrfw.SAMPLE), fresh);
    Acrfw of15Days = Acrfw.succeed("generate", "-s", old.toString(), "-l", "all", "-f", "list");
    assertThat(of15Days.err()).contains("is 15 days old by its name");
    assertThat(of15Days.out()).doesNotContain("days old");
    assertThat(Acrfw.succeed("generate", "-s", fresh.toString(), "-l", "all", "-f", "list").err())
        .isEmpty();
  }

  @Test
  void theGapBetweenTheGlobalTagAndAllRegionsIsSaidOnStandardErrorOnly() {
    Acrfw run = Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "json");
    assertThat(run.err())
        .isEqualTo(
            "acrfw: warning: IPv4 addresses of the global tags that are in no region, so no"
                + " --region opens them: AzureContainerRegistry 8, Storage 64\n");
    assertThat(run.out()).contains("\"warnings\": []");
  }
}
