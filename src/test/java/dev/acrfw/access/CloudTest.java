package dev.acrfw.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clouds with suffixes of their own, and clouds that nobody listed. */
class CloudTest {
  @TempDir private Path folder;

  private Path ofCloud(String cloud) throws IOException {
    return Files.writeString(
        folder.resolve("tags.json"),
        Files.readString(Path.of(Acrfw.SAMPLE))
            .replace("\"cloud\": \"Public\"", "\"cloud\": \"" + cloud + "\""));
  }

  private Acrfw endpoints(String cloud, String... options) throws IOException {
    return Acrfw.run(
        concat(List.of("endpoints", "-s", ofCloud(cloud).toString(), "-f", "names"), options));
  }

  private static String[] concat(List<String> first, String... more) {
    List<String> all = new java.util.ArrayList<>(first);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AzureGermany | germany | azurecr.de                 | blob.core.cloudapi.de      | management.microsoftazure.de",
        "Bleu         | bleu    | azurecr.sovcloud-azure.fr  | blob.core.sovcloud-api.fr  | management.sovcloud-api.fr",
        "AzureDelos   | delos   | azurecr.sovcloud-azure.de  | blob.core.sovcloud-api.de  | management.sovcloud-api.de",
        "USNat        | usnat   | azurecr.eaglex.ic.gov      | blob.core.eaglex.ic.gov    | management.azure.eaglex.ic.gov",
        "USSec        | ussec   | azurecr.microsoft.scloud   | blob.core.microsoft.scloud | management.azure.microsoft.scloud",
      })
  void aSovereignCloudHasItsOwnSuffixes(
      String spelling, String option, String login, String blob, String manager)
      throws IOException {
    for (String registry : List.of("contoso", "contoso." + login, "CONTOSO-abc123." + login)) {
      Acrfw run =
          endpoints(
              spelling,
              "--cloud",
              option,
              "-r",
              registry,
              "-l",
              "westeurope",
              "--for",
              "pull,build",
              "--data-endpoint",
              "both");
      String label = registry.toLowerCase().replaceFirst("\\..*", "");
      assertThat(run.out())
          .isEqualTo(
              String.join(
                  "\n",
                  label + "." + login,
                  label + ".westeurope.data." + login,
                  "*." + blob,
                  login,
                  manager,
                  ""));
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void aCloudThatNobodyListedWorksForAllThatNeedsNoName() throws IOException {
    String file = ofCloud("Nebula").toString();
    String warning =
        "warning: tags.json is of the cloud Nebula, whose host names acrfw does not know";
    for (List<String> command :
        List.of(
            List.of("tags", "-s", file),
            List.of("diff", file, file, "-l", "westeurope"),
            List.of("endpoints", "-s", file, "-l", "westeurope"),
            List.of("generate", "-s", file, "-l", "westeurope", "-f", "list"),
            List.of(
                "generate", "-s", file, "--cloud", "nebula", "-l", "westeurope", "-f", "nsg"))) {
      Acrfw run = Acrfw.succeed(concat(command));
      assertThat(run.err()).contains(warning);
    }
    String list = Acrfw.succeed("generate", "-s", file, "-l", "westeurope", "-f", "list").out();
    String known =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "list").out();
    assertThat(addresses(list)).isEqualTo(addresses(known));
    assertThat(list).contains("cloud Nebula, change number 7");
  }

  private static List<String> addresses(String list) {
    return list.lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void aLoginServerTellsTheNamesOfACloudThatNobodyListed() throws IOException {
    Acrfw run =
        endpoints(
            "Nebula",
            "-r",
            "contoso.azurecr.nebula-azure.example,fabrikam",
            "-l",
            "westeurope",
            "--data-endpoint",
            "both");
    assertThat(run.out().lines())
        .containsExactly(
            "contoso.azurecr.nebula-azure.example",
            "fabrikam.azurecr.nebula-azure.example",
            "contoso.westeurope.data.azurecr.nebula-azure.example",
            "fabrikam.westeurope.data.azurecr.nebula-azure.example",
            "azurecr.nebula-azure.example");
    assertThat(run.err()).contains("no host names are known for Storage.WestEurope");
    assertThat(endpoints("Nebula", "-l", "westeurope", "-r", "contoso").exitCode()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nebula | -r contoso.azurecr.io                          | 2 | is a registry of the cloud public",
        "Public | -r contoso.azurecr.nebula.example              | 2 | is a registry of another cloud, the file tags.json is of the cloud public",
        "Nebula | -r contoso.azurecr.a.example,other.azurecr.b.example | 2 | other.azurecr.b.example is a registry of another cloud",
        "Public | --cloud nebula                                 | 2 | unknown cloud nebula",
        "Nebula | --cloud public                                 | 3 | is of the cloud nebula, not public",
        "Nebula | -r contoso.azurecr.nebula;reboot               | 2 | is not the name or login server of a registry",
        "Nebula | -r contoso.registry.example                    | 2 | is not the name or login server of a registry",
      })
  void whatDoesNotFitTheFileIsAMistake(String cloud, String options, int exitCode, String message)
      throws IOException {
    Acrfw run = endpoints(cloud, options.split(" "));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message);
  }

  @Test
  void twoFilesOfOneUnlistedCloudAreComparedAndOneOfAnotherIsNot() throws IOException {
    String file = ofCloud("Nebula").toString();
    Path output = folder.resolve("rules.nft");
    String[] generate = {
      "generate", "-s", file, "-l", "westeurope", "-f", "nftables", "-o", output.toString()
    };
    Acrfw.succeed(generate);
    assertThat(Acrfw.succeed(generate).err()).contains("rules.nft: up to date");
    assertThat(
            Acrfw.run(
                    "generate",
                    "-s",
                    Acrfw.SAMPLE,
                    "-l",
                    "westeurope",
                    "-f",
                    "nftables",
                    "-o",
                    output.toString())
                .exitCode())
        .isEqualTo(6);
  }

  @Test
  void fetchOfACloudWithoutAPageNeedsAnAddress() {
    Map<String, String> cache = Map.of("XDG_CACHE_HOME", folder.toString());
    Acrfw listed = Acrfw.runIn(cache, "fetch", "--cloud", "bleu");
    assertThat(listed.exitCode()).isEqualTo(2);
    assertThat(listed.err())
        .contains("no download page of the cloud bleu is known", "--page", "--url");
    assertThat(Acrfw.runIn(cache, "fetch", "--cloud", "nebula").err())
        .contains("unknown cloud nebula");
  }
}
