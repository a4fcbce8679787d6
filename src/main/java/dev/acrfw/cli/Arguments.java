package dev.acrfw.cli;

import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The options and positional parameters of one command, in the order in which the help lists them.
 *
 * <p>They are declared by calls, because picocli's annotations cost a third of the start: every
 * kind of annotation becomes a class that the JVM generates at run time.
 */
final class Arguments {
  private final CommandSpec command;
  private final OptionValues values = new OptionValues();
  private final List<Argument<?>> arguments = new ArrayList<>();

  /**
   * @param name the command's name
   * @param description one line for the help
   * @param action what runs the command; its result is the exit code
   */
  Arguments(String name, String description, Callable<Integer> action) {
    command = CommandSpec.wrapWithoutInspection(action).name(name);
    command.version("acrfw " + Provenance.VERSION);
    command.usageMessage().description(description).sortOptions(false);
  }

  /** Returns the command for picocli. */
  CommandSpec command() {
    return command;
  }

  /** Returns all that was declared, positional parameters included. */
  List<Argument<?>> all() {
    return arguments;
  }

  /** Returns what the user gave, once it was read. */
  OptionValues values() {
    return values;
  }

  /** Declares an option. */
  <T> Argument<T> add(Option<T> option) {
    return add(option, builder(option));
  }

  /** Declares an option that tests set and the help leaves out. */
  <T> Argument<T> addHidden(Option<T> option) {
    return add(option, builder(option).hidden(true));
  }

  private static OptionSpec.Builder builder(Option<?> option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new)).description(option.help());
    return switch (option.arity()) {
      case FLAG -> builder.type(boolean.class);
      case ONE -> builder.type(String.class).paramLabel(option.label());
      case LIST ->
          builder
              .type(List.class)
              .auxiliaryTypes(String.class)
              .splitRegex(",(?!$)")
              .splitRegexSynopsisLabel(",")
              .paramLabel(option.label());
    };
  }

  private <T> Argument<T> add(Option<T> option, OptionSpec.Builder builder) {
    return add(option, builder.build());
  }

  private <T> Argument<T> add(Option<T> option, ArgSpec spec) {
    command.add(spec);
    Argument<T> argument = new Argument<>(option, spec, values);
    arguments.add(argument);
    return argument;
  }

  /** Declares the one positional parameter at a position. */
  Argument<String> positional(int index, String label, String description) {
    return add(
        Option.text(label, label, description),
        PositionalParamSpec.builder()
            .index(String.valueOf(index))
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** Declares any number of positional parameters. */
  Argument<List<String>> positionals(String label, String description) {
    return add(
        Option.texts(label, label, description),
        PositionalParamSpec.builder()
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
  }

  /** Returns the option of a long name, given without its hyphens; nothing when there is none. */
  Optional<Argument<?>> ofKey(String key) {
    for (Argument<?> argument : arguments) {
      if (argument.option().names().contains("--" + key)) {
        return Optional.of(argument);
      }
    }
    return Optional.empty();
  }

  /** Returns all names of options that take a value. */
  List<String> takingAValue() {
    List<String> names = new ArrayList<>();
    for (Argument<?> argument : arguments) {
      if (argument.option().arity() != Option.Arity.FLAG) {
        names.addAll(argument.option().names());
      }
    }
    return names;
  }

  /** Returns the keys that stand for the options in a configuration. */
  List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (Argument<?> argument : arguments) {
      keys.add(argument.option().name().substring(2));
    }
    return keys;
  }

  /** Declares the options that every command has; they come last. */
  void standard() {
    add(
        Option.flag("-h,--help", "Show this help and exit."),
        OptionSpec.builder("-h", "--help")
            .description("Show this help and exit.")
            .usageHelp(true)
            .build());
    add(
        Option.flag("-V,--version", "Show the version and exit."),
        OptionSpec.builder("-V", "--version")
            .description("Show the version and exit.")
            .versionHelp(true)
            .build());
    add(Option.flag("-q,--quiet", "Say nothing but errors."));
    add(Option.flag("--verbose", "With an error, show where in acrfw it arose."));
  }

  /**
   * Turns the texts that the user gave into their meaning.
   *
   * @param environment gives some of the defaults
   * @throws dev.acrfw.failure.UsageException when one means nothing
   */
  void read(Map<String, String> environment) {
    for (Argument<?> argument : arguments) {
      argument.read(environment);
    }
  }
}
