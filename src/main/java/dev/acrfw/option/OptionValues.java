package dev.acrfw.option;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What the user gave for options, and the defaults of the others. */
public final class OptionValues {
  private final Map<Option<?>, Object> given = new HashMap<>();
  private final Map<Option<?>, Object> defaults = new HashMap<>();

  /** Notes what was given for an option. */
  public <T> void put(Option<T> option, T value) {
    given.put(option, value);
  }

  /** Notes what stands for an option where it is not given, in place of its own default. */
  public <T> void putDefault(Option<T> option, T value) {
    defaults.put(option, value);
  }

  /** Returns whether an option was given. */
  public boolean isGiven(Option<?> option) {
    return given.containsKey(option);
  }

  /**
   * Returns what was given for an option, or else its default.
   *
   * @throws IllegalStateException when neither is there
   */
  public <T> T get(Option<T> option) {
    Optional<T> value = find(option);
    return value.isPresent() ? value.get() : option.defaultValue();
  }

  /** Returns what was given for an option, or else its default; nothing when neither is there. */
  @SuppressWarnings("unchecked") // put() takes only the option's own type
  public <T> Optional<T> find(Option<T> option) {
    Object value = given.get(option);
    if (value == null) {
      value = defaults.get(option);
    }
    if (value == null && option.hasDefault()) {
      value = option.defaultValue();
    }
    return Optional.ofNullable((T) value);
  }
}
