package dev.acrfw.text;

/**
 * The frame of a POSIX sh script: one function that the last line closes and calls, so a script
 * that was cut off runs nothing.
 */
public final class ShScript {
  private static final String FAIL =
      """

      # fail MESSAGE HINT [CODE]
      fail() {
        echo "acrfw: error: $1" >&2
        echo "acrfw: hint: $2" >&2
        exit "${3:-1}"
      }
      """;

  private final StringBuilder out;
  private final String function;

  /**
   * @param out takes the script
   * @param function the name of the function
   */
  public ShScript(StringBuilder out, String function) {
    this.out = out;
    this.function = function;
    out.append("#!/bin/sh\n").append(function).append("() {\n");
  }

  /**
   * Appends what makes the script stop at a failure, and the function {@code fail MESSAGE HINT}.
   */
  public void stopAtFailures(String... setUp) {
    out.append("set -eu\n");
    for (String line : setUp) {
      out.append(line).append('\n');
    }
    out.append(FAIL);
  }

  /** Closes and calls the function. */
  public void end() {
    out.append("}; ").append(function).append('\n');
  }

  /** Closes the function and calls it with the arguments of the script. */
  public void endWithArguments() {
    out.append("}; ").append(function).append(" \"$@\"\n");
  }
}
