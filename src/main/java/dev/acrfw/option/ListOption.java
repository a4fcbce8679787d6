package dev.acrfw.option;

import java.util.ArrayList;
import java.util.List;

/** An option with a list of values. */
final class ListOption<T> extends SeveralOption<List<T>> {
  private final Value<T> value;

  ListOption(String names, String label, String description, Value<T> value) {
    super(names, label, description, value);
    this.value = value;
  }

  @Override
  List<T> defaultValue() {
    return List.of();
  }

  @Override
  public List<T> parse(List<String> texts) {
    refuseEmptyNames(texts);
    List<T> values = new ArrayList<>();
    for (String text : texts) {
      values.add(value.parse(name(), text.strip()));
    }
    return values;
  }

  /** Returns the values of a choice in its order, each once; others as they were given. */
  @Override
  public List<String> texts(List<T> wanted) {
    List<String> texts = new ArrayList<>();
    for (T each : wanted) {
      texts.add(value.text(each));
    }
    if (candidates().isEmpty()) {
      return texts;
    }
    List<String> ordered = new ArrayList<>(candidates());
    ordered.retainAll(texts);
    return ordered;
  }
}
