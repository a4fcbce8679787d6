package dev.acrfw.cli;

import dev.acrfw.failure.Failure;
import dev.acrfw.failure.UsageException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ParameterException;

/** Whatever goes wrong, in words. */
final class FailureText {
  private FailureText() {}

  /** Returns what is wrong and where, in one line. */
  static String problem(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof ParameterException syntax) {
      return new SyntaxError(syntax).problem();
    }
    if (failure instanceof Failure stated) {
      return stated.problem();
    }
    if (failure instanceof OutOfMemoryError) {
      return "Java ran out of memory: " + message;
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file: " + message;
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission: " + message;
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links go round in a circle: " + message;
    }
    if (failure instanceof InvalidPathException) {
      return "not a path of a file: " + message;
    }
    if (failure instanceof IOException) {
      return "reading or writing failed: " + (message == null ? failure.toString() : message);
    }
    return "this is a bug in acrfw: " + failure;
  }

  /**
   * Returns what to do, in one line; empty where the problem says it all.
   *
   * @param command the command whose help may say more
   */
  static String hint(Throwable failure, String command) {
    if (failure instanceof ParameterException syntax) {
      String hint = new SyntaxError(syntax).hint();
      return hint.isEmpty() ? seeHelp(command) : hint;
    }
    if (failure instanceof Failure stated && !stated.hint().isEmpty()) {
      return stated.hint();
    }
    if (failure instanceof UsageException) {
      return seeHelp(command);
    }
    if (failure instanceof OutOfMemoryError) {
      return "give it more, for example JAVA_OPTS=-Xmx1g";
    }
    boolean expected =
        failure instanceof Failure
            || failure instanceof IOException
            || failure instanceof InvalidPathException;
    return expected ? "" : "run it again with --verbose and report it";
  }

  private static String seeHelp(String command) {
    return "see '" + command + " --help'";
  }
}
