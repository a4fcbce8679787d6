package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion of the packed distribution, as bash and zsh run it when Tab is pressed. */
class CompletionIT {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH",
          Path.of("target/acrfw/bin").toAbsolutePath().toString(),
          "ACRFW_SERVICE_TAGS",
          Path.of(Acrfw.SAMPLE).toAbsolutePath().toString());

  private static final String CASES =
      """
      acrfw gen | generate
      acrfw generate --data-endpoint ^ | storage dedicated both
      acrfw generate --format n | nftables netsh nsg nsg-az
      acrfw generate -f i | iptables ipset
      acrfw generate --for pull,iot | pull,iot-hub pull,iot-edge
      acrfw generate --cloud ^ | public government china germany bleu delos usnat ussec
      acrfw generate --hook ^ | output forward input
      acrfw generate --region west | westeurope
      acrfw generate --iot-region w | westeurope
      acrfw generate --tag AzureIoT | AzureIoTHub AzureIoTHub.WestEurope
      acrfw generate --nsg-addresses ^ | tags prefixes
      acrfw generate --nft | --nftables-table
      acrfw generate --output ^ |
      acrfw registry --public-access s | selected
      acrfw trusted-services --service t | tasks
      """;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = CASES)
  void bashOffersWhatCanFollow(String line, String expected) {
    String script =
        """
        . target/acrfw/completion/acrfw
        complete -p acrfw >/dev/null || exit 9
        COMP_WORDS=(%s) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _acrfw acrfw
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(words(line));
    assertOffers(Program.run(ENVIRONMENT, List.of("bash", "-c", script)), expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = CASES)
  void zshOffersWhatCanFollow(String line, String expected) {
    Program.require("zsh");
    String script =
        """
        . target/acrfw/completion/acrfw
        COMP_WORDS=(%s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _acrfw acrfw
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(words(line));
    assertOffers(Program.run(ENVIRONMENT, List.of("zsh", "-f", "-c", script)), expected);
  }

  private static String words(String line) {
    return line.strip().replace(" ^", " ''");
  }

  private static void assertOffers(Program run, String expected) {
    assertThat(run.succeeded().err()).isEmpty();
    List<String> wanted = expected == null ? List.of() : List.of(expected.strip().split(" "));
    assertThat(run.out().lines().filter(l -> !l.isEmpty()).sorted().toList())
        .isEqualTo(wanted.stream().sorted().toList());
  }
}
