package dev.acrfw.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.kernel.KernelRules;
import dev.acrfw.kernel.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What acrfw writes, and acrfw itself, with the tools and the Java of other Debians. */
class DistributionsIT {

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private static final Map<String, List<String>> OUTPUTS = new LinkedHashMap<>();

  static {
    OUTPUTS.put("week1", List.of("-s", Acrfw.SAMPLE, "-l", "westeurope"));
    OUTPUTS.put("week2", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope"));
    OUTPUTS.put("again", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope"));
    OUTPUTS.put("enforce", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope", "--enforce"));
    OUTPUTS.put("north", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "northeurope", "--family", "ipv4"));
    OUTPUTS.put(
        "inbound", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "all", "--for", "webhook:8443,import"));
    OUTPUTS.put("iot", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope", "--for", "iot-edge"));
    OUTPUTS.put(
        "iot-enforce",
        List.of(
            "-s",
            Acrfw.SAMPLE_NEXT,
            "-l",
            "westeurope",
            "--for",
            "iot-edge",
            "--enforce",
            "--local",
            "172.17.0.0/16,2001:db8:1::/64",
            "--except",
            "10.0.0.0/8"));
    OUTPUTS.put("name", List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope", "--name", "other"));
    OUTPUTS.put("remove", List.of("--remove"));
    OUTPUTS.put("remove-again", List.of("--remove"));
  }

  private void write(String format, String extension) throws IOException {
    for (Map.Entry<String, List<String>> output : OUTPUTS.entrySet()) {
      List<String> args = new ArrayList<>(List.of("generate", "-f", format));
      args.addAll(output.getValue());
      Files.writeString(
          folder.resolve(output.getKey() + extension),
          Acrfw.succeed(args.toArray(String[]::new)).out());
    }
  }

  private static final Path DEBIAN = Path.of("src/test/resources/kernel/debian.nft");

  /** Here first, then there: one rule set, whoever reads it back. */
  @ParameterizedTest
  @ValueSource(strings = {"bullseye", "trixie"})
  void nftablesLoadsToTheSameRulesFromEveryStateBefore(String suite) throws IOException {
    Root root = Root.of(suite);
    write("nftables", ".nft");
    List<String> table =
        List.of("-s", Acrfw.SAMPLE_NEXT, "-l", "all", "--nftables-table", "inet mine");
    List<String> args = new ArrayList<>(List.of("generate", "-f", "nftables"));
    args.addAll(table);
    Files.writeString(
        folder.resolve("table.nft"), Acrfw.succeed(args.toArray(String[]::new)).out());
    Files.copy(DEBIAN, folder.resolve("debian.nft"));
    StringBuilder script = new StringBuilder("nft -f debian.nft\n");
    List<String> steps = new ArrayList<>(OUTPUTS.keySet());
    steps.add("table");
    for (String step : steps) {
      script.append("echo '== ").append(step).append("'\n");
      script.append("nft -c -f %s.nft\nnft -f %s.nft\nnft -j list ruleset\n".formatted(step, step));
    }
    String here = Namespace.run(folder, script.toString()).succeeded().output();
    String there = root.run(folder, script.toString()).succeeded().said();
    assertThat(blocks(there).keySet()).containsExactlyElementsOf(steps);
    for (String step : steps) {
      String expected = blocks(here).get(step);
      String actual = blocks(there).get(step);
      assertThat(KernelRules.chains(actual)).as(step).isEqualTo(KernelRules.chains(expected));
      assertThat(sorted(KernelRules.sets(actual)))
          .as(step)
          .isEqualTo(sorted(KernelRules.sets(expected)));
    }
  }

  private static Map<String, String> blocks(String output) {
    Map<String, String> blocks = new LinkedHashMap<>();
    for (String block : output.split("(?m)^== ")) {
      if (!block.isBlank()) {
        int end = block.indexOf('\n');
        blocks.put(block.substring(0, end), block.substring(end + 1));
      }
    }
    return blocks;
  }

  private static Map<String, List<String>> sorted(Map<String, List<String>> sets) {
    Map<String, List<String>> sorted = new LinkedHashMap<>();
    sets.forEach((name, cidrs) -> sorted.put(name, cidrs.stream().sorted().toList()));
    return sorted;
  }

  @ParameterizedTest
  @CsvSource({"bullseye, ''", "trixie, ''", "bullseye, --enforce", "trixie, --enforce"})
  void anNftablesFileCutOffAnywhereChangesNothing(String suite, String option) throws IOException {
    Root root = Root.of(suite);
    List<String> args =
        new ArrayList<>(List.of("generate", "-f", "nftables", "-s", Acrfw.SAMPLE_NEXT));
    args.addAll(List.of("-l", "westeurope"));
    if (!option.isEmpty()) {
      args.add(option);
    }
    String rules = Acrfw.succeed(args.toArray(String[]::new)).out();
    Files.writeString(folder.resolve("rules.nft"), rules);
    Files.writeString(
        folder.resolve("old.nft"),
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "northeurope", "-f", "nftables").out());
    Files.copy(DEBIAN, folder.resolve("debian.nft"));
    List<Integer> cuts = new ArrayList<>();
    for (int i = rules.indexOf('{') + 1; i < rules.length() - 400; i++) {
      if (rules.charAt(i - 1) == '\n') {
        cuts.add(i);
      }
    }
    for (int i = rules.length() - 400; i < rules.length() - 1; i++) {
      cuts.add(i);
    }
    Files.write(folder.resolve("cuts"), cuts.stream().map(String::valueOf).toList());
    root.run(
            folder,
            """
            nft -f debian.nft; nft -f old.nft; nft -s list ruleset >before
            while read -r n; do
              head -c "$n" rules.nft >cut.nft
              if nft -f cut.nft 2>/dev/null; then echo "loaded with $n bytes"; exit 1; fi
              nft -s list ruleset >after
              cmp before after || { echo "changed with $n bytes"; exit 1; }
            done <cuts
            """)
        .succeeded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bullseye", "trixie"})
  void whatTheHeaderTellsToPasteLoadsWithTheFilePresentAbsentAndTwice(String suite)
      throws IOException {
    Root root = Root.of(suite);
    String rules =
        Acrfw.succeed(
                "generate",
                "-s",
                Acrfw.SAMPLE_NEXT,
                "-l",
                "all",
                "--for",
                "iot-edge,webhook",
                "-f",
                "nftables")
            .out();
    Files.writeString(folder.resolve("rules.nft"), rules);
    root.run(
            folder,
            """
            mkdir -p /etc/nftables.d
            { echo 'flush ruleset'; sed -n '/^# Put into/,/^# Apply/p' rules.nft | sed -n 's/^#   //p'; } >conf
            grep -q 'jump acrfw_forward' conf
            rm -f /etc/nftables.d/acrfw.nft
            nft -f conf
            cp rules.nft /etc/nftables.d/acrfw.nft
            nft -f conf; nft -f conf
            nft list chain inet filter acrfw_output | grep -q '@acrfw_out_443_v4'
            rm /etc/nftables.d/acrfw.nft
            """)
        .succeeded();
  }

  @ParameterizedTest
  @CsvSource({
    "bullseye, iptables, nft",
    "bullseye, iptables, legacy",
    "bullseye, ipset, nft",
    "bullseye, ipset, legacy",
    "trixie, iptables, nft",
    "trixie, iptables, legacy",
    "trixie, ipset, nft",
    "trixie, ipset, legacy"
  })
  void aScriptRunsInSilenceToTheSameRulesFromEveryStateBefore(
      String suite, String format, String backEnd) throws IOException {
    Root root = Root.of(suite);
    write(format, ".sh");
    StringBuilder script =
        new StringBuilder(
            """
            mkdir -p bin
            for c in iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save; do
              ln -sf "/usr/sbin/xtables-%s-multi" bin/$c
            done
            export PATH=$PWD/bin:$PATH
            iptables -P OUTPUT DROP
            """
                .formatted(backEnd));
    for (String step : OUTPUTS.keySet()) {
      script.append("echo '== ").append(step).append("'\n");
      script.append("sh %s.sh >said 2>&1 || { cat said; exit 1; }\n".formatted(step));
      script.append("[ ! -s said ] || { cat said; exit 1; }\n");
      script.append("iptables-save | grep '^-A' | sort || true\n");
      script.append("ip6tables-save | grep '^-A' | sort || true\n");
      script.append("ipset save | grep '^add' | sort || true\n");
    }
    String here = Namespace.run(folder, script.toString()).succeeded().output();
    String there = root.run(folder, script.toString()).succeeded().said();
    assertThat(there).isEqualTo(here);
    assertThat(there).contains("203.0.113");
  }

  /** The program with the shell and the Java of another Debian. */
  @ParameterizedTest
  @ValueSource(strings = {"bullseye", "trixie"})
  void theProgramWritesTheSameBytesAndReadsPipes(String suite) throws IOException {
    Root root = Root.of(suite);
    copy(Path.of("target/acrfw"), folder.resolve("acrfw dir"));
    Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("ServiceTags_Public.json"));
    Files.copy(Path.of("samples/show-endpoints.json"), folder.resolve("endpoints.json"));
    Map<String, String> expected = new LinkedHashMap<>();
    StringBuilder script = new StringBuilder(PROGRAM);
    for (String format : Acrfw.formats().toList()) {
      expected.put(
          format,
          Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", format).out());
      script.append(
          "acrfw generate -s ServiceTags_Public.json -l westeurope -f %s >out.%s 2>err\n"
              .formatted(format, format));
    }
    root.run(folder, script.toString()).succeeded();
    for (Map.Entry<String, String> each : expected.entrySet()) {
      assertThat(folder.resolve("out." + each.getKey()))
          .hasContent(each.getValue())
          .hasBinaryContent(each.getValue().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final String PROGRAM =
      """
      acrfw() { "./acrfw dir/bin/acrfw" "$@"; }
      file=ServiceTags_Public.json
      acrfw --version | grep -q '^acrfw 0'
      acrfw generate -s $file -l all -f list >plain 2>/dev/null
      same() { sed 's/^# Source: [^,]*,/# Source: X,/' "$1" | cmp - wanted || { echo "$2"; exit 1; }; }
      sed 's/^# Source: [^,]*,/# Source: X,/' plain >wanted

      cat $file | acrfw generate -s /dev/stdin -l all -f list >out 2>err || { cat err; exit 1; }
      same out /dev/stdin
      cat $file | acrfw generate -s - -l all -f list >out 2>/dev/null
      same out -
      mkfifo fifo; cat $file >fifo & acrfw generate -s fifo -l all -f list >out 2>err || { cat err; exit 1; }
      same out fifo
      acrfw generate -s /dev/fd/7 -l all -f list 7<$file >out 2>err || { cat err; exit 1; }
      same out /dev/fd/7
      gzip -c $file | acrfw generate -s /dev/stdin -l all -f list >out 2>err || { cat err; exit 1; }
      same out gzip
      cat $file >fifo & acrfw generate -s $file --previous fifo -l all -f list >out 2>err || { cat err; exit 1; }
      same out --previous
      cat endpoints.json >fifo & acrfw endpoints -s $file -e fifo -f names >out 2>err || { cat err; exit 1; }
      grep -q contoso.azurecr.io out
      printf '%s\\n' 20.1.2.3 >fifo & acrfw registry -r contoso --allow-file fifo >out 2>err || { cat err; exit 1; }
      grep -q 20.1.2.3 out
      printf '%s\\n' -l all -f list >fifo & acrfw generate -s $file @fifo >out 2>err || { cat err; exit 1; }
      same out @fifo
      code=0; acrfw generate -s /proc/self/status -l all -f list >out 2>err || code=$?
      [ $code = 3 ]; grep -q 'not valid JSON' err

      acrfw --make-archive
      acrfw generate -s $file -l all -f list 2>/dev/null | cmp - plain
      { sleep 1; acrfw generate -s $file -l all -f list 2>err; echo "exit $?" >code; } | true
      grep -q 'exit 0' code
      code=0; acrfw generate -s nonesuch -f list 2>err || code=$?
      [ $code = 1 ]
      code=0; acrfw generate -s $file -l all -f list >/dev/full 2>err || code=$?
      [ $code = 1 ]
      LANG=tr_TR.UTF-8 TZ=Asia/Kathmandu acrfw generate -s $file -l all -f list 2>/dev/null | cmp - plain
      """;

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".jsa")).toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bullseye", "trixie"})
  void systemdReadsTheUnits(String suite) throws IOException {
    Root root = Root.of(suite);
    List<Path> units = new ArrayList<>();
    for (String samples : List.of("samples/systemd", "samples/automation")) {
      try (Stream<Path> files = Files.list(Path.of(samples))) {
        units.addAll(files.filter(f -> f.toString().matches(".*\\.(service|timer)")).toList());
      }
    }
    units.sort(Comparator.naturalOrder());
    for (Path unit : units) {
      Files.copy(unit, folder.resolve(unit.getFileName()));
    }
    Program run =
        root.run(
            folder,
            """
            mount -t sysfs sys /sys; mount -t cgroup2 cgroup /sys/fs/cgroup
            mkdir -p /opt/acrfw/bin; printf '#!/bin/sh\\n' >/opt/acrfw/bin/acrfw; chmod +x /opt/acrfw/bin/acrfw
            systemd-analyze verify --man=no ./*.service ./*.timer
            """);
    assertThat(run.succeeded().said().lines().filter(l -> l.contains("acrfw"))).isEmpty();
  }
}
