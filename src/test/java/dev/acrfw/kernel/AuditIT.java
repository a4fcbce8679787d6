package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.firewall.AddressText;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.kernel.ThreeHosts.Target;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code acrfw audit} says of saved rules, and what real kernels and connections say. */
@Execution(ExecutionMode.CONCURRENT)
class AuditIT {
  /** For each of three back ends and two directions; more where more are asked for. */
  private static final int TRIALS = Integer.getInteger("acrfw.trials", 20);

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private JsonNode audit(String serviceTags, List<String> saved, String... selection)
      throws IOException {
    List<String> args = new ArrayList<>(List.of("audit", "-s", serviceTags, "-f", "json", "-q"));
    args.addAll(List.of(selection));
    saved.forEach(file -> args.add(folder.resolve(file).toString()));
    return new ObjectMapper().readTree(Acrfw.run(args.toArray(String[]::new)).out());
  }

  static Stream<Arguments> targets() {
    return Stream.of(
            ThreeHosts.iptables("iptables", "nft"),
            ThreeHosts.iptables("iptables", "legacy"),
            ThreeHosts.nftables())
        .flatMap(target -> Stream.of(Arguments.of(target, false), Arguments.of(target, true)));
  }

  @ParameterizedTest
  @MethodSource("targets")
  void ofRandomRulesItSaysWhatConnectionsDo(Target target, boolean inbound) throws Exception {
    boolean nft = target.format().equals("nftables");
    List<String> all = new ArrayList<>(RandomRules.IPV4);
    all.addAll(RandomRules.IPV6);
    Path tags = folder.resolve("tags.json");
    Files.writeString(tags, Acrfw.oneTag("AzureContainerRegistry", all));
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < TRIALS; i++) {
      RandomRules rules = new RandomRules(i, inbound);
      if (nft) {
        Files.writeString(folder.resolve("rules" + i), rules.nftables());
        script.append("host nft -f rules%d; host nft -j list ruleset > saved%d\n".formatted(i, i));
      } else {
        script.append(rules.iptables());
        script.append(
            "host iptables-save > v4.%1$d; host ip6tables-save > v6.%1$d; host ipset save > set.%1$d\n"
                .formatted(i));
      }
      script.append(
          (inbound
                  ? "azure python3 many.py from 172.30.1.2 fd00:1::2 443 %d %s > echoed%d\n"
                  : "host python3 many.py to 443 %d %s > echoed%d\n")
              .formatted(20_000 + i * all.size(), String.join(" ", all), i));
      script.append(
          nft
              ? "host nft flush ruleset\n"
              : "for t in iptables ip6tables; do for a in filter mangle; do host $t -t $a -F;"
                  + " host $t -t $a -X; done; for c in INPUT OUTPUT; do host $t -P $c ACCEPT; done;"
                  + " done; host ipset destroy l4; host ipset destroy l6; host ipset destroy\n");
    }
    ThreeHosts.run(folder, target, NEIGHBOURS + (inbound ? SERVER : "") + script);
    int decided = 0;
    for (int i = 0; i < TRIALS; i++) {
      List<String> saved = nft ? List.of("saved" + i) : List.of("v4." + i, "v6." + i, "set." + i);
      JsonNode audit =
          audit(
              tags.toString(),
              saved,
              inbound
                  ? new String[] {"--for", "webhook:443", "-l", "all"}
                  : new String[] {"--tag", "AzureContainerRegistry"});
      Set<String> accepted = new TreeSet<>(all);
      JsonNode opening = audit.path("openings").path(0);
      List<String> missing = new ArrayList<>();
      opening.path("missing").forEach(family -> family.forEach(c -> missing.add(c.asText())));
      accepted.removeIf(address -> Oracle.contains(missing, address));
      String echoed = Files.readString(folder.resolve("echoed" + i)).strip();
      Set<String> real = new TreeSet<>(List.of(echoed.split(" ")));
      real.remove("echoed");
      assertThat(accepted)
          .as("rule set %d: %s\n%s", i, saved, Files.readString(folder.resolve(saved.get(0))))
          .isEqualTo(real);
      decided += real.isEmpty() || real.size() == all.size() ? 0 : 1;
    }
    System.err.printf(
        "%s, %s: %d of %d rule sets let some through%n",
        target, inbound ? "inbound" : "outbound", decided, TRIALS);
    assertThat(decided).isGreaterThan(TRIALS / 8);
  }

  /** How each back end loads rules, and how what is in the kernel is saved. */
  private record BackEnd(String format, String kind) {
    String script() {
      if (format.equals("nftables")) {
        return "nft -f rules; nft -j list ruleset > saved.json\n";
      }
      return Namespace.backEnd(kind)
          + """
          sh rules
          iptables-save > v4; ip6tables-save > v6; ipset save > sets; nft -j list ruleset > saved.json
          """;
    }

    List<String> saved() {
      return switch (format) {
        case "nftables" -> List.of("saved.json");
        case "ipset" -> List.of("sets", "v4", "v6", "saved.json");
        default -> List.of("v4", "v6");
      };
    }
  }

  static Stream<BackEnd> backEnds() {
    return Stream.of(
        new BackEnd("nftables", ""),
        new BackEnd("iptables", "nft"),
        new BackEnd("iptables", "legacy"),
        new BackEnd("ipset", "nft"),
        new BackEnd("ipset", "legacy"));
  }

  private static final List<String> ANYWHERE =
      List.of("192.0.2.0/31", "198.51.100.143/32", "2001:db8:0:1::/64", "2001:db8:1:b::5/128");

  /** One more or one less, anywhere: each address of a few, in and out of the tags. */
  @ParameterizedTest
  @MethodSource("backEnds")
  void whatGenerateWritesIsFoundExactlyAndSoIsEachPrefixMoreOrLess(BackEnd backEnd)
      throws Exception {
    String[] selection = {"-l", "westeurope", "--for", "pull,webhook:8443"};
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "--enforce"));
    args.addAll(List.of("-f", backEnd.format));
    args.addAll(List.of(selection));
    Files.writeString(folder.resolve("rules"), Acrfw.succeed(args.toArray(String[]::new)).out());
    Namespace.run(folder, backEnd.script()).succeeded();
    JsonNode exact = audit(Acrfw.SAMPLE, backEnd.saved(), selection);
    assertThat(exact.path("openings")).hasSize(2);
    for (JsonNode opening : exact.path("openings")) {
      assertThat(all(opening, "missing")).isEmpty();
      assertThat(all(opening, "extra")).isEmpty();
    }
    for (String prefix : ANYWHERE) {
      Path other = without(prefix);
      JsonNode more = audit(other.toString(), backEnd.saved(), selection);
      assertThat(all(more.path("openings").path(0), "extra"))
          .isEqualTo(Oracle.space(Set.of(prefix)));
      assertThat(all(more.path("openings").path(0), "missing")).isEmpty();
    }
    for (String prefix : ANYWHERE) {
      Path other = without(prefix);
      List<String> reversed = new ArrayList<>(args);
      reversed.set(2, other.toString());
      Files.writeString(
          folder.resolve("rules"), Acrfw.succeed(reversed.toArray(String[]::new)).out());
      Namespace.run(folder, backEnd.script()).succeeded();
      JsonNode missing = audit(Acrfw.SAMPLE, backEnd.saved(), selection);
      assertThat(all(missing.path("openings").path(0), "missing"))
          .isEqualTo(Oracle.space(Set.of(prefix)));
      assertThat(all(missing.path("openings").path(0), "extra")).isEmpty();
    }
  }

  private static Map<BigInteger, BigInteger> all(JsonNode opening, String what) {
    List<String> cidrs = new ArrayList<>();
    opening.path(what).forEach(family -> family.forEach(cidr -> cidrs.add(cidr.asText())));
    return Oracle.space(cidrs);
  }

  /** The same tags with an address space less in each of them, whole prefixes in its place. */
  private Path without(String prefix) throws Exception {
    JsonNode tags = new ObjectMapper().readTree(Path.of(Acrfw.SAMPLE).toFile());
    AddressSpace gone = AddressText.parse(prefix);
    for (JsonNode tag : tags.path("values")) {
      AddressSpace.Builder space = new AddressSpace.Builder();
      ArrayNode prefixes = (ArrayNode) tag.path("properties").path("addressPrefixes");
      for (JsonNode each : prefixes) {
        space.addAll(AddressText.parse(each.asText()));
      }
      AddressSpace left = space.build().difference(gone);
      prefixes.removeAll();
      for (Family family : Family.values()) {
        left.of(family).cidrs().forEach(prefixes::add);
      }
    }
    return Files.writeString(folder.resolve("other.json"), tags.toString());
  }

  private static final String SERVER =
      """
      nsenter -t $host -n python3 net.py serve 443 >/dev/null 2>&1 & extra=$!
      try=0
      until host python3 net.py connect 172.30.1.2 443 >/dev/null; do
        try=$((try + 1)); [ $try -lt 50 ]; sleep 0.1
      done
      """;

  /** Without these, a rule that drops ICMPv6 would stop IPv6, whatever it says of TCP. */
  private static final String NEIGHBOURS =
      """
      mac() { $1 ip -o link show $2 | sed 's/.*link.ether \\([0-9a-f:]*\\).*/\\1/'; }
      host ip -6 neighbour replace fd00:1::1 lladdr $(mac gateway to-host) dev to-gateway nud permanent
      gateway ip -6 neighbour replace fd00:1::2 lladdr $(mac host to-gateway) dev to-host nud permanent
      """;
}
