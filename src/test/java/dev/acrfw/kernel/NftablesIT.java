package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Golden;
import dev.acrfw.Oracle;
import dev.acrfw.ReadBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NftablesIT {
  /** What Debian's package puts into /etc/nftables.conf, with a default of drop. */
  private static final Path DEBIAN = Path.of("src/test/resources/kernel/debian.nft");

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  static Stream<List<String>> selections() {
    Stream<List<String>> samples =
        Stream.of(
            List.of("-s", Acrfw.SAMPLE, "-r", "contoso", "-l", "westeurope"),
            List.of("-s", Acrfw.SAMPLE, "-l", "all", "--tag", "AzureIoTHub:8883"),
            List.of("-s", Acrfw.SAMPLE, "-l", "westeurope", "--for", "iot-edge"),
            List.of("-s", Acrfw.SAMPLE, "-l", "westeurope", "--for", "webhook:8443,pull"),
            List.of(
                "-s",
                Acrfw.SAMPLE,
                "-l",
                "northeurope",
                "--family",
                "ipv4",
                "--hook",
                "forward,output"));
    if (!Acrfw.hasPublishedFiles()) {
      return samples;
    }
    String newest = Acrfw.published("ServiceTags_Public_20251109.json");
    return Stream.concat(
        samples,
        Stream.of(
            List.of("-s", newest, "-l", "all"),
            List.of("-s", newest, "-l", "westeurope"),
            List.of("-s", Acrfw.published("ServiceTags_China_20251101.json"), "-l", "all")));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void theFileLoadsTwiceIntoADebianTableAndTheKernelHoldsExactlyItsAddresses(List<String> selection)
      throws IOException {
    String rules = generate(selection);
    Files.writeString(folder.resolve("rules.nft"), rules);
    Files.copy(DEBIAN, folder.resolve("debian.nft"));
    Namespace.Result result =
        Namespace.run(
                folder,
                """
                nft -f debian.nft
                nft -c -f rules.nft
                nft -f rules.nft
                nft -s list ruleset >first
                nft -f rules.nft
                nft -s list ruleset >second
                cmp first second
                nft -j list ruleset
                """)
            .succeeded();
    Map<String, List<String>> loaded = KernelRules.sets(result.output());
    Map<String, List<String>> wanted = ReadBack.read("nftables", rules);
    List<String> all = new ArrayList<>();
    loaded.values().forEach(all::addAll);
    List<String> expected = new ArrayList<>();
    wanted.values().forEach(expected::addAll);
    assertThat(Oracle.space(all)).isEqualTo(Oracle.space(expected));
    for (String key : wanted.keySet()) {
      if (!key.matches(".*(8443|d 8883)")) {
        assertThat(loaded)
            .containsKey(
                "acrfw_"
                    + key.replace("outbound ", "out_").replace("inbound ", "in_").replace(',', '_')
                    + "_v4");
      }
    }
  }

  @Test
  void aTableThatIsDormantRefusesTheFileAndStaysAsItIs() throws IOException {
    Files.writeString(
        folder.resolve("rules.nft"), generate(List.of("-s", Acrfw.SAMPLE, "-l", "all")));
    Namespace.run(
            folder,
            """
            echo 'table inet filter { flags dormant; chain mine { accept; }; }' | nft -f -
            nft list ruleset >before
            ! nft -f rules.nft 2>said
            grep -q 'Invalid argument' said
            nft list ruleset | cmp - before
            nft add table inet filter
            nft -f rules.nft
            nft list chain inet filter acrfw_output | grep -q accept
            """)
        .succeeded();
  }

  @Test
  void anUpdateReplacesWhatWasThere() throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE));
    Path next =
        Files.writeString(
            folder.resolve("next.json"), sample.replace("198.51.100.128/28", "198.51.100.0/28"));
    Files.writeString(
        folder.resolve("old.nft"), generate(List.of("-s", Acrfw.SAMPLE, "-l", "westeurope")));
    Files.writeString(
        folder.resolve("new.nft"), generate(List.of("-s", next.toString(), "-l", "westeurope")));
    Files.copy(DEBIAN, folder.resolve("debian.nft"));
    Namespace.Result result =
        Namespace.run(
                folder,
                """
                nft -f debian.nft; nft -f new.nft; nft -s list ruleset >fresh
                nft -f debian.nft; nft -f old.nft; nft -f new.nft; nft -s list ruleset >updated
                cmp fresh updated
                cat updated
                """)
            .succeeded();
    assertThat(result.output()).contains("198.51.100.0/28").doesNotContain("198.51.100.128/28");
  }

  /** Before its first brace, nft takes the beginning of a table's name for the name of a table. */
  @ParameterizedTest
  @CsvSource({"ipv4, 1", "ipv6 --enforce, 19"})
  void aFileCutOffAtAnyByteBehindItsFirstBraceDoesNotLoadAndChangesNothing(String options, int step)
      throws IOException {
    List<String> selection = new ArrayList<>(List.of("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    selection.addAll(List.of(("--family " + options).split(" ")));
    String rules = generate(selection);
    Files.writeString(folder.resolve("rules.nft"), rules);
    Files.writeString(
        folder.resolve("old.nft"), generate(List.of("-s", Acrfw.SAMPLE, "-l", "northeurope")));
    Files.copy(DEBIAN, folder.resolve("debian.nft"));
    Namespace.run(
            folder,
            """
            nft -f debian.nft; nft -f old.nft; nft -s list ruleset >before
            n=%d
            while [ $n -lt %d ]; do
              head -c $n rules.nft >cut.nft
              if nft -f cut.nft 2>/dev/null; then echo "loaded with $n bytes"; exit 1; fi
              nft -s list ruleset >after
              cmp before after || { echo "changed with $n bytes"; exit 1; }
              n=$((n + %d))
            done
            """
                .formatted(rules.indexOf('{') + 1, rules.length() - 1, step))
        .succeeded();
  }

  @Test
  void theHeadersAdviceLoadsWithTheOutputPresentAbsentAndTwice() throws IOException {
    String rules = generate(List.of("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    List<String> advice =
        rules
            .lines()
            .dropWhile(l -> !l.startsWith("# Put into"))
            .skip(1)
            .takeWhile(l -> l.startsWith("#   "))
            .map(l -> l.substring(1))
            .toList();
    String config = "flush ruleset\n" + String.join("\n", advice) + "\n";
    assertThat(config).contains("jump acrfw_output", "include");
    assertLoadsWithTheOutputPresentAbsentAndTwice(config, rules);
  }

  /** An output of the first edition, with every named set and chain that it had. */
  @Test
  void whatAnEarlierVersionMadeIsTakenAwayByALoadAndByARemoval() throws IOException {
    Files.copy(
        Path.of("src/test/resources/earlier/nftables-0.1.0.nft"), folder.resolve("earlier.nft"));
    Files.writeString(
        folder.resolve("new.nft"), generate(List.of("-s", Acrfw.SAMPLE, "-l", "westeurope")));
    Files.writeString(
        folder.resolve("remove.nft"),
        Acrfw.succeed("generate", "-f", "nftables", "--remove", "--hook", "output").out());
    Files.copy(DEBIAN, folder.resolve("debian.nft"));
    Namespace.run(
            folder,
            """
            nft -f debian.nft; nft -f earlier.nft
            [ "$(nft list sets | grep -c 'set acrfw_')" = 6 ]
            nft -f new.nft
            # The chain that enforces belongs to whichever name does, and stays without a rule.
            nft delete chain inet filter enforced_out_443
            nft delete chain inet filter enforced_out_5671
            nft delete chain inet filter enforced_out_8883
            nft delete chain inet filter enforced_in_443
            for chain in acrfw_forward acrfw_input; do nft delete chain inet filter $chain; done
            nft -s list ruleset >updated
            nft -f debian.nft; nft -f new.nft
            for chain in acrfw_forward acrfw_input; do nft delete chain inet filter $chain; done
            nft -s list ruleset >fresh
            sort fresh >a; sort updated >b; cmp a b
            nft -f debian.nft; nft -f earlier.nft; nft -f remove.nft
            ! nft list sets | grep 'set acrfw_'
            [ "$(nft list chains | grep -c 'chain acrfw_')" = 1 ]
            """)
        .succeeded();
  }

  @Test
  void theWholeFileOfTheDocumentationLoadsWithTheOutputPresentAbsentAndTwice() throws IOException {
    String page = Files.readString(Path.of("docs/hosts.md"));
    int start = page.indexOf("#!/usr/sbin/nft -f");
    String config = page.substring(start, page.indexOf("```", start));
    assertLoadsWithTheOutputPresentAbsentAndTwice(
        config, generate(List.of("-s", Acrfw.SAMPLE, "-l", "westeurope")));
  }

  private void assertLoadsWithTheOutputPresentAbsentAndTwice(String config, String rules)
      throws IOException {
    Files.writeString(
        folder.resolve("nftables.conf"), config.replace("/etc/nftables.d", folder + "/nftables.d"));
    Files.writeString(folder.resolve("rules.nft"), rules);
    Namespace.run(
            folder,
            """
            mkdir nftables.d
            nft -f nftables.conf
            cp rules.nft nftables.d/acrfw.nft
            nft -f nftables.conf
            nft -f nftables.conf
            nft list chain inet filter acrfw_output | grep -q '@acrfw_out_443_v4'
            [ "$(nft list ruleset | grep -c 'jump acrfw_output')" = 1 ]
            """)
        .succeeded();
  }

  static Stream<Path> goldens() throws IOException {
    return Golden.outputs("nft").stream();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void everyGoldenIsAFileThatNftTakes(Path golden) throws IOException {
    Files.copy(golden, folder.resolve("golden.nft"));
    Namespace.run(folder, "nft -c -f golden.nft; nft -f golden.nft; nft -f golden.nft").succeeded();
  }

  private static String generate(List<String> selection) {
    List<String> args = new ArrayList<>(List.of("generate", "-f", "nftables"));
    args.addAll(selection);
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }
}
