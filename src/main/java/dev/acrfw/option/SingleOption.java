package dev.acrfw.option;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option with one value. */
final class SingleOption<T> extends Option<T> {
  private final Value<T> value;
  private final @Nullable T otherwise;

  SingleOption(
      String names, String label, String description, Value<T> value, @Nullable T otherwise) {
    super(names, label, description, Arity.ONE, value);
    this.value = value;
    this.otherwise = "".equals(otherwise) ? null : otherwise;
  }

  @Override
  public String defaultText() {
    return otherwise == null ? "" : value.text(otherwise);
  }

  @Override
  T defaultValue() {
    if (otherwise == null) {
      throw new IllegalStateException(name() + " has no default");
    }
    return otherwise;
  }

  @Override
  boolean hasDefault() {
    return otherwise != null;
  }

  @Override
  public T parse(List<String> texts) {
    return value.parse(name(), texts.get(0));
  }

  @Override
  public List<String> texts(T wanted) {
    return List.of(value.text(wanted));
  }
}
