package dev.acrfw.cli;

import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.failure.UsageException;
import picocli.CommandLine.ParameterException;

/** The exit codes, and the one map from what goes wrong to them. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  static final int FAILURE = 1;
  static final int USAGE = 2;
  static final int BAD_INPUT = 3;
  static final int UNKNOWN_OR_EMPTY = 4;
  static final int UNSUPPORTED = 5;
  static final int HARMFUL = 6;
  static final int DIFFERENT = 10;

  private ExitCode() {}

  static int of(Throwable failure) {
    if (failure instanceof Surroundings.ClosedPipe) {
      return OK;
    }
    if (failure instanceof UsageException || failure instanceof ParameterException) {
      return USAGE;
    }
    if (failure instanceof InvalidInputException) {
      return BAD_INPUT;
    }
    if (failure instanceof UnknownOrEmptyException) {
      return UNKNOWN_OR_EMPTY;
    }
    if (failure instanceof UnsupportedException) {
      return UNSUPPORTED;
    }
    return failure instanceof HarmfulUpdateException ? HARMFUL : FAILURE;
  }
}
