package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void theAddressesInNoRegionAreANoteOfTheRulesAndCountedByEndpoints() {
    Acrfw rules = Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "list");
    assertThat(rules.err()).isEmpty();
    assertThat(rules.out()).contains("# Note: regions: some addresses of the global tags are in");
    String table = Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-l", "westeurope").out();
    assertThat(table)
        .contains("AzureContainerRegistry in no region: 8 IPv4,", "Storage in no region: 64 IPv4,");
    String json =
        Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "json").out();
    assertThat(json)
        .contains("\"Storage\": {\"ipv4\": 64, \"ipv6\": \"1208852032638334336499712\"}");
    assertThat(Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-l", "all").out())
        .doesNotContain("in no region");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-q", "--quiet"})
  void quietLeavesNothingToSayButErrors(String quiet) {
    Acrfw warned = Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "list");
    Acrfw silent = Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "list", quiet);
    assertThat(warned.err()).contains("acrfw: warning: no --region");
    assertThat(silent.err()).isEmpty();
    assertThat(silent.out()).isEqualTo(warned.out());
    assertThat(Acrfw.run("generate", "-s", "absent.json", "-f", "list", quiet).err())
        .startsWith("acrfw: error: no such file: absent.json");
  }
}
