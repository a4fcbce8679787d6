package dev.acrfw.cli;

import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.text.Sh;
import java.util.List;
import java.util.Optional;

/** A command line in its one spelling and order: what changes the product, and nothing else. */
final class CanonicalCommand {
  private final StringBuilder text;

  /**
   * @param command the name of the command
   */
  CanonicalCommand(String command) {
    text = new StringBuilder("acrfw ").append(command);
  }

  /** Appends a switch. */
  CanonicalCommand add(Option<?> option) {
    text.append(' ').append(option.name());
    return this;
  }

  /** Appends an option once for each of its values. */
  CanonicalCommand add(Option<?> option, List<String> values) {
    for (String value : values) {
      add(option);
      text.append(' ').append(Sh.word(value));
    }
    return this;
  }

  /** Appends an option if it was given and differs from its default. */
  <T> CanonicalCommand addGiven(Option<T> option, OptionValues values) {
    Optional<T> value = values.find(option);
    if (!values.isGiven(option)) {
      return this;
    }
    if (option.arity() == Option.Arity.FLAG) {
      return add(option);
    }
    List<String> texts = option.texts(value.orElseThrow());
    return texts.equals(List.of(option.defaultText())) ? this : add(option, texts);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
