package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Golden;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The keys of the file of {@code acrfw update} are the options of {@code acrfw generate}. */
class ConfigurationTest {
  @TempDir private Path folder;

  private static List<Option<?>> options() {
    return new GenerateCommand(null, null)
        .arguments.all().stream().<Option<?>>map(Argument::option).toList();
  }

  static Stream<Golden> generated() throws IOException {
    return Golden.cases()
        .filter(golden -> golden.args()[0].equals("generate"))
        .filter(golden -> !List.of(golden.args()).contains("--help"))
        .filter(golden -> Acrfw.run(golden.args()).exitCode() == 0);
  }

  /** The options of a golden case as keys; an option that is given twice is a list. */
  private static Map<String, List<String>> keys(Golden golden) throws IOException {
    Map<String, List<String>> keys = new LinkedHashMap<>();
    List<String> given = new ArrayList<>();
    for (String arg : golden.args()) {
      given.addAll(
          arg.startsWith("@")
              ? List.of(
                  Files.readString(Path.of(arg.substring(1)))
                      .replaceAll("(?m)^#.*", "")
                      .strip()
                      .split("\\s+"))
              : List.of(arg));
    }
    String[] args = given.toArray(String[]::new);
    for (int i = 1; i < args.length; i++) {
      String name = args[i].split("=", 2)[0];
      Option<?> option =
          options().stream().filter(o -> o.names().contains(name)).findFirst().orElseThrow();
      String key = option.name().substring(2);
      List<String> values = keys.computeIfAbsent(key, k -> new ArrayList<>());
      if (option.arity() == Option.Arity.FLAG) {
        values.add("true");
      } else {
        String value = args[i].contains("=") ? args[i].split("=", 2)[1] : args[++i];
        boolean list = option.arity() == Option.Arity.LIST;
        for (String each : list ? value.split(",") : new String[] {value}) {
          values.add(
              option.suggestion() == Suggestion.FILES
                  ? Path.of(each).toAbsolutePath().toString()
                  : each);
        }
      }
    }
    return keys;
  }

  private Path write(String yaml) throws IOException {
    return Files.writeString(folder.resolve("acrfw.yaml"), yaml);
  }

  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  @ParameterizedTest
  @MethodSource("generated")
  void whatUpdateWritesIsWhatGenerateWrites(Golden golden) throws IOException {
    Map<String, List<String>> keys = keys(golden);
    List<String> tags =
        keys.getOrDefault("service-tags", List.of(Path.of(Acrfw.SAMPLE).toAbsolutePath() + ""));
    keys.keySet().removeAll(Set.of("service-tags", "cloud"));
    StringBuilder yaml = new StringBuilder("service-tags: " + tags.get(0) + "\noutputs:\n  - ");
    keys.forEach(
        (key, values) -> {
          List<String> texts = values.stream().map(ConfigurationTest::quoted).toList();
          yaml.append(key).append(": ");
          yaml.append(texts.size() == 1 ? texts.get(0) : texts).append("\n    ");
        });
    yaml.append("output: update/rules\n");
    Acrfw update = Acrfw.run("update", "-c", write(yaml.toString()).toString());
    assertThat(update.exitCode()).as(yaml + update.toString()).isZero();
    List<String> generate = new ArrayList<>(List.of(golden.args()));
    Path other = Files.createDirectories(folder.resolve("generate")).resolve("rules");
    generate.addAll(List.of("-o", other.toString()));
    Acrfw.succeed(generate.toArray(String[]::new));
    assertThat(tree(folder.resolve("update"))).isEqualTo(tree(folder.resolve("generate")));
  }

