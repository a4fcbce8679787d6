package dev.acrfw.kernel;

import static dev.acrfw.kernel.ThreeHosts.generate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.kernel.ThreeHosts.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real connections through firewalls that drop by default, for every Linux format. */
@Execution(ExecutionMode.CONCURRENT)
class PacketIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private void run(Target target, String script) throws IOException {
    ThreeHosts.run(folder, target, script);
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aHostThatDropsByDefaultReachesItsRegistryAndNothingElse(Target target) throws IOException {
    Files.writeString(folder.resolve("rules"), generate(target.format(), "-l", "westeurope"));
    run(
        target,
        """
            drop_all host
            misses host 192.0.2.1 443
            misses host 2001:db8:0:1::1 443
            host %s rules
            reaches host 192.0.2.1 443
            reaches host 198.51.100.143 443
            reaches host 2001:db8:0:1::1 443
            reaches host 2001:db8:1:b::1 443
            misses host 192.0.2.8 443
            misses host 198.51.100.144 443
            misses host 203.0.113.1 443
            misses host 2001:db8:0:2::1 443
            misses host 192.0.2.1 80
            misses host 2001:db8:0:1::1 80
            """
            .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aGatewayForwardsToTheRegistryAndNowhereElse(Target target) throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(target.format(), "-l", "westeurope", "--for", "iot-edge", "--hook", "forward"));
    run(
        target,
        """
            drop_all gateway
            misses host 192.0.2.1 443
            gateway %s rules
            reaches host 192.0.2.1 443
            reaches host 2001:db8:0:1::1 443
            reaches host 203.0.113.65 5671
            misses host 192.0.2.1 5671
            misses host 192.0.2.9 443
            misses host 2001:db8:0:2::1 443
            misses gateway 192.0.2.1 443
            """
            .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aWebServerIsReachedByTheRegistrysWebhooksAndByNobodyElse(Target target) throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(target.format(), "-l", "westeurope", "--for", "webhook:80"));
    run(
        target,
        """
            nsenter -t $host -n python3 net.py serve 80 443 >/dev/null 2>&1 & extra=$!
            try=0
            until host python3 net.py connect 172.30.1.2 80 >/dev/null; do
              try=$((try + 1)); [ $try -lt 50 ]; sleep 0.1
            done
            drop_all host
            misses azure 172.30.1.2 80 192.0.2.1
            host %s rules
            reaches azure 172.30.1.2 80 192.0.2.1
            reaches azure fd00:1::2 80 2001:db8:0:1::1
            misses azure 172.30.1.2 80 192.0.2.9
            misses azure fd00:1::2 80 2001:db8:0:2::1
            misses azure 172.30.1.2 443 192.0.2.1
            """
            .formatted(target.load()));
  }

  static Stream<Target> targetsThatMatchPublishedPorts() {
    return ThreeHosts.targets().filter(target -> !target.format().equals("ipset"));
  }

  private static final String FORWARDED_PORT =
      """
      nsenter -t $host -n python3 net.py serve 80 8443 >/dev/null 2>&1 & extra=$!
      try=0
      until host python3 net.py connect 172.30.1.2 80 >/dev/null; do
        try=$((try + 1)); [ $try -lt 50 ]; sleep 0.1
      done
      gateway nft -f - <<'RULES'
      table ip nat {
        chain prerouting { type nat hook prerouting priority dstnat; ip daddr 172.30.2.1 tcp dport 8443 dnat to 172.30.1.2:80; }
      }
      table ip6 nat {
        chain prerouting { type nat hook prerouting priority dstnat; ip6 daddr fd00:2::1 tcp dport 8443 dnat to [fd00:1::2]:80; }
      }
      RULES
      """;

