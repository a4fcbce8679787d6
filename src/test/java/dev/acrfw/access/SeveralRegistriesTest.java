package dev.acrfw.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule set for a registry of one's own and a vendor's. */
class SeveralRegistriesTest {
  @TempDir private Path folder;

  private String shown(String registry, String region, boolean dedicated) throws IOException {
    String endpoint =
        dedicated ? registry + "." + region + ".data.azurecr.io" : "*.blob.core.windows.net";
    return Files.writeString(
            folder.resolve(registry + ".json"),
            """
            {"loginServer": "%s.azurecr.io",
             "dataEndpoints": [{"region": "%s", "endpoint": "%s"}]}
            """
                .formatted(registry, region, endpoint))
        .toString();
  }

  private static List<String> names(String... options) {
    List<String> args = new ArrayList<>(List.of("endpoints", "-s", Acrfw.SAMPLE, "-f", "names"));
    args.addAll(List.of(options));
    return Acrfw.succeed(args.toArray(String[]::new)).out().lines().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-r contoso,fabrikam -l westeurope",
        "-r contoso -r fabrikam.azurecr.io -l westeurope",
        "-r contoso,contoso,fabrikam -l westeurope"
      })
  void theNamesOfAllRegistriesAreNeeded(String options) {
    assertThat(names(options.split(" ")))
        .containsExactly(
            "contoso.azurecr.io", "fabrikam.azurecr.io", "*.blob.core.windows.net", "azurecr.io");
  }

  @Test
  void severalNamesOpenNoMoreAddressesThanOne() {
    String[] one = {"generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "list", "-r"};
    List<String> args = new ArrayList<>(List.of(one));
    args.add("contoso,fabrikam");
    String several = Acrfw.succeed(args.toArray(String[]::new)).out();
    args.set(args.size() - 1, "contoso");
    String single = Acrfw.succeed(args.toArray(String[]::new)).out();
    assertThat(several).contains("--registry contoso --registry fabrikam");
    assertThat(rules(several)).isEqualTo(rules(single));
  }

  private static List<String> rules(String list) {
    return list.lines().filter(line -> !line.startsWith("#")).toList();
  }

  @Test
  void whatIsShownOfEachIsOpenedAndNothingIsInventedForTheOther() throws IOException {
    String contoso = shown("contoso", "westeurope", true);
    String fabrikam = shown("fabrikam", "northeurope", false);
    assertThat(names("-e", contoso + "," + fabrikam))
        .containsExactly(
            "contoso.azurecr.io",
            "fabrikam.azurecr.io",
            "contoso.westeurope.data.azurecr.io",
            "*.blob.core.windows.net",
            "azurecr.io");
    String plan =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-e", contoso, "-e", fabrikam, "-f", "json")
            .out();
    assertThat(plan)
        .contains(
            "\"AzureContainerRegistry.WestEurope\"",
            "\"AzureContainerRegistry.NorthEurope\"",
            "\"Storage.WestEurope\"",
            "\"Storage.NorthEurope\"")
        .contains("then 'az acr update --name fabrikam --data-endpoint-enabled'")
        .doesNotContain("--name contoso");
  }

  @Test
  void beforeTheSwitchAllRegistriesAreNamed() {
    String plan =
        Acrfw.succeed(
                "generate",
                "-s",
                Acrfw.SAMPLE,
                "-r",
                "contoso,fabrikam",
                "-l",
                "westeurope",
                "--data-endpoint",
                "both",
                "-f",
                "json")
            .out();
    assertThat(plan)
        .contains("contoso.westeurope.data.azurecr.io", "fabrikam.westeurope.data.azurecr.io")
        .contains(
            "'az acr update --name contoso --data-endpoint-enabled', 'az acr update --name"
                + " fabrikam --data-endpoint-enabled'");
  }

  @Test
  void whatAnOptionWouldTakeAwayFromAnyIsRefused() throws IOException {
    String both =
        shown("contoso", "westeurope", true) + "," + shown("fabrikam", "northeurope", true);
    refused("--region leaves out NorthEurope", "-e", both, "-l", "westeurope");
    refused("leaves out what --endpoints shows", "-e", both, "--data-endpoint", "storage");
    refused("--registry vendor is not the registry of", "-e", both, "-r", "contoso,vendor");
    refused("--endpoints - is given twice", "-e", "-,-");
    refused(
        "contoso.azurecr.us is a registry of the cloud government",
        "-r",
        "fabrikam,contoso.azurecr.us",
        "-l",
        "westeurope");
  }

  private static void refused(String message, String... options) {
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", "list"));
    args.addAll(List.of(options));
    Acrfw run = Acrfw.run(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }
}
