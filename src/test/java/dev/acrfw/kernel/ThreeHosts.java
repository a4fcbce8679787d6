package dev.acrfw.kernel;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Three network namespaces for real connections. "azure" owns every address of the sample file and
 * answers everywhere, TCP and UDP; between it and "host" lies "gateway".
 */
final class ThreeHosts {
  private ThreeHosts() {}

  private static final String NETWORK =
      """
      for n in host gateway azure; do
        unshare -n sleep 120 >/dev/null 2>&1 & eval "$n=$!"
      done
      trap 'kill $host $gateway $azure $server $extra 2>/dev/null || true' EXIT
      server= extra=
      for n in host gateway azure; do
        eval "pid=\\$$n"
        while [ "$(readlink /proc/$pid/ns/net)" = "$(readlink /proc/self/ns/net)" ]; do sleep 0.05; done
      done
      host() { nsenter -t $host -n "$@"; }
      gateway() { nsenter -t $gateway -n "$@"; }
      azure() { nsenter -t $azure -n "$@"; }
      ip link add to-gateway type veth peer name to-host
      ip link add to-gateway2 type veth peer name to-azure
      ip link set to-gateway netns $host; ip link set to-host netns $gateway
      ip link set to-gateway2 netns $azure; ip link set to-azure netns $gateway
      addresses() { # NAMESPACE LINK IPV4 IPV6
        $1 ip address add $3 dev $2; $1 ip -6 address add $4 dev $2 nodad
        $1 ip link set $2 up; $1 ip link set lo up
      }
      addresses host to-gateway 172.30.1.2/24 fd00:1::2/64
      addresses gateway to-host 172.30.1.1/24 fd00:1::1/64
      addresses gateway to-azure 172.30.2.1/24 fd00:2::1/64
      addresses azure to-gateway2 172.30.2.2/24 fd00:2::2/64
      host ip route add default via 172.30.1.1; host ip -6 route add default via fd00:1::1
      gateway ip route add default via 172.30.2.2; gateway ip -6 route add default via fd00:2::2
      azure ip route add default via 172.30.2.1; azure ip -6 route add default via fd00:2::1
      gateway sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
      for net in 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24; do azure ip route add local $net dev lo; done
      azure ip -6 route add local 2001:db8::/32 dev lo
      azure sysctl -qw net.ipv6.ip_nonlocal_bind=1
      nsenter -t $azure -n python3 net.py serve 80 443 5671 >/dev/null 2>&1 & server=$!
      for address in 192.0.2.1 2001:db8:0:1::1; do
        try=0
        until host python3 net.py connect $address 443 >/dev/null; do
          try=$((try + 1)); [ $try -lt 50 ]; sleep 0.1
        done
      done
      reaches() { # NAMESPACE ADDRESS PORT [SOURCE]
        n=$1; shift
        $n python3 net.py connect "$@" >/dev/null || { echo "$n does not reach $*"; exit 1; }
      }
      reaches_udp() {
        n=$1; shift
        $n python3 net.py udp "$@" >/dev/null || { echo "$n does not reach UDP $*"; exit 1; }
      }
      misses_udp() {
        n=$1; shift
        ! $n python3 net.py udp "$@" >/dev/null || { echo "$n reaches UDP $*"; exit 1; }
      }
      misses() {
        n=$1; shift
        ! $n python3 net.py connect "$@" >/dev/null || { echo "$n reaches $*"; exit 1; }
      }
      """;

  static String generate(String format, String... options) {
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", format));
    args.addAll(List.of(options));
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }

  /** Runs a script that knows the functions host, gateway, azure, reaches and misses. */
  static void run(Path folder, Target target, String script) throws IOException {
    for (String peers : List.of("net.py", "many.py")) {
      try (var in = ThreeHosts.class.getResourceAsStream("/kernel/" + peers)) {
        Files.write(folder.resolve(peers), in.readAllBytes());
      }
    }
    Namespace.run(folder, NETWORK + target.setUp() + script).succeeded();
  }

  /** How a default-drop firewall is set up and rules are loaded, for each target. */
  record Target(String name, String format, String setUp, String load) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Target nftables() {
    return new Target(
        "nftables",
        "nftables",
        """
        drop_all() { # NAMESPACE
          $1 nft -f - <<'RULES'
        table inet filter {
          chain acrfw_input { }
          chain acrfw_forward { }
          chain acrfw_output { }
          chain input { type filter hook input priority 0; policy drop; iif lo accept; icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept; ct state established accept; jump acrfw_input; }
          chain forward { type filter hook forward priority 0; policy drop; ct state established accept; jump acrfw_forward; }
          chain output { type filter hook output priority 0; policy drop; oif lo accept; icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept; ct state established accept; jump acrfw_output; }
        }
        RULES
        }
        """,
        "nft -f");
  }

  static Target iptables(String format, String backEnd) {
    return new Target(
        format + "-" + backEnd,
        format,
        Namespace.backEnd(backEnd)
            + """
        drop_all() { # NAMESPACE
          for t in iptables ip6tables; do
            for c in INPUT FORWARD OUTPUT; do
              $1 $t -P $c DROP
              $1 $t -A $c -m conntrack --ctstate ESTABLISHED -j ACCEPT
            done
            $1 $t -A INPUT -i lo -j ACCEPT; $1 $t -A OUTPUT -o lo -j ACCEPT
          done
          for type in 135 136; do
            $1 ip6tables -A INPUT -p icmpv6 --icmpv6-type $type -j ACCEPT
            $1 ip6tables -A OUTPUT -p icmpv6 --icmpv6-type $type -j ACCEPT
          done
        }
        """,
        "sh");
  }

  static Stream<Target> targets() {
    return Stream.of(
        nftables(),
        iptables("iptables", "nft"),
        iptables("iptables", "legacy"),
        iptables("ipset", "nft"),
        iptables("ipset", "legacy"));
  }
}
