package dev.acrfw.cli;

import dev.acrfw.option.Option;
import dev.acrfw.render.Provenance;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The program as picocli's model, made from the declarations of the commands: it parses any command
 * line, says what is wrong with one, and writes the help.
 */
final class PicocliCommandLine {
  private final CommandLine root;
  private final boolean brief;

  /**
   * @param commands the commands that the command line may name
   * @param brief whether the help leaves out what few need, and says of each option only its first
   *     sentence
   */
  PicocliCommandLine(Surroundings surroundings, List<Command> commands, boolean brief) {
    // No option is a date or a database; the converters for them would load half of java.time.
    System.setProperty("picocli.converters.excludes", ".*");
    // No option is a Groovy closure; picocli would open every jar to look for the class.
    System.setProperty("picocli.disable.closures", "true");
    this.brief = brief;
    root = described(new AcrfwCommand(surroundings));
    for (Command command : commands) {
      root.addSubcommand(command.arguments.name(), described(command));
    }
    root.setOverwrittenOptionsAllowed(false);
    root.setExpandAtFiles(false);
    root.setOut(writer(surroundings.out()));
    root.setErr(writer(surroundings.err()));
    if (!surroundings.colours()) {
      root.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    }
  }

  /** Returns a command with its help: options under their headings, then examples. */
  private CommandLine described(Command command) {
    Arguments arguments = command.arguments;
    CommandLine line = new CommandLine(specification(command));
    boolean isProgram = arguments.name().equals(AcrfwCommand.NAME);
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.customSynopsis(
        isProgram
            ? "acrfw COMMAND [OPTION]..."
            : "acrfw " + arguments.name() + " " + arguments.synopsis());
    usage.description(arguments.description()).commandListHeading("%nCommands:%n");
    List<String> end = new ArrayList<>(List.of("", "Examples:"));
    arguments.examples().forEach(example -> end.add("  " + example));
    if (isProgram) {
      end.addAll(List.of("", "Exit codes:"));
      ExitCode.meanings().forEach((code, meaning) -> end.add("  " + code + "  " + meaning));
    }
    usage.footer(end.toArray(String[]::new));
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, arguments));
    return line;
  }

  private String options(Help help, Arguments arguments) {
    StringBuilder text = new StringBuilder();
    List<String> leftOut = new ArrayList<>();
    for (Heading heading : Heading.values()) {
      List<OptionSpec> under = new ArrayList<>();
      for (Argument<?> argument : arguments.standingUnder(heading)) {
        under.add(help.commandSpec().findOption(argument.option().name()));
      }
      if (brief && !heading.isInShortHelp() && !under.isEmpty()) {
        leftOut.add(heading.text());
      } else if (!under.isEmpty()) {
        text.append('\n').append(heading.text()).append(":\n");
        text.append(help.optionListExcludingGroups(under));
      }
    }
    if (!leftOut.isEmpty()) {
      text.append('\n').append(String.join(", ", leftOut)).append(": see '");
      text.append(help.commandSpec().qualifiedName()).append(" --help'.\n");
    }
    return text.toString();
  }

  /**
   * Returns the help of a command.
   *
   * @param name the command; nothing for the program itself
   */
  String help(Optional<String> name) {
    return name.map(root.getSubcommands()::get).orElse(root).getUsageMessage();
  }

  /**
   * Runs the command that the words name.
   *
   * @param report says what goes wrong, with the whole name of the command, and returns the exit
   *     code
   * @return the exit code
   */
  int run(ToIntBiFunction<Exception, String> report, String... words) {
    root.setParameterExceptionHandler(
        (e, unused) -> report.applyAsInt(e, name(e.getCommandLine())));
    root.setExecutionExceptionHandler((e, command, parsed) -> report.applyAsInt(e, name(command)));
    int code = root.execute(words);
    root.getOut().flush();
    return code;
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private CommandSpec specification(Command command) {
    Arguments arguments = command.arguments;
    Map<Argument<?>, ArgSpec> specs = new LinkedHashMap<>();
    int positions = 0;
    for (Argument<?> argument : arguments.all()) {
      specs.put(
          argument,
          argument.isOption()
              ? option(argument)
              : positional(argument, String.valueOf(positions++)));
    }
    Callable<Integer> action =
        () -> {
          specs.forEach(PicocliCommandLine::hand);
          return command.call();
        };
    CommandSpec specification =
        CommandSpec.wrapWithoutInspection(action)
            .name(arguments.name())
            .version("acrfw " + Provenance.VERSION);
    specification.usageMessage().sortOptions(false);
    specs.values().forEach(specification::add);
    return specification;
  }

  /** Hands over what picocli read; an argument that the user did not give gets nothing. */
  private static void hand(Argument<?> argument, ArgSpec spec) {
    Object given = spec.getValue();
    if (given instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object text : list) {
        texts.add((String) text);
      }
      argument.take(texts);
    } else if (given instanceof String text) {
      argument.take(List.of(text));
    } else if (Boolean.TRUE.equals(given)) {
      argument.take(List.of());
    }
  }

  private OptionSpec option(Argument<?> argument) {
    Option<?> option = argument.option();
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new))
            .description(words(option))
            .hidden(argument.kind() == Argument.Kind.HIDDEN_OPTION)
            .usageHelp(Arguments.asksForHelp(argument))
            .versionHelp(Arguments.asksForVersion(argument));
    return switch (option.arity()) {
      case FLAG -> builder.type(boolean.class).build();
      case ONE -> builder.type(String.class).paramLabel(option.label()).build();
      case LIST ->
          builder
              .type(List.class)
              .auxiliaryTypes(String.class)
              .splitRegex(",(?!$)")
              .splitRegexSynopsisLabel(",")
              .paramLabel(option.label())
              .build();
    };
  }

  private String words(Option<?> option) {
    String help = option.help();
    int end = brief ? help.indexOf(". ") : -1;
    return end < 0 ? help : help.substring(0, end + 1);
  }

  private static PositionalParamSpec positional(Argument<?> argument, String index) {
    Option<?> option = argument.option();
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder().paramLabel(option.label()).description(option.help());
    if (argument.kind() == Argument.Kind.POSITION) {
      builder.index(index).arity("1").required(true).type(String.class);
    } else {
      builder.arity("0..*").type(List.class).auxiliaryTypes(String.class);
    }
    return builder.build();
  }
}
