package dev.acrfw.kernel;

import static dev.acrfw.kernel.ThreeHosts.generate;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever an earlier output left, a load gives the rules of its own selection and {@code --remove}
 * gives none.
 */
class AnyStateIT {
  private static final List<List<String>> SELECTIONS =
      List.of(
          List.of("-l", "westeurope"),
          List.of("-l", "northeurope", "--family", "ipv4"),
          List.of("-l", "westeurope", "--for", "iot-edge"),
          List.of("-l", "westeurope", "--for", "webhook:8443,pull"),
          List.of("-l", "westeurope", "--for", "webhook", "--hook", "forward"),
          List.of("--tag", "AzureIoTHub:8883"),
          List.of("-l", "westeurope", "--enforce"));

  /**
   * How rules are loaded, all forgotten, and shown.
   *
   * @param show the state in the kernel, without what other names own
   */
  record Kind(String name, String format, String setUp, String load, String reset, String show) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    String nft =
        """
        nft -f - <<'RULES'
        table inet filter {
          chain acrfw_output { }
          chain output { type filter hook output priority filter; policy accept; jump acrfw_output; }
        }
        RULES
        """;
    return Stream.of(
        new Kind(
            "nftables",
            "nftables",
            "",
            "nft -f",
            "nft flush ruleset\n" + nft,
            "nft -s list table inet filter | sed '/chain enforced_/,/}/d' | grep -v '^$' | sort"),
        iptables("iptables", "nft"),
        iptables("iptables", "legacy"),
        iptables("ipset", "nft"),
        iptables("ipset", "legacy"));
  }

  private static Kind iptables(String format, String backEnd) {
    return new Kind(
        format + "-" + backEnd,
        format,
        Namespace.backEnd(backEnd),
        "sh",
        """
        for c in iptables ip6tables; do $c -F; $c -X; $c -A OUTPUT -o lo -j ACCEPT; done
        ipset destroy
        """,
        "iptables -S; ip6tables -S; ipset save | sed 's, initval .*,,' | sort");
  }

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aLoadAfterAnyEarlierOutputGivesTheSameRulesAndRemovalNone(Kind kind) throws IOException {
    for (int i = 0; i < SELECTIONS.size(); i++) {
      String rules = generate(kind.format, SELECTIONS.get(i).toArray(String[]::new));
      Files.writeString(folder.resolve("rules" + i), rules);
      rules =
          generate(
              kind.format,
              Stream.concat(Stream.of("--name", "two"), SELECTIONS.get(i).stream())
                  .toArray(String[]::new));
      Files.writeString(folder.resolve("two" + i), rules);
    }
    Files.writeString(folder.resolve("remove"), removal(kind, "acrfw"));
    Files.writeString(folder.resolve("remove-two"), removal(kind, "two"));
    int last = SELECTIONS.size() - 1;
    Namespace.run(
            folder,
            kind.setUp
                + "reset() {\n"
                + kind.reset
                + "}\nshow() { "
                + kind.show
                + "; }\n"
                + """
                reset
                show >none
                for new in $(seq 0 %1$d); do
                  reset
                  %2$s rules$new
                  show >fresh
                  ! cmp -s none fresh
                  for old in $(seq 0 %1$d); do
                    reset
                    %2$s rules$old
                    %2$s rules$new
                    show >after
                    cmp fresh after || { echo "$old then $new"; diff fresh after; exit 1; }
                  done
                done
                for both in 0:1 2:3 4:5 5:0 3:3; do
                  reset
                  %2$s rules${both%%:*}
                  %2$s two${both#*:}
                  show | grep -q two_
                  %2$s rules%1$d
                  %2$s remove
                  %2$s remove
                  show | grep -q two_
                  ! show | grep -v two_ | diff - none | grep -e acrfw_.*_v -e dport -e 'match-set' -e enforce
                  %2$s remove-two
                  show | grep -v -e 'chain two_output {' >after
                  %3$s
                done
                """
                    .formatted(
                        last,
                        kind.load,
                        kind.format.equals("nftables")
                            // The empty chain of the second name is one more "}" as well.
                            ? "{ cat none; echo '\t}'; } | sort | diff - after"
                            : "diff none after"))
        .succeeded();
  }

  private static String removal(Kind kind, String name) {
    Stream<String> args =
        Stream.concat(
            Stream.of("generate", "--remove", "-f", kind.format, "--name", name),
            kind.format.equals("nftables") ? Stream.of("--hook", "output") : Stream.of());
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }
}
