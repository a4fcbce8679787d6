package dev.acrfw.cli;

import dev.acrfw.render.Provenance;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * The options and positional parameters of one command, in the order in which the help lists them.
 *
 * <p>They are declared by calls, because picocli's annotations cost a third of the start: every
 * kind of annotation becomes a class that the JVM generates at run time.
 */
final class Arguments {
  private final CommandSpec command;

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

  /** Declares a word. Names are separated by commas, here and in all methods below. */
  Argument<String> text(String names, String label, String description) {
    return option(named(names, label, description).type(String.class), null);
  }

  /** Declares a word that must be given. */
  Argument<String> required(String names, String label, String description) {
    return option(named(names, label, description).type(String.class).required(true), null);
  }

  /** Declares a list: of several words with commas between them, or of the option several times. */
  Argument<List<String>> texts(String names, String label, String description) {
    return list(names, label, description, String.class);
  }

  /** Declares a list of values of a type that picocli converts to. */
  <T> Argument<List<T>> list(String names, String label, String description, Class<T> type) {
    return option(
        named(names, label, description)
            .type(List.class)
            .auxiliaryTypes(type)
            .splitRegex(",(?!$)")
            .splitRegexSynopsisLabel(","),
        List.of());
  }

  /** Declares a value of a type that picocli converts to; null is its default. */
  <T> Argument<T> value(String names, String label, String description, Class<T> type) {
    return option(named(names, label, description).type(type), null);
  }

  /** Declares a value of a type that picocli converts to. */
  <T> Argument<T> value(String names, String label, String description, T otherwise) {
    return option(named(names, label, description).type(otherwise.getClass()), otherwise);
  }

  /** Declares a switch. */
  Argument<Boolean> flag(String names, String description) {
    return option(named(names, null, description).type(boolean.class), false);
  }

  /** Declares a number that tests set and the help leaves out. */
  Argument<Integer> hidden(String names, int otherwise) {
    return option(named(names, null, "").type(Integer.class).hidden(true), otherwise);
  }

  /** Declares the one positional parameter at a position. */
  Argument<String> positional(int index, String label, String description) {
    return add(
        PositionalParamSpec.builder()
            .index(String.valueOf(index))
            .arity("1")
            .required(true)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build(),
        null);
  }

  /** Declares any number of positional parameters. */
  Argument<List<String>> positionals(String label, String description) {
    return add(
        PositionalParamSpec.builder()
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build(),
        List.of());
  }

  /** Declares the options that every command has; they come last. */
  void standard() {
    add(named("-h,--help", null, "Show this help and exit.").usageHelp(true).build(), false);
    add(named("-V,--version", null, "Show the version and exit.").versionHelp(true).build(), false);
    flag("--verbose", "With an error, show where in acrfw it arose.");
  }

  /** Returns the error of a command line that cannot be followed, to be thrown. */
  ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private static OptionSpec.Builder named(String names, String label, String description) {
    OptionSpec.Builder option = OptionSpec.builder(names.split(",")).description(description);
    return label == null ? option : option.paramLabel(label);
  }

  private <T> Argument<T> option(OptionSpec.Builder option, T otherwise) {
    return add(option.build(), otherwise);
  }

  private <T> Argument<T> add(ArgSpec spec, T otherwise) {
    command.add(spec);
    return new Argument<>(spec, otherwise);
  }
}
