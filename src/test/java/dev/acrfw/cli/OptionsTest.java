package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Golden;
import dev.acrfw.format.Format;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Help, completion, messages, canonical command lines and documentation follow from one place. */
class OptionsTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  static List<Option<?>> optionsOf(Commands command) {
    List<Option<?>> options = new ArrayList<>();
    for (Argument<?> argument :
        command.create(Acrfw.NOBODY, new InputFiles(Acrfw.NOBODY)).arguments.all()) {
      if (argument.option().name().startsWith("-")
          && !argument.option().name().equals("--retry-pause")) {
        options.add(argument.option());
      }
    }
    return options;
  }

  record Case(Commands command, Option<?> option) {
    @Override
    public String toString() {
      return command.displayName() + " " + option.name();
    }
  }

  static Stream<Case> options() {
    return Stream.of(Commands.values())
        .flatMap(command -> optionsOf(command).stream().map(o -> new Case(command, o)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void theHelpHoldsTheNamesAndTheWordsOfAnOption(Case c) {
    String help = Acrfw.succeed(c.command.displayName(), "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains(c.option.help().replaceAll("\\s+", " "));
    for (String name : c.option.names()) {
      assertThat(help).contains(name);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void theHelpOfAClosedSetListsItsValuesAndTheDefault(Case c) {
    if (c.option.arity() == Option.Arity.ONE) {
      for (String value : c.option.candidates()) {
        boolean isLabel = c.option.label().contains(value);
        assertThat(isLabel || c.option.help().contains(value)).as(value).isTrue();
      }
      assertThat(c.option.help()).contains(c.option.defaultText());
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void completionOffersTheValuesOfAClosedSetAndNothingInCapitals(Case c) {
    if (c.option.arity() == Option.Arity.FLAG || c.option.suggestion() != Suggestion.VALUES) {
      return;
    }
    List<String> offered =
        Acrfw.succeed("__complete", c.command.displayName(), c.option.name(), "")
            .out()
            .lines()
            .toList();
    assertThat(offered).isEqualTo(c.option.candidates());
    assertThat(offered).allMatch(value -> value.equals(value.toLowerCase(java.util.Locale.ROOT)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void theMessageOfAnUnknownValueListsTheValues(Case c) {
    if (c.option.candidates().isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>(List.of(c.command.displayName()));
    if (c.command == Commands.DIFF) {
      words.addAll(List.of(Acrfw.SAMPLE, Acrfw.SAMPLE));
    }
    if (c.command == Commands.REGISTRY) {
      words.addAll(List.of("-r", "contoso"));
    }
    if (c.command == Commands.LOOKUP) {
      words.add("192.0.2.1");
    }
    if (c.command == Commands.AUDIT) {
      words.add("samples/iptables-save.txt");
    }
    if (c.command == Commands.GENERATE && !c.option.names().contains("--format")) {
      words.addAll(List.of("-f", "list"));
    }
    words.addAll(List.of(c.option.name(), "nonesuch"));
    Acrfw run = Acrfw.run(words.toArray(String[]::new));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("nonesuch", c.option.name());
    assertThat(run.err()).contains(c.option.candidates());
  }

  @Test
  void theShortHelpSaysTheFirstSentenceOfAnOption() {
    String brief = Acrfw.succeed("generate", "-h").out();
    assertThat(brief)
        .contains("Names or login servers of registries.")
        .doesNotContain("hosts are wildcards");
    String whole = Acrfw.succeed("generate", "--help").out();
    assertThat(whole).contains("hosts are wildcards");
    assertThat(brief.lines().count()).isLessThan(whole.lines().count() - 20);
  }

  @Test
  void theHelpAndThePageSayTheSameOfTheExitCodes() throws IOException {
    String page = Files.readString(Path.of("docs/exit-codes.md"));
    String help = Acrfw.succeed("--help").out();
    ExitCode.meanings()
        .forEach(
            (code, meaning) -> {
              assertThat(page).contains("\n| " + code + " | " + meaning + " |");
              assertThat(help).contains("\n  " + code + "  " + meaning + "\n");
            });
  }

  @Test
  void noTwoOptionsOfACommandShareAName() {
    for (Commands command : Commands.values()) {
      List<String> names = optionsOf(command).stream().flatMap(o -> o.names().stream()).toList();
      assertThat(names).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void anOptionOfOneFormatIsRefusedByEveryOther(Format format) {
    for (Format other : Format.values()) {
      for (Option<?> option : other.options()) {
        if (!format.options().contains(option) && !option.name().equals("--enforce")) {
          String otherwise =
              Map.of("CIDR", "10.0.0.0", "LABEL", "app=agent")
                  .getOrDefault(option.label(), "Name1");
          otherwise = option.defaultText().isEmpty() ? otherwise : option.defaultText();
          String value = option.candidates().isEmpty() ? otherwise : option.candidates().get(0);
          String given =
              option.arity() == Option.Arity.FLAG ? option.name() : option.name() + "=" + value;
          Acrfw run = Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", format.displayName(), given);
          assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
          assertThat(run.err()).contains(option.name() + " is an option of ");
        }
      }
    }
  }

  static Stream<Golden> generated() throws IOException {
    return Golden.cases()
        .filter(golden -> golden.args()[0].equals("generate"))
        .filter(golden -> Acrfw.run(golden.args()).exitCode() == 0)
        .filter(golden -> commandIn(Acrfw.run(golden.args()).out()).find());
  }

  private static Matcher commandIn(String output) {
    return Pattern.compile("(?m)(?:Command: |\"command\": \")acrfw (.*?)(?:\",?)?\\r?$")
        .matcher(output);
  }

  /** The file and those that it is compared with are named beside it: they are not in the line. */
  @ParameterizedTest
  @MethodSource("generated")
  void theCommandInAnOutputWritesTheSameOutputAgain(Golden golden) {
    String output = Acrfw.succeed(golden.args()).out();
    Matcher command = commandIn(output);
    assertThat(command.find()).isTrue();
    List<String> words = new ArrayList<>(shellWords(command.group(1)));
    List<String> args = List.of(golden.args());
    for (String kept : Set.of("-s", "--previous", "--max-shrink", "--accept-shrink")) {
      if (args.contains(kept)) {
        words.addAll(List.of(kept, args.get(args.indexOf(kept) + 1)));
      }
    }
    if (args.contains("--keep-removed")) {
      words.add("--keep-removed");
    }
    assertThat(Acrfw.succeed(words.toArray(String[]::new)).out()).isEqualTo(output);
  }

  private static List<String> shellWords(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }

  /** Every option of generate either is in the command line of the header, or only says where. */
  @Test
  void everyOptionThatChangesTheRulesIsInTheCommandOfSomeGolden() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (Golden golden : generated().toList()) {
      Matcher command = commandIn(Acrfw.run(golden.args()).out());
      if (command.find()) {
        seen.addAll(shellWords(command.group(1)));
      }
    }
    Set<String> files =
        Set.of(
            "--service-tags",
            "--cloud",
            "--endpoints",
            "--previous",
            "--earlier",
            "--max-shrink",
            "--accept-shrink",
            "--max-growth",
            "--accept-growth",
            "--keep-removed",
            "--output",
            "--check",
            "--refresh-header",
            "--help",
            "--version",
            "--verbose");
    Set<String> unseen = new TreeSet<>();
    for (Option<?> option : optionsOf(Commands.GENERATE)) {
      if (!seen.contains(option.name()) && !files.contains(option.name())) {
        unseen.add(option.name());
      }
    }
    assertThat(unseen).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Commands.class)
  void theTableOfOptionsInTheDocumentationFollowsFromTheOptions(Commands command)
      throws IOException {
    Map<Commands, String> pages = new HashMap<>();
    pages.put(Commands.TRUSTED_SERVICES, "registry");
    pages.put(Commands.FORMATS, "formats/README");
    Path page = Path.of("docs", pages.getOrDefault(command, command.displayName()) + ".md");
    String text = Files.readString(page);
    String begin = "<!-- options of acrfw " + command.displayName() + " -->\n";
    assertThat(text).contains(begin);
    int start = text.indexOf(begin) + begin.length();
    int end = text.indexOf("<!-- end -->", start);
    String actual = text.substring(0, start) + table(command) + text.substring(end);
    if (UPDATE) {
      Files.writeString(page, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(page));
  }

  private static String table(Commands command) {
    StringBuilder table = new StringBuilder("| option | meaning |\n| --- | --- |\n");
    for (Option<?> option : optionsOf(command)) {
      String names = String.join("`, `", option.names());
      String label = option.label().isEmpty() ? "" : " " + option.label();
      table.append("| `").append(names).append(label).append("` | ");
      table.append(option.help().replace("|", "\\|").replace("*", "\\*")).append(" |\n");
    }
    return table.toString().replaceAll("`([^`|]*)\\|([^`|]*)`", "`$1\\\\|$2`");
  }
}
