package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code acrfw lookup --log} reads what a kernel writes when packets meet LOG rules. */
class LogIT {
  /** A namespace other than the first logs only with this. */
  private static final Path ALL_NAMESPACES = Path.of("/proc/sys/net/netfilter/nf_log_all_netns");

  @TempDir private Path folder;
  private String before = "";

  @BeforeEach
  void letNamespacesLog() throws IOException {
    Namespace.require();
    Program.require("dmesg", "iptables-legacy");
    Program.requireThat(Files.isWritable(ALL_NAMESPACES), "no " + ALL_NAMESPACES);
    before = Files.readString(ALL_NAMESPACES);
    Files.writeString(ALL_NAMESPACES, "1");
  }

  @AfterEach
  void putBack() throws IOException {
    if (!before.isEmpty()) {
      Files.writeString(ALL_NAMESPACES, before);
    }
  }

  @Test
  void ofNftAndOfIptablesInBothFamiliesAndDirections() throws IOException {
    String mark = "t" + Long.toHexString(System.nanoTime());
    Namespace.run(
            folder,
            """
            ip addr add 192.0.2.3/32 dev lo
            ip addr add 2001:db8:0:1::5/128 dev lo nodad
            nft -f - <<'RULES'
            table inet f {
              chain out {
                type filter hook output priority 0
                tcp dport 443 log prefix "MARK nft: " drop
              }
              chain in {
                type filter hook input priority 0
                tcp dport 8443 log prefix "MARK nft: " drop
              }
            }
            RULES
            iptables-legacy -A OUTPUT -p tcp --dport 444 -j LOG --log-prefix 'MARK ipt: '
            ip6tables-legacy -A OUTPUT -p tcp --dport 445 -j LOG --log-prefix 'MARK ipt: '
            python3 - <<'P'
            import socket
            for family, host, ports in ((socket.AF_INET, '192.0.2.3', (443, 444, 8443)),
                                        (socket.AF_INET6, '2001:db8:0:1::5', (443, 445, 8443))):
              for port in ports:
                with socket.socket(family) as s:
                  s.settimeout(0.2)
                  s.connect_ex((host, port))
            P
            dmesg | grep MARK >kernel.log
            """
                .replace("MARK", mark))
        .succeeded();
    String report =
        Acrfw.succeed("lookup", "-s", Acrfw.SAMPLE, "--log", folder + "/kernel.log").out();
    assertThat(report.replaceAll(" +", " "))
        .contains(
            " 192.0.2.3 outbound 443 AzureContainerRegistry.WestEurope\n",
            " 192.0.2.3 outbound 444 AzureContainerRegistry.WestEurope\n",
            " 192.0.2.3 inbound 8443 AzureContainerRegistry.WestEurope\n",
            " 2001:db8:0:1::5 outbound 443 AzureContainerRegistry.WestEurope\n",
            " 2001:db8:0:1::5 outbound 445 AzureContainerRegistry.WestEurope\n",
            " 2001:db8:0:1::5 inbound 8443 AzureContainerRegistry.WestEurope\n",
            "Of other tags: 0 times\n",
            "Of no tag: 0 times\n");
  }
}
