package dev.acrfw.option;

import dev.acrfw.failure.UsageException;
import java.util.List;

/** What lists have in common: no element of theirs is empty. */
abstract class SeveralOption<T> extends Option<T> {
  SeveralOption(String names, String label, String description, Value<?> value) {
    super(names, label, description, Arity.LIST, value);
  }

  @Override
  public String defaultText() {
    return "";
  }

  @Override
  boolean hasDefault() {
    return true;
  }

  /** A list that came out empty must not read as no list, which may open more. */
  void refuseEmptyNames(List<String> texts) {
    for (String text : texts) {
      if (text.isBlank() || text.contains(",")) {
        throw new UsageException("an empty name in the list of " + name());
      }
    }
  }
}
