package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One option or positional parameter of a command and, once the command line was parsed, its value.
 *
 * @param <T> the type of its value
 */
final class Argument<T> {
  /** Where it stands on a command line. */
  enum Kind {
    /** Anywhere, after its name. */
    OPTION,
    /** As an option, but the help leaves it out. */
    HIDDEN_OPTION,
    /** Alone, in its turn; it has to be there. */
    POSITION,
    /** Alone, as often as wanted. */
    POSITIONS
  }

  private final Option<T> option;
  private final Kind kind;
  private final Heading heading;
  private final OptionValues values;
  private @Nullable List<String> given;

  Argument(Option<T> option, Kind kind, Heading heading, OptionValues values) {
    this.option = option;
    this.kind = kind;
    this.heading = heading;
    this.values = values;
  }

  /** Returns what declares it. */
  Option<T> option() {
    return option;
  }

  /** Returns where it stands on a command line. */
  Kind kind() {
    return kind;
  }

  /** Returns what it stands under in the help, if it is an option. */
  Heading heading() {
    return heading;
  }

  /** Returns whether it has a name. */
  boolean isOption() {
    return kind == Kind.OPTION || kind == Kind.HIDDEN_OPTION;
  }

  /** Takes the texts of the command line, which {@link #read} will turn into their meaning. */
  void take(List<String> texts) {
    given = texts;
  }

  /** Turns the texts that the user gave, if any, or the environment variable into their meaning. */
  void read(Map<String, String> environment) {
    String variable = environment.getOrDefault(option.variable(), "");
    if (given != null) {
      give(given);
    } else if (!variable.isEmpty()) {
      readVariable(variable);
    }
  }

  /** Takes the texts, of a configuration for example, for what the user gave. */
  void give(List<String> texts) {
    values.put(option, option.parse(texts));
  }

  private void readVariable(String text) {
    List<String> texts =
        option.arity() == Option.Arity.LIST ? List.of(text.split(",", -1)) : List.of(text);
    try {
      values.putDefault(option, option.parse(texts));
    } catch (UsageException e) {
      throw new UsageException("$" + option.variable() + ": " + e.problem(), e.hint());
    }
  }

  /** Returns what the user gave, or else the default, which there must be. */
  T get() {
    return values.get(option);
  }

  /** Returns what the user gave, or else the default, if there is one. */
  Optional<T> find() {
    return values.find(option);
  }

  /** Returns whether the user gave it. */
  boolean isGiven() {
    return values.isGiven(option);
  }
}
