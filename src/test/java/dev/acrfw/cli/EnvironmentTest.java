package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment says where the command line says nothing. */
class EnvironmentTest {
  private static final Map<String, String> CONTOSO =
      Map.of("ACRFW_REGISTRY", "contoso", "ACRFW_REGION", "westeurope,North Europe");

  @TempDir private Path folder;

  @Test
  void registryAndRegionsAreTakenFromTheEnvironmentAsFromOptions() {
    Acrfw said = Acrfw.runIn(CONTOSO, "generate", "-s", Acrfw.SAMPLE, "-f", "list");
    Acrfw given =
        Acrfw.succeed(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-r",
            "contoso",
            "-l",
            "westeurope,northeurope",
            "-f",
            "list");
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).isEmpty();
    assertThat(said.out()).isEqualTo(given.out()).contains("--registry contoso");
  }

  @Test
  void anOptionWinsOverTheEnvironment() {
    String[] args = {
      "generate", "-s", Acrfw.SAMPLE, "-r", "fabrikam", "-l", "westeurope", "-f", "list"
    };
    assertThat(Acrfw.runIn(CONTOSO, args).out()).isEqualTo(Acrfw.succeed(args).out());
  }

  @Test
  void whatIsShownOfARegistryWinsOverTheEnvironment() throws IOException {
    Path shown =
        Files.writeString(
            folder.resolve("shown.json"),
            """
            {"loginServer": "fabrikam.azurecr.io",
             "dataEndpoints": [
               {"region": "westeurope", "endpoint": "fabrikam.westeurope.data.azurecr.io"}]}
            """);
    String[] args = {"generate", "-s", Acrfw.SAMPLE, "-e", shown.toString(), "-f", "list"};
    assertThat(Acrfw.runIn(CONTOSO, args).out()).isEqualTo(Acrfw.succeed(args).out());
  }

  @ParameterizedTest
  @CsvSource({
    "generate --tag AzureIoTHub -f list -s SAMPLE",
    "generate --for mcr -f json -s SAMPLE -r contoso",
    "generate --remove -f iptables",
    "diff SAMPLE SAMPLE --all",
    "tags -s SAMPLE"
  })
  void whereADefaultIsWithoutEffectNothingChanges(String line) {
    String[] args = line.replace("SAMPLE", Acrfw.SAMPLE).split(" ");
    Acrfw run = Acrfw.runIn(CONTOSO, args);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(Acrfw.succeed(args).out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ACRFW_REGISTRY | c$o | error: $ACRFW_REGISTRY: ",
        "ACRFW_REGION | a,,b | error: $ACRFW_REGION: an empty name in the list of --region",
        "ACRFW_CLOUD | moon | error: unknown cloud moon, of --cloud or $ACRFW_CLOUD",
        "ACRFW_CLOUD | m o | error: $ACRFW_CLOUD: "
      })
  void aBadValueNamesItsVariable(String variable, String value, String problem) {
    Acrfw run = Acrfw.runIn(Map.of(variable, value), "generate", "-s", Acrfw.SAMPLE, "-f", "list");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(problem);
  }

  @Test
  void theCloudOfTheEnvironmentIsTheOneThatTheFileMustBeOf() {
    Acrfw run =
        Acrfw.runIn(
            Map.of("ACRFW_CLOUD", "government"), "generate", "-s", Acrfw.SAMPLE, "-f", "list");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("is of the cloud public, not government");
  }

  @Test
  void aRegistryNamedByTheEnvironmentIsSet() {
    assertThat(Acrfw.runIn(CONTOSO, "registry", "--prune", "--allow", "9.9.9.9").out())
        .contains("--registry contoso");
  }

  @ParameterizedTest
  @CsvSource({
    "endpoints -s SAMPLE -l all",
    "tags -s SAMPLE",
    "diff SAMPLE SAMPLE --all",
    "registry -r contoso --allow 9.9.9.9",
    "trusted-services",
    "formats"
  })
  void whateverIsPrintedCanBeWrittenToAFile(String line) throws IOException {
    Path file = folder.resolve("report");
    String words = line.replace("SAMPLE", Acrfw.SAMPLE);
    String printed = Acrfw.succeed(words.split(" ")).out();
    assertThat(Acrfw.succeed((words + " -o " + file).split(" ")).out()).isEmpty();
    assertThat(file).hasContent(printed);
  }

  @Test
  void aReportDoesNotOverwriteTheFileThatItIsAbout() throws IOException {
    Path tags = Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("tags.json"));
    Acrfw run = Acrfw.run("tags", "-s", tags.toString(), "-o", tags.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(tags).hasSameBinaryContentAs(Path.of(Acrfw.SAMPLE));
  }
}
