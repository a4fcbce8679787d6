package dev.acrfw.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A template that is written over an earlier one deploys after it: Azure refuses a priority that
 * another rule of the direction has, and a deployment deletes nothing.
 */
public class NsgPrioritiesTest {
  private static final String ACR = "acrfw-out-443-AzureContainerRegistry.";
  private static final String STORAGE = "acrfw-out-443-Storage.";

  @TempDir private Path folder;
  private Path template;

  @BeforeEach
  void nameTheTemplate() {
    template = folder.resolve("nsg.json");
  }

  private Acrfw write(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("generate", "-s", Acrfw.SAMPLE, "-f", "nsg", "-o", template.toString()));
    args.addAll(List.of(options));
    return Acrfw.run(args.toArray(String[]::new));
  }

  private record Rule(String name, String direction, String access, int priority) {}

  /** Returns the names of a template's rules. */
  public static List<String> names(Path template) throws IOException {
    return rules(template).stream().map(Rule::name).toList();
  }

  private List<Rule> rules() throws IOException {
    return rules(template);
  }

  private static List<Rule> rules(Path template) throws IOException {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode resource : new ObjectMapper().readTree(template.toFile()).get("resources")) {
      JsonNode properties = resource.get("properties");
      rules.add(
          new Rule(
              resource.get("name").textValue().replaceAll(".*, '(.*)'\\)]", "$1"),
              properties.get("direction").textValue(),
              properties.get("access").textValue(),
              properties.get("priority").intValue()));
    }
    return rules;
  }

  private Map<String, Integer> priorities() throws IOException {
    Map<String, Integer> priorities = new TreeMap<>();
    rules().forEach(rule -> priorities.put(rule.name(), rule.priority()));
    return priorities;
  }

  @Test
  void aRegionInFrontMovesNoRule() throws IOException {
    write("-l", "westeurope");
    write("-l", "northeurope,westeurope");
    assertThat(priorities())
        .isEqualTo(
            Map.of(
                ACR + "WestEurope", 200,
                STORAGE + "WestEurope", 201,
                ACR + "NorthEurope", 202,
                STORAGE + "NorthEurope", 203));
  }

  @Test
  void aNumberThatARuleHadIsNeverAnothersAndItsOwnAgainWhenItComesBack() throws IOException {
    write("-l", "westeurope");
    write("-l", "northeurope");
    assertThat(priorities())
        .isEqualTo(Map.of(ACR + "NorthEurope", 202, STORAGE + "NorthEurope", 203));
    write("-l", "westeurope", "--nsg-addresses", "prefixes");
    assertThat(priorities().values()).containsExactly(204, 205, 206, 207);
    write("-l", "westeurope");
    assertThat(priorities())
        .isEqualTo(Map.of(ACR + "WestEurope", 200, STORAGE + "WestEurope", 201));
  }

  @Test
  void whatIsUpToDateStaysUntouched() throws IOException {
    write("-l", "westeurope");
    write("-l", "northeurope,westeurope");
    assertThat(write("-l", "northeurope,westeurope", "--check").exitCode()).isZero();
    assertThat(write("-l", "westeurope", "--check").exitCode()).isEqualTo(10);
  }

  @Test
  void theEarlierFileCanBeNamed() throws IOException {
    write("-l", "westeurope");
    Path old = template;
    template = folder.resolve("new.json");
    write("-l", "northeurope,westeurope", "--earlier", old.toString());
    assertThat(priorities()).containsEntry(ACR + "WestEurope", 200);
    write("-l", "northeurope,westeurope", "--earlier", template.toString());
    assertThat(priorities()).containsEntry(ACR + "WestEurope", 200);
    assertThat(write("-l", "westeurope", "--earlier", folder + "/nonesuch").exitCode())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rules of somebody",
        "[]",
        "{}",
        "{\"metadata\": {}, \"resources\": []}",
        "{\"metadata\": {\"priorities\": []}}",
        "{\"metadata\": {\"priorities\": {\"sideways\": {}}}}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": 99}}}}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": 4097}}}}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": \"200\"}}}}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": 99999999999}}}}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": 200, \"b\": 200}}}}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": 200}}}} {}",
        "{\"metadata\": {\"priorities\": {\"outbound\": {\"a\": 200"
      })
  void aFileThatIsNotOursIsAnErrorAndStays(String text) throws IOException {
    Files.writeString(template, text);
    Acrfw run = write("-l", "westeurope");
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err())
        .contains("nsg.json is not a file of acrfw with the priorities it gave", "--earlier");
    assertThat(template).hasContent(text);
  }

  @Test
  void anotherFirstPriorityMovesNoRuleAndIsSaid() throws IOException {
    write("-l", "westeurope");
    Acrfw run = write("-l", "westeurope,northeurope", "--nsg-priority", "1000");
    assertThat(run.err())
        .contains("keep their priorities, which another --nsg-priority than 1000 gave them");
    assertThat(priorities())
        .containsEntry(ACR + "WestEurope", 200)
        .containsEntry(ACR + "NorthEurope", 1000);
    assertThat(write("-l", "westeurope").err()).doesNotContain("another --nsg-priority");
  }

  @Test
  void whatDeniesComesAfterAllThatAllows() throws IOException {
    write("-l", "westeurope", "--nsg-priority", "1000");
    write("-l", "westeurope", "--nsg-priority", "200", "--enforce");
    assertThat(priorities())
        .containsEntry(ACR + "WestEurope", 1000)
        .containsEntry("acrfw-out-443-deny-tcp", 1002);
    write("-l", "westeurope,northeurope", "--nsg-priority", "200", "--enforce");
    assertThat(priorities())
        .containsEntry(ACR + "NorthEurope", 1004)
        .containsEntry("acrfw-out-443-deny-tcp", 1006);
  }

  @Test
  void whereNoNumberIsLeftItIsSaidWhatToDo() throws IOException {
    write("-l", "westeurope", "--nsg-priority", "4095");
    Acrfw run = write("-l", "westeurope,northeurope", "--nsg-priority", "4095");
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.err()).contains("would have 4097", "free again when its rules and the file");
  }

  @ParameterizedTest
  @CsvSource({"iptables", "nsg-az", "json"})
  void aFormatThatNumbersNoRulesTakesNoEarlierFile(String format) {
    Acrfw run =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", format, "--earlier", "x", "-l", "all");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--earlier changes nothing: " + format + " reads no earlier output");
  }

  /** Options for a random selection: regions in any order, tags or prefixes, more purposes. */
  public static List<String> randomSelection(Random random) {
    List<String> regions =
        List.of(
            "westeurope", "northeurope", "westeurope,northeurope", "northeurope,westeurope", "all");
    List<String> options = new ArrayList<>();
    options.addAll(List.of("-l", regions.get(random.nextInt(regions.size()))));
    boolean tags = random.nextBoolean();
    String one = tags ? "iot-hub" : "mcr";
    List<String> purposes =
        List.of(
            "pull", one + ",pull", "pull," + one, "pull,webhook:8443", "import,pull,webhook:80");
    options.addAll(List.of("--for", purposes.get(random.nextInt(purposes.size()))));
    if (!tags) {
      options.addAll(List.of("--nsg-addresses", "prefixes"));
      if (random.nextBoolean()) {
        options.addAll(List.of("--family", random.nextBoolean() ? "ipv4" : "ipv6"));
      }
    }
    if (random.nextInt(3) == 0) {
      options.add("--enforce");
    }
    return options;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anySelectionDeploysAfterAnyOther(long seed) throws IOException {
    Random random = new Random(seed);
    Map<String, Rule> group = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      List<String> options = randomSelection(random);
      Acrfw run = write(options.toArray(String[]::new));
      assertThat(run.exitCode()).as(options + run.err()).isZero();
      for (Rule rule : rules()) {
        for (Rule other : group.values()) {
          assertThat(
                  other.name().equals(rule.name())
                      || !other.direction().equals(rule.direction())
                      || other.priority() != rule.priority())
              .as("SecurityRuleConflict of %s with %s", rule, other)
              .isTrue();
        }
        group.put(rule.name(), rule);
      }
      for (String direction : List.of("Inbound", "Outbound")) {
        int[] allowing = of(rules(), direction, "Allow");
        int[] denying = of(rules(), direction, "Deny");
        if (allowing.length > 0 && denying.length > 0) {
          assertThat(allowing[allowing.length - 1]).isLessThan(denying[0]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"bicep,acrfw.bicep", "terraform,acrfw.tf.json"})
  void theOtherLanguagesNumberRulesAsTheTemplateDoes(String format, String name)
      throws IOException {
    Random random = new Random(7);
    Path other = folder.resolve(name);
    for (int i = 0; i < 10; i++) {
      List<String> options = randomSelection(random);
      write(options.toArray(String[]::new));
      List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", format));
      args.addAll(List.of("-o", other.toString()));
      args.addAll(options);
      Acrfw.succeed(args.toArray(String[]::new));
      String text = Files.readString(other);
      Map<String, Integer> numbers = new TreeMap<>();
      Matcher rule =
          Pattern.compile("(?s)\"?name\"?: ['\"](acrfw-(?:out|in)[^'\"]*).*?priority\"?: (\\d+)")
              .matcher(text);
      while (rule.find()) {
        numbers.put(rule.group(1), Integer.valueOf(rule.group(2)));
      }
      assertThat(numbers).isEqualTo(priorities());
    }
    Acrfw elsewhere =
        Acrfw.succeed(
            "generate",
            "-s",
            Acrfw.SAMPLE,
            "-f",
            format,
            "-l",
            "all",
            "-o",
            other.toString(),
            "--nsg-priority",
            "900");
    assertThat(elsewhere.err()).contains("keep their priorities, which another --nsg-priority");
    Files.writeString(other, "// rules of somebody\n");
    Acrfw refused =
        Acrfw.run(
            "generate", "-s", Acrfw.SAMPLE, "-f", format, "-l", "all", "-o", other.toString());
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(other).hasContent("// rules of somebody\n");
  }

  private static int[] of(List<Rule> rules, String direction, String access) {
    int[] numbers =
        rules.stream()
            .filter(rule -> rule.direction().equals(direction) && rule.access().equals(access))
            .mapToInt(Rule::priority)
            .toArray();
    Arrays.sort(numbers);
    return numbers;
  }
}
