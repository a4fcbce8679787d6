package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/**
 * One option or positional parameter of a command and, once the command line was parsed, its value.
 *
 * @param <T> the type of its value
 */
final class Argument<T> {
  private final Option<T> option;
  private final ArgSpec spec;
  private final OptionValues values;

  Argument(Option<T> option, ArgSpec spec, OptionValues values) {
    this.option = option;
    this.spec = spec;
    this.values = values;
  }

  /** Returns what declares it. */
  Option<T> option() {
    return option;
  }

  /** Turns the text that the user gave, if any, or the environment variable into its meaning. */
  void read(Map<String, String> environment) {
    String variable = environment.getOrDefault(option.variable(), "");
    if (!variable.isEmpty() && spec.getValue() == null) {
      readVariable(variable);
      return;
    }
    Object given = spec.getValue();
    if (given instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object text : list) {
        texts.add((String) text);
      }
      values.put(option, option.parse(texts));
    } else if (given instanceof String text) {
      values.put(option, option.parse(List.of(text)));
    } else if (Boolean.TRUE.equals(given)) {
      values.put(option, option.parse(List.of()));
    }
  }

  /** Takes the texts of a configuration for what the user gave. */
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
