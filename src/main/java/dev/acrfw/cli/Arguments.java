package dev.acrfw.cli;

import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.option.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options and positional parameters of one command, in the order in which the help lists them.
 *
 * <p>They are declared by calls, because annotations cost a third of the start: every kind of
 * annotation becomes a class that the JVM generates at run time.
 */
final class Arguments {
  private static final Option<Boolean> HELP = Option.flag("-h,--help", "Show this help and exit.");
  private static final Option<Boolean> VERSION =
      Option.flag("-V,--version", "Show the version and exit.");

  private final String name;
  private final String description;
  private final OptionValues values = new OptionValues();
  private final List<Argument<?>> arguments = new ArrayList<>();
  private final List<String> examples = new ArrayList<>();
  private Heading heading = Heading.OPTIONS;

  /**
   * @param name the command's name
   * @param description one line for the help
   */
  Arguments(String name, String description) {
    this.name = name;
    this.description = description;
  }

  /** Returns the command's name. */
  String name() {
    return name;
  }

  /** Returns the line of the help that says what the command does. */
  String description() {
    return description;
  }

  /** Returns all that was declared, positional parameters included. */
  List<Argument<?>> all() {
    return arguments;
  }

  /** Returns what the user gave, once it was read. */
  OptionValues values() {
    return values;
  }

  /** Puts the options that are declared from here on under a heading of the help. */
  void under(Heading next) {
    heading = next;
  }

  /** Returns the options that stand under a heading of the help. */
  List<Argument<?>> standingUnder(Heading wanted) {
    return arguments.stream()
        .filter(each -> each.kind() == Argument.Kind.OPTION && each.heading() == wanted)
        .toList();
  }

  /** Adds command lines that show at the end of the help how the command is used. */
  void examples(String... lines) {
    examples.addAll(List.of(lines));
  }

  /** Returns the command lines that show how the command is used. */
  List<String> examples() {
    return examples;
  }

  /** Returns how the command is called, behind its name. */
  String synopsis() {
    StringBuilder synopsis = new StringBuilder("[OPTION]...");
    for (Argument<?> argument : arguments) {
      if (argument.kind() == Argument.Kind.POSITION) {
        synopsis.append(' ').append(argument.option().label());
      } else if (argument.kind() == Argument.Kind.POSITIONS) {
        synopsis.append(" [").append(argument.option().label()).append("]...");
      }
    }
    return synopsis.toString();
  }

  /** Declares an option. */
  <T> Argument<T> add(Option<T> option) {
    return add(option, Argument.Kind.OPTION);
  }

  /** Declares an option that tests set and the help leaves out. */
  <T> Argument<T> addHidden(Option<T> option) {
    return add(option, Argument.Kind.HIDDEN_OPTION);
  }

  private <T> Argument<T> add(Option<T> option, Argument.Kind kind) {
    Argument<T> argument = new Argument<>(option, kind, heading, values);
    arguments.add(argument);
    return argument;
  }

  /** Declares the positional parameter that comes next. */
  Argument<String> positional(String label, String description) {
    return add(Option.text(label, label, description), Argument.Kind.POSITION);
  }

  /** Declares the positional parameter that comes next, whose value is of a kind of its own. */
  <T> Argument<T> positional(String label, String description, Value<T> value) {
    return add(Option.value(label, label, description, value), Argument.Kind.POSITION);
  }

  /** Declares any number of positional parameters. */
  Argument<List<String>> positionals(String label, String description) {
    return add(Option.texts(label, label, description), Argument.Kind.POSITIONS);
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
    under(Heading.GENERAL);
    add(HELP);
    add(VERSION);
    add(Option.flag("-q,--quiet", "Say nothing but errors."));
    add(
        Option.flag(
            "--verbose",
            "Say how long each step took and, with an error, where in acrfw it arose."));
  }

  /** Returns whether an argument asks for the help in place of the command. */
  static boolean asksForHelp(Argument<?> argument) {
    return argument.option() == HELP;
  }

  /** Returns whether an argument asks for the version in place of the command. */
  static boolean asksForVersion(Argument<?> argument) {
    return argument.option() == VERSION;
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
