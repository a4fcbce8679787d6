package dev.acrfw.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rule sets as nobody would write them, of all that decides over a connection to port 443: each is
 * a script that loads it.
 */
final class RandomRules {
  static final List<String> IPV4 =
      IntStream.range(0, 24).mapToObj(i -> "192.0.2." + (i * 5 + 1)).toList();
  static final List<String> IPV6 =
      IntStream.range(0, 12)
          .mapToObj(i -> "2001:db8:0:1::" + Integer.toHexString(i * 9 + 1))
          .toList();

  private final Random random;
  private final boolean inbound;

  /**
   * @param inbound whether peers connect to the host, and not the host to peers
   */
  RandomRules(long seed, boolean inbound) {
    random = new Random(seed);
    this.inbound = inbound;
  }

  @SafeVarargs
  private <T> T one(T... of) {
    return of[random.nextInt(of.length)];
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private String prefix(boolean ipv6) {
    return ipv6
        ? "2001:db8:0:1::%x/%d".formatted(random.nextInt(8) << 4, one(120, 124, 122, 128))
        : "192.0.2.%d/%d".formatted(random.nextInt(32) << 2, one(25, 26, 27, 28, 30));
  }

  private String prefixes(boolean ipv6, String separator) {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(
            i ->
                ipv6
                    ? "2001:db8:0:1::%x/124".formatted((i * 2 + random.nextInt(2)) << 4)
                    : "192.0.2.%d/28".formatted((i * 2 + random.nextInt(2)) << 4))
        .collect(Collectors.joining(separator));
  }

  /** A script for iptables and ipset; it needs nothing of what was there before. */
  String iptables() {
    StringBuilder text = new StringBuilder();
    for (boolean ipv6 : new boolean[] {false, true}) {
      String suffix = ipv6 ? "6" : "4";
      String family = ipv6 ? " family inet6" : " family inet";
      text.append("host ipset restore <<'S'\n");
      text.append("create n").append(suffix).append(" hash:net").append(family).append('\n');
      for (String each : prefixes(ipv6, " ").split(" ")) {
        text.append("add n").append(suffix).append(' ').append(each).append('\n');
      }
      text.append("create p").append(suffix).append(" hash:net,port").append(family).append('\n');
      for (String each : prefixes(ipv6, " ").split(" ")) {
        text.append("add p").append(suffix).append(' ').append(each);
        text.append(one(",tcp:443", ",tcp:80", ",udp:443", ",440-450")).append('\n');
      }
      text.append("create l").append(suffix).append(" list:set\nadd l");
      text.append(suffix).append(" n").append(suffix).append("\nS\n");
      text.append("host ip").append(ipv6 ? "6" : "").append("tables-restore <<'S'\n*filter\n");
      text.append(":INPUT ").append(one("ACCEPT", "DROP")).append("\n:OUTPUT ");
      text.append(one("ACCEPT", "DROP")).append("\n:C1 -\n:C2 -\n:C3 -\n:D1 -\n");
      if (chance(80)) {
        text.append("-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\n");
      }
      if (chance(80)) {
        text.append("-A OUTPUT -m state --state ESTABLISHED -j ACCEPT\n");
      }
      rules(text, "OUTPUT", ipv6, "C1", "C2", "C3");
      rules(text, "C1", ipv6, "C2", "C3");
      rules(text, "C2", ipv6, "C3");
      rules(text, "C3", ipv6);
      rules(text, "INPUT", ipv6, "D1");
      rules(text, "D1", ipv6);
      text.append("COMMIT\n*mangle\n:OUTPUT ACCEPT\n");
      if (chance(50)) {
        rules(text, "OUTPUT", ipv6);
      }
      text.append("COMMIT\nS\n");
    }
    return text.toString();
  }

  private void rules(StringBuilder text, String chain, boolean ipv6, String... below) {
    boolean in = chain.equals("INPUT") || chain.equals("D1");
    for (int i = random.nextInt(2) + (below.length > 0 ? 2 : 1); i > 0; i--) {
      text.append("-A ").append(chain);
      List<String> conditions = new ArrayList<>();
      for (int c = random.nextInt(3); c >= 0; c--) {
        String condition = iptablesCondition(in, ipv6);
        boolean taken =
            Stream.of(" -p ", " -d ", " -s ", " -i ", " -o ")
                .anyMatch(
                    once ->
                        condition.contains(once)
                            && conditions.stream().anyMatch(other -> other.contains(once)));
        if (!taken) {
          conditions.add(condition);
        }
      }
      conditions.forEach(text::append);
      String verdict = one("ACCEPT", "ACCEPT", "ACCEPT", "DROP", "REJECT", "RETURN");
      if (verdict.equals("REJECT") && text.indexOf("*mangle") >= 0) {
        verdict = "DROP";
      }
      text.append(
          below.length > 0 && chance(40)
              ? (chance(20) ? " -g " : " -j ") + one(below)
              : " -j " + verdict);
      text.append('\n');
    }
  }

  private String iptablesCondition(boolean in, boolean ipv6) {
    String address = in ? "-s" : "-d";
    String side = in ? "src" : "dst";
    String port = in == inbound ? "--dport" : "--sport";
    String portSide = in == inbound ? "dst" : "src";
    String s = ipv6 ? "6" : "4";
    return " "
        + one(
            address + " " + prefix(ipv6),
            "! " + address + " " + prefix(ipv6),
            "-m set --match-set n" + s + " " + side,
            "-m set ! --match-set n" + s + " " + side,
            "-m set --match-set p" + s + " " + side + "," + portSide,
            "-m set --match-set l" + s + " " + side,
            (in ? "-i" : "-o") + " lo",
            "! " + (in ? "-i" : "-o") + " lo",
            "-m conntrack --ctstate NEW",
            "-m conntrack ! --ctstate NEW",
            "-m conntrack --ctstate NEW,ESTABLISHED",
            "-m addrtype --" + side + "-type UNICAST",
            "-m addrtype ! --" + side + "-type LOCAL",
            "-m iprange --"
                + side
                + "-range "
                + (ipv6 ? "2001:db8:0:1::8-2001:db8:0:1::33" : "192.0.2.7-192.0.2.77"),
            "-m mark --mark 0x0/0xff",
            "-m comment --comment \"it's \\\"-j ACCEPT\\\"\"",
            "-m multiport -p tcp " + port + "s 80,443",
            "-m multiport -p tcp " + port + "s 1:100,440:450",
            "-p tcp -m tcp " + port + " 443",
            "-p tcp -m tcp ! " + port + " 443",
            "-p tcp -m tcp " + port + " 400:500",
            "-p tcp -m tcp --tcp-flags SYN,ACK SYN",
            "-p tcp -m tcp ! --syn",
            "-p udp");
  }

  /** A file for nft; it needs a table that is not there. */
  String nftables() {
    StringBuilder text = new StringBuilder("table inet trial {\n");
    for (boolean ipv6 : new boolean[] {false, true}) {
      String s = ipv6 ? "6" : "4";
      String type = ipv6 ? "ipv6_addr" : "ipv4_addr";
      text.append("set n").append(s).append(" { type ").append(type);
      text.append("; flags interval; elements = { ").append(prefixes(ipv6, ", "));
      text.append(" }; }\nset p").append(s).append(" { type ").append(type);
      text.append(" . inet_service; flags interval; elements = { ");
      text.append(prefixes(ipv6, " . 443, ")).append(" . ").append(one("443", "80", "440-450"));
      text.append(" }; }\n");
    }
    text.append("chain c3 {\n");
    nftRules(text, false);
    text.append("}\nchain c2 {\n");
    nftRules(text, false, "c3");
    text.append("}\nchain c1 {\n");
    nftRules(text, false, "c2", "c3");
    text.append("}\nchain d1 {\n");
    nftRules(text, true);
    text.append("}\nmap m4 { type ipv4_addr : verdict; flags interval; elements = { ");
    text.append("192.0.2.0/28 : jump c1, 192.0.2.16/28 : accept, 192.0.2.32/28 : goto c2, ");
    text.append("192.0.2.48/29 : drop }; }\n");
    base(text, "output", 0, false, "c1", "c2", "c3");
    if (chance(40)) {
      base(text, "output", 10, false, "c3");
    }
    base(text, "input", 0, true, "d1");
    return text.append("}\n").toString();
  }

  private void base(StringBuilder text, String hook, int priority, boolean in, String... below) {
    text.append("chain ").append(hook).append(priority).append(" { type filter hook ").append(hook);
    text.append(" priority ")
        .append(priority)
        .append("; policy ")
        .append(one("accept", "accept", "drop"));
    text.append(";\n");
    if (chance(80)) {
      text.append(
          one(
              "ct state established,related accept\n",
              "ct state established accept\n",
              "ct state vmap { established : accept, related : accept, invalid : drop }\n"));
    }
    nftRules(text, in, below);
    text.append("}\n");
  }

  private void nftRules(StringBuilder text, boolean in, String... below) {
    for (int i = random.nextInt(2) + (below.length > 0 ? 2 : 1); i > 0; i--) {
      boolean ipv6 = chance(40);
      boolean udp = chance(5);
      List<String> conditions = new ArrayList<>();
      for (int c = random.nextInt(2); c >= 0; c--) {
        String condition = nftCondition(in, ipv6);
        boolean conflicts =
            (udp && condition.contains("tcp")) || (ipv6 && condition.contains("nfproto ipv4"));
        if (!conflicts) {
          conditions.add(condition);
        }
      }
      if (udp) {
        conditions.add(in == inbound ? "udp dport 443" : "udp sport 443");
      }
      text.append(String.join(" ", conditions)).append(' ');
      if (below.length > 0 && chance(40)) {
        text.append(chance(20) ? "goto " : "jump ").append(one(below));
      } else if (below.length == 3 && !udp && !ipv6 && chance(30)) {
        text.append(
            one(
                "ip daddr vmap @m4",
                "tcp dport vmap { 80 : drop, 443 : jump c1 }",
                "tcp dport vmap { 1-100 : drop, 400-500 : goto c2 }",
                "meta l4proto . tcp dport vmap { tcp . 443 : jump c3 }"));
      } else {
        text.append(one("accept", "accept", "accept", "drop", "reject", "return", "continue"));
      }
      text.append('\n');
    }
  }

  private String nftCondition(boolean in, boolean ipv6) {
    String ip = ipv6 ? "ip6" : "ip";
    String s = ipv6 ? "6" : "4";
    String address = ip + (in ? " saddr " : " daddr ");
    String port = in == inbound ? "tcp dport " : "tcp sport ";
    return one(
        address + prefix(ipv6),
        address + "!= " + prefix(ipv6),
        address + "{ " + prefixes(ipv6, ", ") + " }",
        address + "!= { " + prefixes(ipv6, ", ") + " }",
        address + "@n" + s,
        address + "!= @n" + s,
        address + ". " + port + "@p" + s,
        port + "443",
        port + "!= 443",
        port + "{ 80, 443 }",
        port + "400-500",
        port + ">= 443",
        port + "< 443",
        "meta l4proto != udp",
        "meta nfproto ipv4",
        "meta l4proto tcp",
        (in ? "iifname" : "oifname") + " != \"lo\"",
        (in ? "iif" : "oif") + " lo",
        "ct state new",
        "ct state != new",
        "ct state { new, established }",
        "ct direction original",
        "meta mark & 0xff == 0",
        "meta mark 0",
        "tcp flags & (syn | ack) == syn",
        "tcp flags syn",
        "counter",
        "fib " + (in ? "saddr" : "daddr") + " type unicast");
  }
}
