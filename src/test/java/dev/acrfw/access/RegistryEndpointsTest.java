package dev.acrfw.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What az acr show-endpoints prints, in its known shapes. */
class RegistryEndpointsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':'westeurope','endpoint':'*.blob.core.windows.net'}]}"
            + " | contoso.azurecr.io *.blob.core.windows.net azurecr.io",
        "{'loginServer':'contoso-abc1.azurecr.io','dataEndpoints':[{'region':'westeurope','endpoint':'contoso-abc1.westeurope.data.azurecr.io',},],}"
            + " | contoso-abc1.azurecr.io contoso-abc1.westeurope.data.azurecr.io *.blob.core.windows.net azurecr.io",
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':'westeurope','endpoint':'contoso.westeurope.data.azurecr.io'}],"
            + "'regionalEndpoints':[{'region':'westeurope','endpoint':'contoso.westeurope.geo.azurecr.io'}]}"
            + " | contoso.azurecr.io contoso.westeurope.geo.azurecr.io contoso.westeurope.data.azurecr.io *.blob.core.windows.net azurecr.io",
      })
  void whatAzPrintsIsReadInItsKnownShapes(String json, String hosts) throws IOException {
    Path file = Files.writeString(folder.resolve("endpoints.json"), json.replace('\'', '"'));
    Acrfw run =
        Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-e", file.toString(), "-f", "names");
    assertThat(run.out()).isEqualTo(hosts.replace(' ', '\n') + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'loginServer':'contoso.azurecr.us','dataEndpoints':[{'region':'westeurope','endpoint':'*.blob.core.windows.net'}]} | 2",
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':'atlantis','endpoint':'*.blob.core.windows.net'}]} | 4",
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':'westeurope','endpoint':'evil.example.com'}]} | 3",
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'endpoint':'*.blob.core.windows.net'}]} | 3",
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[]} | 3",
        "{'loginServer':'contoso.azurecr.io'} | 3",
        "{'loginServer':'contoso.azurecr.io; reboot','dataEndpoints':[]} | 3",
        "[] | 3",
        "{} {} | 3",
      })
  void whatAzDoesNotPrintIsRefused(String json, int exitCode) throws IOException {
    Path file = Files.writeString(folder.resolve("endpoints.json"), json.replace('\'', '"'));
    Acrfw run = Acrfw.run("endpoints", "-s", Acrfw.SAMPLE, "-e", file.toString());
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSizeBetween(1, 2);
  }

  @Test
  void theEndpointsOfARegistryGiveItsNameItsRegionsAndBothKinds() {
    String fromFile =
        Acrfw.succeed(
                "generate", "-s", Acrfw.SAMPLE, "-e", "samples/show-endpoints.json", "-f", "json")
            .out();
    String fromOptions =
        Acrfw.succeed(
                "generate",
                "-s",
                Acrfw.SAMPLE,
                "-r",
                "contoso.azurecr.io",
                "-l",
                "westeurope,northeurope",
                "--data-endpoint",
                "both",
                "-f",
                "json")
            .out();
    String notes = "(?s)\"notes\": .*";
    assertThat(fromFile.replaceFirst(notes, "")).isEqualTo(fromOptions.replaceFirst(notes, ""));
    String drops = "--data-endpoint dedicated drops Storage.WestEurope, Storage.NorthEurope";
    assertThat(fromFile)
        .contains("data endpoints: the registry's dedicated ones are on; when pulls", drops)
        .doesNotContain("az acr update");
    assertThat(fromOptions)
        .contains("then 'az acr update --name contoso --data-endpoint-enabled'", drops);
  }

  @Test
  void whereDedicatedEndpointsAreOnNobodyIsToldToSwitchThem() {
    Acrfw run =
        Acrfw.succeed(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-e",
            "samples/show-endpoints.json",
            "--data-endpoint",
            "dedicated",
            "-f",
            "list");
    assertThat(run.err())
        .contains("this drops Storage; the registry's dedicated ones are on")
        .doesNotContain("az acr update");
  }
}
