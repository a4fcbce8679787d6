package dev.acrfw.option;

import dev.acrfw.failure.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A closed set of values, in lower case and with hyphens: the one source for parser, completion,
 * help and messages.
 *
 * @param <T> the type of the values
 */
public class Choice<T> extends Value<T> {
  private final List<T> values;
  private final List<String> names = new ArrayList<>();

  /**
   * @param values the values
   * @param names what the user calls them, in the same order
   */
  public Choice(List<T> values, List<String> names) {
    this.values = values;
    this.names.addAll(names);
  }

  /** Returns the choice among the constants of an enum, {@code NSG_AZ} as {@code nsg-az}. */
  public static <E extends Enum<E>> Choice<E> of(Class<E> constants) {
    List<String> names = new ArrayList<>();
    for (E constant : constants.getEnumConstants()) {
      names.add(nameOf(constant));
    }
    return new Choice<>(List.of(constants.getEnumConstants()), names);
  }

  /** Returns how a constant is written on a command line. */
  public static String nameOf(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the value of a name in any case. */
  @Override
  public T parse(String option, String text) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(text)) {
        return values.get(i);
      }
    }
    throw new UsageException("unknown " + option + " " + text, Listed.hint(text, names));
  }

  @Override
  public String text(T value) {
    return names.get(values.indexOf(value));
  }

  @Override
  public List<String> candidates() {
    return names;
  }

  /** Returns the names as a sentence lists them, for example {@code table, markdown or json}. */
  public String listed() {
    return Listed.or(names);
  }
}
