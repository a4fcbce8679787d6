package dev.acrfw.kernel;

import static dev.acrfw.kernel.ThreeHosts.generate;

import dev.acrfw.kernel.ThreeHosts.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code --enforce} drops, and what it leaves alone, seen from real connections. */
@Execution(ExecutionMode.CONCURRENT)
class EnforceIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aHostThatAcceptsByDefaultKeepsToTheTagsOnTheirPortsAndIsFreeElsewhere(Target target)
      throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(target.format(), "-l", "westeurope", "--enforce", "--except", "203.0.113.7/32"));
    Files.writeString(
        folder.resolve("ipv4"),
        generate(target.format(), "-l", "westeurope", "--enforce", "--family", "ipv4"));
    ThreeHosts.run(
        folder,
        target,
        """
        [ "$(echo %1$s)" = sh ] || host nft add table inet filter
        nsenter -t $host -n python3 net.py serve 443 >/dev/null 2>&1 &
        extra=$!
        nsenter -t $host -n python3 net.py hold 192.0.2.9 443 held stop & holding=$!
        while [ ! -e held ]; do sleep 0.05; done
        host %1$s rules
        reaches host 192.0.2.1 443
        reaches host 2001:db8:0:1::1 443
        reaches host 203.0.113.7 443
        misses host 192.0.2.9 443
        misses host 2001:db8:0:2::1 443
        misses_udp host 192.0.2.9 443
        misses_udp host 2001:db8:0:2::1 443
        reaches host 192.0.2.9 80
        reaches host 2001:db8:9::1 80
        reaches_udp host 192.0.2.9 80
        reaches host 127.0.0.1 443
        reaches host ::1 443
        reaches azure 172.30.1.2 443
        host ip -6 neighbour flush dev to-gateway
        reaches host 2001:db8:0:1::1 443
        touch stop
        wait $holding
        host %1$s ipv4
        reaches host 192.0.2.1 443
        misses host 192.0.2.9 443
        misses host 2001:db8:0:1::1 443
        reaches host 2001:db8:0:1::1 80
        """
            .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aHostThatDropsByDefaultReachesTheTagsStill(Target target) throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(target.format(), "-l", "westeurope", "--for", "pull,webhook:80", "--enforce"));
    ThreeHosts.run(
        folder,
        target,
        """
        nsenter -t $host -n python3 net.py serve 80 >/dev/null 2>&1 &
        extra=$!
        drop_all host
        host %1$s rules
        reaches host 192.0.2.1 443
        reaches host 2001:db8:1:b::1 443
        misses host 192.0.2.9 443
        reaches azure 172.30.1.2 80 192.0.2.1
        misses azure 172.30.1.2 80 192.0.2.9
        """
            .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aGatewayEnforcesForTheLocalHostsAndNobodyElse(Target target) throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(
            target.format(),
            "-l",
            "westeurope",
            "--hook",
            "forward",
            "--enforce",
            "--local",
            "172.30.1.2/32,fd00:1::2/128"));
    ThreeHosts.run(
        folder,
        target,
        """
        [ "$(echo %1$s)" = sh ] || gateway nft add table inet filter
        host ip address add 172.30.1.77/24 dev to-gateway
        host ip -6 address add fd00:1::77/64 dev to-gateway nodad
        nsenter -t $host -n python3 net.py serve 443 >/dev/null 2>&1 &
        extra=$!
        gateway %1$s rules
        reaches host 192.0.2.1 443 172.30.1.2
        reaches host 2001:db8:0:1::1 443 fd00:1::2
        misses host 192.0.2.9 443 172.30.1.2
        misses host 2001:db8:0:2::1 443 fd00:1::2
        reaches host 192.0.2.9 80 172.30.1.2
        reaches host 192.0.2.9 443 172.30.1.77
        reaches host 2001:db8:0:2::1 443 fd00:1::77
        reaches azure 172.30.1.2 443
        reaches azure fd00:1::2 443
        reaches gateway 192.0.2.9 443
        """
            .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void withContainersTheHostItselfIsEnforcedAsWell(Target target) throws IOException {
    Files.writeString(
        folder.resolve("rules"),
        generate(
            target.format(),
            "-l",
            "westeurope",
            "--hook",
            "output,forward",
            "--enforce",
            "--local",
            "172.30.1.0/24"));
    ThreeHosts.run(
        folder,
        target,
        """
        [ "$(echo %1$s)" = sh ] || gateway nft add table inet filter
        gateway %1$s rules
        reaches host 192.0.2.1 443
        misses host 192.0.2.9 443
        reaches gateway 192.0.2.1 443
        misses gateway 192.0.2.9 443
        reaches gateway 192.0.2.9 80
        """
            .formatted(target.load()));
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void aSecondNameOnTheSameDirectionAndPortIsRefusedAndOnOthersNot(Target target)
      throws IOException {
    Files.writeString(
        folder.resolve("first"), generate(target.format(), "-l", "westeurope", "--enforce"));
    Files.writeString(
        folder.resolve("second"),
        generate(target.format(), "--name", "b", "-l", "northeurope", "--enforce"));
    Files.writeString(
        folder.resolve("other"),
        generate(target.format(), "--name", "c", "--tag", "AzureIoTHub:8883", "--enforce"));
    ThreeHosts.run(
        folder,
        target,
        """
        [ "$(echo %1$s)" = sh ] || host nft add table inet filter
        show() { if [ "$(echo %1$s)" = sh ]; then host iptables -S; host ip6tables -S; else host nft -s list ruleset; fi; }
        host %1$s first
        show >before
        ! host %1$s second 2>said
        cat said
        grep -q -e 'another name enforces out port 443' -e 'enforced_out_443' said
        show >after
        cmp before after
        host %1$s first
        host %1$s other
        show | grep -q c_output
        """
            .formatted(target.load()));
  }
}
