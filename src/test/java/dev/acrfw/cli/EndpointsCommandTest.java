package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names for a proxy, and the table on a terminal. */
class EndpointsCommandTest {
  @TempDir private Path folder;

  @Test
  void namesAskForTheRegionOfDedicatedEndpointsAndWarnOfWildcards() {
    Acrfw noRegion =
        Acrfw.run(
            "endpoints",
            "-s",
            Acrfw.SAMPLE,
            "-r",
            "contoso",
            "--data-endpoint",
            "dedicated",
            "-f",
            "names");
    assertThat(noRegion.exitCode()).isEqualTo(2);
    assertThat(noRegion.err()).contains("name the regions with --region");
    Acrfw anyRegistry =
        Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "names");
    assertThat(anyRegistry.out()).isEqualTo("*.azurecr.io\n*.blob.core.windows.net\nazurecr.io\n");
    assertThat(anyRegistry.err()).contains("these names open every registry of every tenant");
  }

  @Test
  void onATerminalTheTableEndsInBarsOfTheExposure() {
    String[] command = {"endpoints", "-s", Acrfw.SAMPLE, "-r", "contoso", "-l", "westeurope"};
    List<String> lines = Acrfw.runOnTerminal(command).out().lines().toList();
    assertThat(lines.get(0)).endsWith("  OPENS");
    assertThat(lines.get(1)).startsWith("contoso.azurecr.io").endsWith("  #");
    assertThat(lines.get(2)).startsWith("*.blob.").endsWith("  " + "#".repeat(18));
    assertThat(Acrfw.succeed(command).out()).doesNotContain("#");
  }

  @Test
  void namesOfAFileThatLacksTheirTagsAreNamesAllTheSame() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tags.json"),
            Files.readString(Path.of(Acrfw.SAMPLE)).replace("\"AzureIoTHub", "\"NoIoTHub"));
    Acrfw run =
        Acrfw.succeed("endpoints", "-s", file.toString(), "--for", "mcr,iot-hub", "-f", "names");
    assertThat(run.out()).contains("mcr.microsoft.com\n", "*.azure-devices.net\n");
    assertThat(run.err()).contains("the file has no tag AzureIoTHub");
  }
}
