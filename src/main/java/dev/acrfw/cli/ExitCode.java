package dev.acrfw.cli;

import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.failure.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
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

  private static final Map<Integer, String> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put(OK, "done");
    MEANINGS.put(FAILURE, "reading, writing or downloading failed, or a bug");
    MEANINGS.put(USAGE, "wrong usage");
    MEANINGS.put(BAD_INPUT, "an input file is not what it should be");
    MEANINGS.put(UNKNOWN_OR_EMPTY, "unknown tag or region, or a selection that comes to nothing");
    MEANINGS.put(UNSUPPORTED, "the format cannot hold or express the plan");
    MEANINGS.put(HARMFUL, "a file looks harmful against earlier ones");
    MEANINGS.put(DIFFERENT, "different, missing or unreachable");
  }

  private ExitCode() {}

  /** Returns what each exit code means, in order. */
  static Map<Integer, String> meanings() {
    return MEANINGS;
  }

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
