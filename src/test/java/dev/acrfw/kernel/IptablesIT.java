package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.ReadBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IptablesIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private static String generate(String... selection) {
    List<String> args = new ArrayList<>(List.of("generate"));
    args.addAll(List.of(selection));
    if (!args.contains("-f")) {
      args.addAll(List.of("-f", "iptables"));
    }
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }

  /** Makes {@code iptables} and its relatives mean one of the two back ends. */
  private Namespace.Result run(String backEnd, String script) throws IOException {
    return Namespace.run(
        folder,
        """
        mkdir -p bin
        for c in iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save; do
          ln -sf "/usr/sbin/xtables-%s-multi" bin/$c
        done
        PATH=$PWD/bin:$PATH
        """
                .formatted(backEnd)
            + script);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void theScriptRunsTwiceInSilenceAndTheKernelHoldsExactlyItsAddresses(String backEnd)
      throws IOException {
    String source =
        Acrfw.hasPublishedFiles()
            ? Acrfw.published("ServiceTags_Public_20251109.json")
            : Acrfw.SAMPLE;
    String script = generate("-s", source, "-l", "westeurope");
    Files.writeString(folder.resolve("rules.sh"), script);
    Namespace.Result result =
        run(
                backEnd,
                """
                iptables -P OUTPUT DROP
                ip6tables -P OUTPUT DROP
                iptables -A OUTPUT -o lo -j ACCEPT
                sh rules.sh >said 2>&1; cat said; [ ! -s said ]
                iptables-save | grep -v '^#' >first; ip6tables-save | grep -v '^#' >>first
                sh rules.sh >said 2>&1; cat said; [ ! -s said ]
                iptables-save | grep -v '^#' >second; ip6tables-save | grep -v '^#' >>second
                cmp first second
                cat second
                """)
            .succeeded();
    String loaded =
        String.join(
            "\n", result.output().lines().filter(l -> l.startsWith("-A acrfw_output ")).toList());
    assertThat(Oracle.space(ReadBack.read("iptables", loaded).get("outbound 443")))
        .isEqualTo(Oracle.space(ReadBack.read("iptables", script).get("outbound 443")));
    assertThat(result.output().lines().filter("-A OUTPUT -j acrfw_output"::equals)).hasSize(2);
    assertThat(result.output()).contains("-A OUTPUT -o lo -j ACCEPT", ":OUTPUT DROP ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void anotherSelectionReplacesTheEarlierOneWhateverItWas(String backEnd) throws IOException {
    Files.writeString(
        folder.resolve("old.sh"),
        generate("-s", Acrfw.SAMPLE, "-l", "northeurope", "--hook", "output,forward"));
    Files.writeString(
        folder.resolve("new.sh"),
        generate("-s", Acrfw.SAMPLE, "-l", "westeurope", "--family", "ipv4"));
    run(
            backEnd,
            """
            sh new.sh
            iptables-save | grep -v '^#' >fresh; ip6tables-save | grep '^-A' >>fresh || true
            sh old.sh
            iptables -I OUTPUT -j acrfw_output
            ip6tables-save | grep -q acrfw_forward
            sh new.sh
            iptables-save | grep -v '^#' >updated; ip6tables-save | grep '^-A' >>updated || true
            cmp fresh updated
            """)
        .succeeded();
  }

  @ParameterizedTest
  @CsvSource({"nft, iptables", "legacy, iptables", "nft, ipset", "legacy, ipset"})
  void aScriptCutOffAtAnyLineFailsAndChangesNothing(String backEnd, String format)
      throws IOException {
    List<String> args = List.of("-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", format, "--enforce");
    String script = generate(args.toArray(String[]::new));
    Files.writeString(folder.resolve("rules.sh"), script);
    run(
            backEnd,
            """
            iptables-save >/dev/null
            n=2
            while [ $n -lt %d ]; do
              head -n $n rules.sh >cut.sh
              if sh cut.sh 2>/dev/null; then echo "ran with $n lines"; exit 1; fi
              n=$((n + 1))
            done
            ! iptables-save | grep acrfw
            [ -z "$(ipset list -n)" ]
            """
                .formatted(script.lines().count()))
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void withoutIp6tablesNothingIsChangedUnlessTheRulesAreForIpv4Only(String backEnd)
      throws IOException {
    Files.writeString(folder.resolve("both.sh"), generate("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    Files.writeString(
        folder.resolve("ipv4.sh"),
        generate("-s", Acrfw.SAMPLE, "-l", "westeurope", "--family", "ipv4"));
    run(
            backEnd,
            """
            printf '#!/bin/sh\\nexit 3\\n' >no-ip6; chmod +x no-ip6
            ln -sf ../no-ip6 bin/ip6tables
            code=0; sh both.sh 2>said || code=$?
            [ $code = 1 ]; grep -q 'ip6tables does not work here' said; grep -q 'family ipv4' said
            ! iptables-save | grep acrfw
            sh ipv4.sh
            iptables-save | grep -q -e '-A OUTPUT -j acrfw_output'
            """)
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void anUnusedChainThatOtherRulesReferToIsEmptiedAndSaid(String backEnd) throws IOException {
    Files.writeString(
        folder.resolve("old.sh"),
        generate("-s", Acrfw.SAMPLE, "-l", "westeurope", "--hook", "output,forward"));
    Files.writeString(folder.resolve("new.sh"), generate("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    run(
            backEnd,
            """
            sh old.sh
            iptables -N mine; iptables -A mine -j acrfw_forward
            sh new.sh 2>said
            grep -q 'iptables: other rules refer to the chain acrfw_forward' said
            [ "$(iptables -S acrfw_forward)" = '-N acrfw_forward' ]
            ! ip6tables-save | grep acrfw_forward
            ip6tables-save | grep -q -e '-A OUTPUT -j acrfw_output'
            """)
        .succeeded();
  }
}