  @ParameterizedTest
  @MethodSource("targetsThatMatchPublishedPorts")
  void aPublishedPortIsOpenedByTheNumberThatClientsConnectTo(Target target) throws IOException {
    String[] webhook = {"-l", "westeurope", "--for", "webhook:8443", "--hook", "forward"};
    Files.writeString(folder.resolve("behind"), generate(target.format(), webhook));
    Files.writeString(
        folder.resolve("rules"),
        generate(
            target.format(),
            Stream.concat(Stream.of(webhook), Stream.of("--published")).toArray(String[]::new)));
    run(
        target,
        FORWARDED_PORT
            + """
            drop_all gateway
            gateway %1$s behind
            misses azure 172.30.2.1 8443 192.0.2.1
            gateway %1$s rules
            reaches azure 172.30.2.1 8443 192.0.2.1
            reaches azure fd00:2::1 8443 2001:db8:0:1::1
            misses azure 172.30.2.1 8443 192.0.2.9
            misses azure fd00:2::1 8443 2001:db8:0:2::1
            misses azure 172.30.1.2 80 192.0.2.1
            reaches azure 172.30.1.2 8443 192.0.2.1
            """
                .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("targetsThatMatchPublishedPorts")
  void aPublishedPortIsEnforcedByTheNumberThatClientsConnectTo(Target target) throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(
            target.format(),
            "-l",
            "westeurope",
            "--for",
            "webhook:8443",
            "--hook",
            "forward",
            "--enforce",
            "--local",
            "172.30.1.0/24,fd00:1::/64",
            "--published"));
    run(
        target,
        FORWARDED_PORT
            + """
            [ "$(echo %1$s)" = sh ] || gateway nft add table inet filter
            gateway %1$s rules
            reaches azure 172.30.2.1 8443 192.0.2.1
            reaches azure fd00:2::1 8443 2001:db8:0:1::1
            misses azure 172.30.2.1 8443 192.0.2.9
            misses azure fd00:2::1 8443 2001:db8:0:2::1
            reaches azure 172.30.1.2 80 192.0.2.9
            misses azure 172.30.1.2 8443 192.0.2.9
            """
                .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void fiftyUpdatesUnderTrafficRefuseNothingThatBothFilesAllow(Target target) throws IOException {
    Path next =
        Files.writeString(
            folder.resolve("next.json"),
            Files.readString(Path.of(Acrfw.SAMPLE)).replace("198.51.100.64/27", "198.51.100.0/27"));
    Files.writeString(folder.resolve("old"), generate(target.format(), "-l", "westeurope"));
    List<String> args =
        List.of("generate", "-s", next.toString(), "-l", "westeurope", "-f", target.format());
    Files.writeString(folder.resolve("new"), Acrfw.succeed(args.toArray(String[]::new)).out());
    run(
        target,
        """
            drop_all host
            host %1$s old
            nsenter -t $host -n python3 net.py hammer 192.0.2.1 443 stop >hammered 2>&1 & extra=$!
            n=0
            while [ $n -lt 25 ]; do
              host %1$s new
              host %1$s old
              n=$((n + 1))
            done
            touch stop
            wait $extra
            cat hammered
            grep -qx 'attempts=True failures=0' hammered
            reaches host 198.51.100.65 443
            misses host 198.51.100.1 443
            """
            .formatted(target.load()));
  }

  /** The page's commands, with the network of these hosts in place of the page's. */
  private static String[] gatewayOfTheDocumentation(int line) throws IOException {
    String page = Files.readString(Path.of("docs/hosts.md"));
    int heading = page.indexOf("## A gateway");
    int start = page.indexOf("```sh\n", heading) + "```sh\n".length();
    String command = page.substring(start, page.indexOf("```", start)).lines().toList().get(line);
    assertThat(command).startsWith("acrfw generate ").endsWith(" -o acrfw.nft");
    String options = command.substring("acrfw ".length(), command.indexOf(" -o "));
    return (options + " -s " + Acrfw.SAMPLE).replace("192.168.7.0/24", "172.30.1.0/24").split(" ");
  }

  @Test
  void theGatewayOfTheDocumentationOpensADroppingChainAndEnforcesOnAnAcceptingOne()
      throws IOException {
    for (int line = 0; line < 2; line++) {
      Files.writeString(
          folder.resolve("rules" + line), Acrfw.succeed(gatewayOfTheDocumentation(line)).out());
    }
    run(
        ThreeHosts.nftables(),
        """
        drop_all gateway
        misses host 192.0.2.1 443
        gateway nft -f rules0
        reaches host 192.0.2.1 443
        reaches host 2001:db8:0:1::1 443
        misses host 192.0.2.9 443
        gateway nft flush ruleset
        gateway nft add table inet filter
        reaches host 192.0.2.9 443
        gateway nft -f rules1
        reaches host 192.0.2.1 443
        misses host 192.0.2.9 443
        reaches gateway 192.0.2.9 443
        """);
  }

  @Test
  void withoutTheJumpOfTheHeaderTheRulesOpenNothing() throws IOException {
    Files.writeString(folder.resolve("rules"), generate("nftables", "-l", "westeurope"));
    Target nftables = ThreeHosts.nftables();
    String without = nftables.setUp().replace(" jump acrfw_output;", "");
    run(
        new Target("nftables without a jump", "nftables", without, nftables.load()),
        "drop_all host\nhost nft -f rules\nmisses host 192.0.2.1 443\n");
  }

  @Test
  void withoutAFirewallEveryAddressAnswersOnItsOpenPorts() throws IOException {
    run(
        ThreeHosts.nftables(),
        """
        reaches host 192.0.2.9 80
        misses host 192.0.2.9 81
        reaches host 2001:db8:9::1 443
        reaches_udp host 192.0.2.9 80
        """);
  }
}
