package dev.acrfw.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':'westeurope','endpoint':'Contoso.WestEurope.Data.azurecr.io'}],"
            + "'regionalEndpoints':[{'region':'northeurope','endpoint':'CONTOSO.northeurope.geo.azurecr.io'}]}"
            + " | contoso.azurecr.io contoso.westeurope.geo.azurecr.io contoso.northeurope.geo.azurecr.io"
            + " contoso.westeurope.data.azurecr.io *.blob.core.windows.net azurecr.io",
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-l northeurope                    | 2 | --region leaves out WestEurope, which --endpoints shows",
        "-l westeurope,northeurope         | 0 |",
        "-l all                            | 0 |",
        "--data-endpoint storage           | 2 | --data-endpoint storage leaves out what --endpoints shows: dedicated data endpoints",
        "--data-endpoint both              | 0 |",
        "--data-endpoint dedicated         | 0 |"
      })
  void whatAnOptionWouldTakeAwayFromWhatTheRegistryShowsIsAnError(
      String options, int exitCode, String said) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("endpoints.json"),
            """
            {"loginServer": "contoso.azurecr.io", "dataEndpoints": [
              {"region": "westeurope", "endpoint": "contoso.westeurope.data.azurecr.io"}]}
            """);
    List<String> args =
        new ArrayList<>(
            List.of("generate", "-s", Acrfw.SAMPLE, "-e", file.toString(), "-f", "list"));
    args.addAll(List.of(options.strip().split(" +")));
    Acrfw run = Acrfw.run(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains(said == null ? "" : said);
  }

  @Test
  void storageThatTheRegistryShowsIsNotTakenAwayEither() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("endpoints.json"),
            """
            {"loginServer": "contoso.azurecr.io", "dataEndpoints": [
              {"region": "westeurope", "endpoint": "*.blob.core.windows.net"}]}
            """);
    Acrfw run =
        Acrfw.run(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-e",
            file.toString(),
            "--data-endpoint",
            "dedicated",
            "-f",
            "list");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("leaves out what --endpoints shows: blob storage");
  }

  @Test
  void anEndpointsFileIsReadInUtf16AndBehindWarnings() throws IOException {
    String shown = Files.readString(Path.of("samples/show-endpoints.json"));
    for (byte[] bytes :
        List.of(
            ("WARNING: no dedicated endpoints\r\n" + shown).getBytes(StandardCharsets.UTF_8),
            shown.getBytes(StandardCharsets.UTF_16))) {
      Path file = Files.write(folder.resolve("endpoints.json"), bytes);
      assertThat(
              Acrfw.succeed("endpoints", "-s", Acrfw.SAMPLE, "-e", file.toString(), "-f", "names")
                  .out())
          .contains("contoso.azurecr.io");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://contoso.azurecr.io/team/app:1.2, 0",
    "contoso.azurecr.io/team/app@sha256:00, 0",
    "https://Contoso.azurecr.io, 0",
    "contoso/team, 2",
    "https://example.com/contoso.azurecr.io, 2"
  })
  void anAddressOrImageOfARegistryNamesIt(String registry, int exitCode) {
    Acrfw run =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-r", registry, "-l", "westeurope", "-f", "json");
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.out().contains("\"contoso.azurecr.io\"")).isEqualTo(exitCode == 0);
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

  @org.junit.jupiter.params.ParameterizedTest
  @org.junit.jupiter.params.provider.CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':'all','endpoint':'*.blob.core.windows.net'}]} | would open every region",
        "{'loginServer':'contoso.azurecr.io','dataEndpoints':[{'region':' ALL ','endpoint':'*.blob.core.windows.net'}]} | would open every region",
        "{'loginServer':'contoso.azurecr.io','loginServer':'evil1.azurecr.io','dataEndpoints':[{'region':'westeurope','endpoint':'*.blob.core.windows.net'}]} | not valid JSON",
      })
  void whatWouldOpenMoreThanItShowsIsRefused(String json, String problem)
      throws java.io.IOException {
    java.nio.file.Path file = java.nio.file.Files.createTempFile("show", ".json");
    java.nio.file.Files.writeString(file, json.replace((char) 39, (char) 34));
    dev.acrfw.Acrfw run =
        dev.acrfw.Acrfw.run(
            "generate", "-s", dev.acrfw.Acrfw.SAMPLE, "-f", "list", "-e", file.toString());
    java.nio.file.Files.delete(file);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).contains(problem);
    assertThat(run.out()).isEmpty();
  }
}
