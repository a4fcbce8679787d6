package dev.acrfw.cli;

import picocli.CommandLine.Model.ArgSpec;

/**
 * One option or positional parameter of a command and, once the command line was parsed, its value.
 *
 * @param <T> the type of its value
 */
final class Argument<T> {
  private final ArgSpec spec;
  private final T otherwise;

  /**
   * @param otherwise the value when the user gives none; null for none
   */
  Argument(ArgSpec spec, T otherwise) {
    this.spec = spec;
    this.otherwise = otherwise;
  }

  /** Returns what the user gave, or else the default. */
  T get() {
    T given = spec.getValue();
    return given == null ? otherwise : given;
  }

  /** Returns whether the user gave it. */
  boolean isGiven() {
    return spec.getValue() != null;
  }
}
