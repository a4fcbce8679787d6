package dev.acrfw.option;

import java.util.List;

/** A switch. */
final class FlagOption extends Option<Boolean> {
  FlagOption(String names, String description) {
    super(names, "", description, Arity.FLAG, new Word("", ""));
  }

  @Override
  public String defaultText() {
    return "";
  }

  @Override
  Boolean defaultValue() {
    return false;
  }

  @Override
  boolean hasDefault() {
    return true;
  }

  @Override
  public Boolean parse(List<String> texts) {
    return true;
  }

  @Override
  public List<String> texts(Boolean value) {
    return List.of();
  }
}
