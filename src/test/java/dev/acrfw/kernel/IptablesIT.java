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
import java.util.stream.Stream;
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

  private Namespace.Result run(String backEnd, String script) throws IOException {
    return Namespace.run(folder, Namespace.backEnd(backEnd) + script);
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

  /**
   * A kernel that was started with ipv6.disable=1 has no /proc/net/if_inet6; boot.sh starts one.
   */
  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void whereIpv6IsOffRulesForIpv4AreEnforced(String backEnd) throws IOException {
    String rules =
        generate("-s", Acrfw.SAMPLE, "-l", "westeurope", "--family", "ipv4", "--enforce");
    Files.writeString(folder.resolve("on.sh"), rules);
    Files.writeString(
        folder.resolve("off.sh"), rules.replace("/proc/net/if_inet6", "/nonesuch/if_inet6"));
    run(
            backEnd,
            """
            printf '#!/bin/sh\nexit 3\n' >no-ip6; chmod +x no-ip6
            ln -sf ../no-ip6 bin/ip6tables; ln -sf ../no-ip6 bin/ip6tables-restore
            ! sh on.sh 2>/dev/null
            ! iptables-save | grep acrfw
            sh off.sh; sh off.sh
            [ "$(iptables -S | grep -c -e '-j acrfw_output')" = 1 ]
            iptables -S acrfw_output | grep -q -e '-j acrfw_drop'
            """)
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void withoutGrepAScriptDoesTheSameOrRefuses(String backEnd) throws IOException {
    Files.writeString(folder.resolve("plain.sh"), generate("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    Files.writeString(
        folder.resolve("enforce.sh"),
        generate("-s", Acrfw.SAMPLE, "-l", "westeurope", "--enforce"));
    run(
            backEnd,
            """
            for tool in sh flock sed tr head; do ln -s "$(command -v $tool)" bin/$tool; done
            sed -i 's/^PATH=.*/PATH=$PWD\\/bin/; s/\\(PATH=\\).*sbin"/\\1$PWD\\/bin"/' plain.sh enforce.sh
            for run in 1 2 3; do sh plain.sh; done
            [ "$(iptables -S OUTPUT | grep -c -e '-j acrfw_output')" = 1 ]
            code=0; sh enforce.sh 2>said || code=$?
            [ $code = 1 ]
            grep -q 'grep is not here, so nothing was changed' said
            ! iptables-save | grep acrfw_drop
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

  @ParameterizedTest
  @CsvSource({
    "nft, iptables, OUTPUT",
    "legacy, iptables, OUTPUT",
    "nft, ipset, FORWARD",
    "legacy, ipset, FORWARD",
    "nft, iptables, FORWARD",
    "legacy, iptables, INPUT"
  })
  void whateverOthersPutBeforeItTheJumpIsFirstAgainAfterARun(
      String backEnd, String format, String hook) throws IOException {
    String purpose = hook.equals("INPUT") ? "webhook" : "pull";
    String[] args = {"-s", Acrfw.SAMPLE, "-l", "westeurope", "--for", purpose, "-f", format};
    Files.writeString(
        folder.resolve("rules.sh"),
        generate(
            Stream.concat(
                    Stream.of(args), Stream.of("--hook", hook.toLowerCase(java.util.Locale.ROOT)))
                .toArray(String[]::new)));
    run(
            backEnd,
            """
            hook=%s chain=acrfw_%s
            first() { [ "$(iptables -S $hook 1)" = "-A $hook -j $chain" ]; }
            once() { [ "$(iptables -S $hook | grep -c -e "-j $chain")" = 1 ]; }
            iptables -A $hook -p udp -j ACCEPT
            sh rules.sh; first; once
            iptables -I $hook -j ACCEPT
            iptables -I $hook -p icmp -j DROP
            sh rules.sh; first; once
            # An administrator who has put a second jump first is not undone.
            iptables -I $hook -j ACCEPT
            iptables -I $hook -j $chain
            sh rules.sh; first; once
            iptables -A $hook -j $chain
            sh rules.sh; first; once
            iptables -S $hook >rules
            [ "$(grep -c -e '-j ACCEPT$' rules)" = 3 ]; grep -q -e '-p icmp -j DROP' rules
            """
                .formatted(hook, hook.toLowerCase(java.util.Locale.ROOT)))
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void aChainOfTheUsersJumpsInPlaceOfTheHooksOwnAndBackAgain(String backEnd) throws IOException {
    List<String> rules = List.of("-s", Acrfw.SAMPLE, "-l", "westeurope", "--hook", "forward");
    Files.writeString(folder.resolve("hook.sh"), generate(rules.toArray(String[]::new)));
    for (String chain : List.of("mine", "DOCKER-USER")) {
      List<String> args = new ArrayList<>(rules);
      args.addAll(List.of("--iptables-from", chain));
      Files.writeString(folder.resolve(chain + ".sh"), generate(args.toArray(String[]::new)));
    }
    Files.writeString(folder.resolve("remove.sh"), generate("--remove", "-f", "iptables"));
    run(
            backEnd,
            """
            code=0; sh mine.sh 2>said || code=$?
            [ $code = 1 ]; grep -q 'iptables has no chain mine' said
            ! iptables-save | grep acrfw
            for c in iptables ip6tables; do $c -N mine; $c -A FORWARD -j mine; $c -A mine -j RETURN; done
            iptables-save | grep '^-A' >before
            jump='-m comment --comment acrfw -j acrfw_forward'
            sh hook.sh; sh mine.sh; sh mine.sh
            [ "$(iptables -S mine 1)" = "-A mine $jump" ]
            [ "$(iptables-save | grep -c -e '-j acrfw_forward')" = 1 ]
            sh DOCKER-USER.sh; sh DOCKER-USER.sh
            [ "$(iptables -S DOCKER-USER 1)" = "-A DOCKER-USER $jump" ]
            [ "$(iptables -S FORWARD 1)" = '-A FORWARD -j DOCKER-USER' ]
            [ "$(iptables-save | grep -c -e '-j acrfw_forward')" = 1 ]
            sh hook.sh
            [ "$(iptables -S FORWARD 1)" = '-A FORWARD -j acrfw_forward' ]
            [ "$(iptables-save | grep -c -e '-j acrfw_forward')" = 1 ]
            sh mine.sh; sh remove.sh
            for c in iptables ip6tables; do $c -D FORWARD -j DOCKER-USER; $c -X DOCKER-USER; done
            iptables-save | grep '^-A' | cmp - before
            """)
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void whatAnotherBackEndEnforcesIsNotEnforcedTwice(String backEnd) throws IOException {
    for (String format : List.of("iptables", "nftables")) {
      Files.writeString(
          folder.resolve(format),
          generate("-s", Acrfw.SAMPLE, "-l", "westeurope", "--enforce", "-f", format));
    }
    Files.writeString(folder.resolve("remove"), generate("--remove", "-f", "iptables"));
    String other = backEnd.equals("nft") ? "legacy" : "nft";
    run(
            backEnd,
            """
            refused() { code=0; sh iptables 2>said || code=$?; [ $code = 1 ]; grep -q "$1" said; }
            nft -f nftables
            refused 'format nftables enforce out port 443'
            ! iptables-save | grep acrfw_output
            nft flush ruleset
            sh iptables
            for c in iptables ip6tables iptables-restore ip6tables-restore; do
              ln -sf /usr/sbin/xtables-%s-multi bin/$c
            done
            refused 'enforce out port 443'
            """
                .formatted(other))
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iptables", "ipset"})
  void aPortThatThisSessionCameThroughIsNotClosedWithoutForce(String format) throws IOException {
    Files.writeString(
        folder.resolve("rules.sh"),
        generate(
            "-s", Acrfw.SAMPLE, "-l", "all", "--for", "webhook:22", "--enforce", "-f", format));
    run(
            "nft",
            """
            code=0; SSH_CONNECTION='198.18.0.1 40000 10.0.0.1 22' sh rules.sh 2>said || code=$?
            [ $code = 1 ]; grep -q 'this session came through port 22' said
            ! iptables-save | grep acrfw
            SSH_CONNECTION='198.18.0.1 40000 10.0.0.1 2222' sh rules.sh
            SSH_CONNECTION='198.18.0.1 40000 10.0.0.1 22' sh rules.sh --force
            iptables-save | grep -q acrfw_input
            """)
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nft", "legacy"})
  void theDroppingHostOfTheDocumentationLetsDnsAndTheRulesThrough(String backEnd)
      throws IOException {
    String page = Files.readString(Path.of("docs/hosts.md"));
    int start = page.indexOf("iptables -P OUTPUT DROP");
    Files.writeString(folder.resolve("host.sh"), page.substring(start, page.indexOf("```", start)));
    Files.writeString(folder.resolve("acrfw.sh"), generate("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    run(
            backEnd,
            """
            sh -eu host.sh
            [ "$(iptables -S OUTPUT 1)" = '-A OUTPUT -j acrfw_output' ]
            iptables -S OUTPUT >rules
            grep -q -e '-P OUTPUT DROP' rules; grep -q -e '--dports 53,123 -j ACCEPT' rules
            """)
        .succeeded();
  }
}