  private static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        tree.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return tree;
  }

  @Test
  void everyOptionOfGenerateIsTriedAsAKey() throws IOException {
    Set<String> tried = new TreeSet<>();
    for (Golden golden : generated().toList()) {
      tried.addAll(keys(golden).keySet());
    }
    Set<String> untried = new TreeSet<>();
    for (Option<?> option : options()) {
      untried.add(option.name().substring(2));
    }
    untried.removeAll(tried);
    // check and refresh-header are about one run, cloud is a key of the top, output is in each;
    // the others are in the test above.
    assertThat(untried)
        .containsExactly(
            "accept-growth",
            "accept-shrink",
            "check",
            "cloud",
            "earlier",
            "endpoints",
            "keep-removed",
            "max-growth",
            "max-shrink",
            "output",
            "previous",
            "refresh-header");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "earlier: rules/nsg.json          | format: nsg",
        "endpoints: show.json             | format: list",
        "previous: show.tags              | format: list",
        "previous: show.tags, keep-removed: true, max-shrink: 10, accept-shrink: Storage, max-growth: 5, accept-growth: Storage | format: list",
      })
  void pathsAreRelativeToTheFileWhereverTheRunStarts(String key, String format) throws IOException {
    Files.copy(Path.of("samples/show-endpoints.json"), folder.resolve("show.json"));
    Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("show.tags"));
    Files.createDirectories(folder.resolve("rules"));
    Files.copy(Path.of("samples/rules/nsg.json"), folder.resolve("rules/nsg.json"));
    Acrfw run =
        Acrfw.run(
            "update",
            "-c",
            write(TAGS + "outputs:\n  - {output: o, " + format + ", " + key + "}\n").toString());
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(folder.resolve("o")).isNotEmptyFile();
  }

  private static final String TAGS =
      "service-tags: " + Path.of(Acrfw.SAMPLE).toAbsolutePath() + "\n";

  private static final String OUTPUT = "outputs:\n  - {format: list, output: o.txt}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "regoin: x\\nOUTPUT                  | 2 | line 1: unknown key 'regoin'",
        "clod: x\\nOUTPUT                    | 2 | did you mean cloud?",
        "registry: contoso\\nOUTPUT          | 2 | put it under 'defaults', or into an output",
        "defaults: {regoin: x}\\nOUTPUT      | 2 | did you mean region?",
        "outputs:\\n  - {format: list, output: o, cloud: china} | 2 | put it at the top of the file",
        "outputs:\\n  - {format: list}       | 2 | line 2: an output has no key 'output'",
        "outputs:\\n  - {output: x}          | 2 | line 2: --format is missing",
        "outputs:\\n  - {format: ipfw, output: x} | 2 | line 2: unknown --format ipfw",
        "outputs:\\n  - {format: list, output: o, hook: input} | 2 | --hook is an option of",
        "outputs:\\n  - {format: list, output: o, family: [ipv4, ipv6]} | 2 | family takes one value, and no list",
        "outputs:\\n  - {format: list, output: o, keep-removed: yes} | 2 | keep-removed is neither true nor false",
        "outputs:\\n  - {format: list, output: o, region: [a,'']} | 2 | region has no value",
        "outputs:\\n  - {format: list, output: o, region: 'a,,b'} | 2 | an empty name in the list of --region",
        "outputs:\\n  - {format: list, output: o, region: }  | 2 | region has no value",
        "outputs:\\n  - {format: list, output: o, region: [] } | 2 | region is an empty list",
        "outputs:\\n  - {format: list, output: o, region: {a: b}} | 2 | region is neither a value nor a list",
        "outputs:\\n  - {format: list, output: o, output: o} | 2 | output is there twice",
        "outputs:\\n  - {format: list, output: o}\\n  - {format: list, output: ./o} | 2 | line 3: two outputs are the same file",
        "outputs:\\n  - {format: list, output: -} | 2 | output - is not a file",
        "service-tags: ServiceTags.json\\noutputs:\\n  - {format: list, output: ServiceTags.json} | 2 | ServiceTags.json is an input of this run",
        "outputs: {format: list}              | 2 | outputs is not a list",
        "outputs: [x]                         | 2 | an output is not made of keys",
        "outputs: []                          | 2 | no outputs",
        "cloud: public                        | 2 | no outputs",
        "previous: 200\\nOUTPUT               | 2 | previous is a number of files from 0 to 99",
        "previous: -1\\nOUTPUT                | 2 | previous is a number of files from 0 to 99",
        "defaults: {nsg-name: web}\\nOUTPUT  | 2 | nsg-name changes nothing: no output can take it",
        "service-tags: ServiceTags.json\\ncloud: public\\nOUTPUT | 2 | service-tags names a file, so nothing is fetched",
        "page: http://a/\\nurl: http://b/\\nOUTPUT | 2 | two ways to one file",
        "cloud: &x public\\npage: *x\\nOUTPUT | 2 | anchors, aliases and tags of YAML are not taken",
        "cloud: !!str public\\nOUTPUT        | 2 | anchors, aliases and tags of YAML are not taken",
        "OUTPUT---\\na: b                    | 2 | one file is one document",
        "[[[[[[[[[[[[[[[[[                    | 3 | not a configuration",
        "outputs: [[[[[[[[[[[[[[[[[[[[[[[[[[  | 2 | an output is not made of keys",
        "outputs: [{a: b                      | 3 | not valid YAML (line",
        "cloud: public\\noutputs:\\n\t- {format: list, output: o} | 3 | not valid YAML (line 3, column 1)",
        "x                                    | 3 | not a configuration",
      })
  void aMistakeIsNamedWithItsLine(String yaml, int exitCode, String message) throws IOException {
    Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("ServiceTags.json"));
    String text = yaml.replace("\\n", "\n").replace("OUTPUT", OUTPUT);
    boolean hasSource = text.contains("service-tags") || exitCode == 3 || text.contains("&x");
    Acrfw run =
        Acrfw.runIn(
            Map.of("ACRFW_SERVICE_TAGS", "", "XDG_CACHE_HOME", folder.toString()),
            "update",
            "--offline",
            "-c",
            write(hasSource ? text : text + "\n").toString());
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message).doesNotContain("\tat ", "snakeyaml", "jackson");
    assertThat(folder.resolve("o.txt")).doesNotExist();
  }

  @Test
  void aFileThatIsTooLongIsNotRead() throws IOException {
    Path file = write(TAGS + OUTPUT + "#" + "x".repeat(1024 * 1024));
    Acrfw run = Acrfw.run("update", "-c", file.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("has more than 1048576 bytes");
  }

  /** Of a damaged file, something is said, and it is not that acrfw has a bug. */
  @Test
  void noDamageEndsInATraceOrInSilence() throws IOException {
    Random random = new Random(14);
    String good =
        TAGS + Files.readString(Path.of("samples/acrfw.yaml")).replaceAll("(?m)^cloud.*$", "");
    String noise = "{}[]:,-&*!|>'\"%@`#?~ \n\t\u0000\u0085\ud83d\ue000x0";
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int edit = random.nextInt(3); edit >= 0; edit--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, noise.charAt(random.nextInt(noise.length())));
          default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
        }
      }
      Path damaged = folder.resolve("damaged.yaml");
      Files.write(damaged, text.toString().getBytes(StandardCharsets.UTF_8));
      Acrfw run = Acrfw.run("update", "--check", "-c", damaged.toString());
      assertThat(run.exitCode()).as(text + run.err()).isIn(1, 2, 3, 4, 5, 6, 10);
      assertThat(run.err())
          .as(text.toString())
          .contains("acrfw: ")
          .doesNotContain("bug in acrfw", "\tat ", "jackson", "snakeyaml");
      refused += run.exitCode() == 10 ? 0 : 1;
    }
    assertThat(refused).isBetween(100, 999);
  }

  @Test
  void whatCannotTakeADefaultGoesWithoutIt() throws IOException {
    Path file =
        write(
            TAGS
                + """
                defaults:
                  registry: contoso
                  region: westeurope
                  iot-region: all
                  data-endpoint: both
                  hook: [output, forward]
                  family: ipv4
                outputs:
                  - {format: nftables, output: edge.nft, for: iot-edge}
                  - {format: nsg, output: nsg.json, for: webhook}
                  - {format: list, output: tag.txt, tag: AzureMonitor}
                  - {format: nftables, output: remove.nft, remove: true}
                """);
    Acrfw run = Acrfw.run("update", "-c", file.toString());
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(Files.readString(folder.resolve("edge.nft")))
        .contains(
            "acrfw generate --registry contoso --region westeurope --iot-region all"
                + " --data-endpoint both --for iot-edge --family ipv4 --format nftables --hook output"
                + " --hook forward\n");
    assertThat(Files.readString(folder.resolve("nsg.json")))
        .contains(
            "acrfw generate --registry contoso --region westeurope --for webhook --format nsg");
    assertThat(Files.readString(folder.resolve("tag.txt")))
        .contains("acrfw generate --tag AzureMonitor --family ipv4 --format list\n");
  }

  @Test
  void anOutputHasTheLastWordOverTheDefaults() throws IOException {
    Path file =
        write(
            TAGS
                + """
                previous: [%s]
                keep-removed: true
                defaults: {location: westeurope, registry: contoso}
                outputs:
                  - {format: list, output: a, region: northeurope, keep-removed: false}
                """
                    .formatted(Path.of(Acrfw.SAMPLE).toAbsolutePath()));
    Acrfw.succeed("update", "-c", file.toString());
    assertThat(Files.readString(folder.resolve("a"))).contains("--region northeurope");
  }

  @Test
  void jsonIsYaml() throws IOException {
    Path file =
        write(
            "{\"service-tags\": \"%s\", \"outputs\": [{\"format\": \"list\", \"output\": \"o\", \"region\": [\"westeurope\"]}]}"
                .formatted(Path.of(Acrfw.SAMPLE).toAbsolutePath()));
    assertThat(Acrfw.succeed("update", "-c", file.toString()).err())
        .isEqualTo("acrfw: note: o: new\n");
  }
}
