package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The completion of the packed distribution, as bash, zsh and fish run it when Tab is pressed. */
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
        . target/acrfw/completion/completion.bash
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
        compdef() { :; }
        . target/acrfw/completion/completion.zsh
        compadd() { shift; print -l -- "$@"; }
        compset() { :; }
        _files() { :; }
        words=(%s)
        CURRENT=${#words}
        _acrfw
        """
            .formatted(words(line));
    assertOffers(Program.run(ENVIRONMENT, List.of("zsh", "-f", "-c", script)), expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = CASES)
  void fishOffersWhatCanFollow(String line, String expected) {
    Program.require("fish");
    if (expected == null) {
      return; // It offers files.
    }
    String script =
        "source target/acrfw/completion/completion.fish; complete -C '%s'"
            .formatted(line.strip().replace(" ^", " "));
    assertOffers(Program.run(ENVIRONMENT, List.of("fish", "--no-config", "-c", script)), expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          acrfw gen | acrfw generate
          acrfw help loo | acrfw help lookup
          acrfw completion z | acrfw completion zsh
          acrfw generate --output=samples/iptab | acrfw generate --output=samples/iptables-save.txt
          acrfw audit samples/iptab | acrfw audit samples/iptables-save.txt
          """)
  void theTabKeyCompletesCommandsAndWhereAFileIsWantedItsName(String line, String expected) {
    Program.require("python3", "zsh", "fish");
    for (String shell : List.of("bash", "zsh")) {
      assertThat(
              Program.run(
                      ENVIRONMENT, List.of("python3", "src/test/completion/tab.py", shell, line))
                  .succeeded()
                  .out()
                  .strip())
          .as(shell)
          .isEqualTo(expected);
    }
    String word = expected.substring(expected.lastIndexOf(' ') + 1);
    assertThat(
            Program.run(
                    ENVIRONMENT,
                    List.of(
                        "fish",
                        "--no-config",
                        "-c",
                        "acrfw completion fish | source; complete -C '%s'".formatted(line)))
                .succeeded()
                .out()
                .lines()
                .map(offer -> offer.split("\t")[0]))
        .containsExactly(word);
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
