package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InjectionTest {
  @TempDir private Path folder;

  private static final String ATTACK = "x\\n\\\"'`$(reboot);reboot #>\\u2019\\u0000";

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void theFileNameCannotLeaveItsComment(String format) throws IOException {
    String name = "tags'\n$(touch pwned)\n#>\n}\n" + ".json";
    Path file = Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve(name));
    String output =
        Acrfw.succeed("generate", "-s", file.toString(), "-l", "westeurope", "-f", format).out();
    String plain =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", format).out();
    assertThat(output).contains("tags'?$(touch pwned)?#>?}?.json");
    assertThat(output.replace("tags'?$(touch pwned)?#>?}?.json", "ServiceTags_Public.json"))
        .isEqualTo(plain);
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void aTagWithCharactersThatNoTagHasIsNeverRendered(String format) throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE));
    Path file =
        Files.writeString(
            folder.resolve("tags.json"),
            sample.replace(
                "\"name\": \"AzureContainerRegistry.WestEurope\"",
                "\"name\": \"AzureContainerRegistry." + ATTACK + "\""));
    Acrfw run =
        Acrfw.run("generate", "-s", file.toString(), "--region", "westeurope", "-f", format);
    assertThat(run.exitCode()).isIn(3, 4);
    assertThat(run.out()).isEmpty();
    Acrfw byTag =
        Acrfw.run(
            "generate",
            "-s",
            file.toString(),
            "--tag",
            "AzureContainerRegistry.x\n\"'`$(reboot);reboot #>\u2019\u0000",
            "-f",
            format);
    assertThat(byTag.exitCode()).isEqualTo(3);
    assertThat(byTag.out()).isEmpty();
    assertThat(byTag.err().lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "A,0",
    "9.b-c_D,0",
    "123456789012345678901234567890123456789012345678901234567890,0",
    "1234567890123456789012345678901234567890123456789012345678901,3",
    ".A,3",
    "A.,3",
    "-A,3",
    "A_,3",
    "A b,3",
    "A/b,3",
    "A$b,3",
    "A`b,3",
    "Ab\u00e4c,3",
    "A@b,3",
    "A[b,3",
    "A{b,3"
  })
  void aTagsNameHasLettersAndDigitsAndBetweenThemDotsHyphensAndUnderscores(String name, int code)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("tags.json"),
            """
            {"changeNumber": 1, "cloud": "Public", "sample": true, "values": [{"name": "%s", "properties":
              {"addressPrefixes": ["192.0.2.0/24"]}}]}
            """
                .formatted(name));
    Acrfw run = Acrfw.run("generate", "-s", file.toString(), "--tag", name, "-f", "list");
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(code);
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void anOptionWithALineEndIsRefused(String format) {
    Acrfw run =
        Acrfw.run(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-l",
            "westeurope",
            "-f",
            format,
            "--allow-missing-tag",
            "X\ntouch pwned; #");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(2);
  }

  @Test
  void theCommandInARegistryScriptHoldsTheParsedRules() {
    Acrfw run = Acrfw.succeed("registry", "-r", "contoso", "--allow", "20.1.2.3\n");
    assertThat(run.out())
        .contains("# Command: acrfw registry --registry contoso --allow 20.1.2.3\n");
  }

  @Test
  void aTagOutsideTheSelectionMayBeCalledAnything() throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE));
    Path file =
        Files.writeString(
            folder.resolve("tags.json"),
            sample.replace(
                "\"name\": \"StorageSyncService.WestEurope\"", "\"name\": \"" + ATTACK + "\""));
    Acrfw run = Acrfw.run("generate", "-s", file.toString(), "-l", "westeurope", "-f", "list");
    assertThat(run.exitCode()).isZero();
    Acrfw tags = Acrfw.succeed("tags", "-s", file.toString());
    assertThat(tags.out()).contains("x?\"'`$(reboot);reboot #>??");
  }
}
