package dev.acrfw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param in standard input
 * @param out standard output: the product, and nothing else
 * @param err standard error: messages
 * @param environment the environment variables
 * @param clock what day it is
 * @param terminal whether a person looks at standard output
 * @param loudness how much is said besides errors
 */
public record Surroundings(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Map<String, String> environment,
    Clock clock,
    boolean terminal,
    Loudness loudness) {

  /** What says all there is to say. */
  public Surroundings(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> environment,
      Clock clock,
      boolean terminal) {
    this(in, out, err, environment, clock, terminal, Loudness.USUAL);
  }

  /** How much is said besides errors. */
  enum Loudness {
    /** Nothing. */
    QUIET,
    /** Warnings and notes. */
    USUAL,
    /** Also how long each step took. */
    VERBOSE
  }

  /** Returns the same, with what the words of a command line say about loudness. */
  Surroundings heard(List<String> words) {
    boolean quiet = words.contains("--quiet") || words.contains("-q");
    boolean verbose = words.contains("--verbose");
    return quiet || verbose
        ? new Surroundings(
            in, out, err, environment, clock, terminal, quiet ? Loudness.QUIET : Loudness.VERBOSE)
        : this;
  }

  /** Standard output, as this process sees it: Linux has both, macOS the second. */
  private static final Path[] STANDARD_OUTPUT = {Path.of("/proc/self/fd/1"), Path.of("/dev/fd/1")};

  /** Nobody reads more of a message; what is long in it was given by somebody. */
  private static final int LONGEST_LINE = 4000;

  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;
  private static final int SOCKET = 0140000;

  /** Writes a whole product, as UTF-8. */
  void print(String product) throws IOException {
    try {
      out.write(product.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw isPipe() ? new ClosedPipe(e) : e;
    }
  }

  /**
   * Returns whether standard output is a pipe or socket: there, writing fails only because nobody
   * reads any more. What the failure says is in the user's language.
   */
  private static boolean isPipe() {
    for (Path path : STANDARD_OUTPUT) {
      try {
        int type = (int) Files.getAttribute(path, "unix:mode") & TYPE;
        return type == FIFO || type == SOCKET;
      } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
        // The next path may be there.
      }
    }
    return false;
  }

  /** Returns whether what a person looks at may be coloured (https://no-color.org). */
  boolean colours() {
    return terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Returns how many columns the terminal has (POSIX, {@code COLUMNS}). */
  int columns() {
    try {
      return Integer.parseInt(environment.getOrDefault("COLUMNS", ""));
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
  }

  /** Writes a warning, one line. */
  void warn(String message) {
    remark("warning", message);
  }

  /**
   * Says how long a step took, if that is asked for.
   *
   * @param since when it began, of {@link System#nanoTime}
   */
  void took(String step, long since) {
    if (loudness == Loudness.VERBOSE) {
      message("time", step + ": " + (System.nanoTime() - since) / 1_000_000 + " ms", "");
    }
  }

  /** Writes a note, one line. */
  void note(String message) {
    remark("note", message);
  }

  private void remark(String level, String message) {
    if (loudness != Loudness.QUIET) {
      message(level, message, "");
    }
  }

  /**
   * Writes a message with its level, and a hint.
   *
   * @param hint empty for none
   */
  void message(String level, String message, String hint) {
    StringBuilder text = new StringBuilder();
    text.append("acrfw: ").append(level).append(": ").append(oneLine(message)).append('\n');
    if (!hint.isEmpty()) {
      text.append("acrfw: hint: ").append(oneLine(hint)).append('\n');
    }
    try {
      err.write(text.toString().getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // The product is worth more than what is said about it.
    }
  }

  /** Writes a question; the answer is typed behind it. */
  void ask(String question) throws IOException {
    err.write(question.getBytes(StandardCharsets.UTF_8));
    err.flush();
  }

  /** Writes over the line before it, on a terminal. */
  void progress(String text) {
    if (loudness == Loudness.QUIET) {
      return;
    }
    try {
      err.write(("\r" + oneLine(text) + "\u001b[K\r").getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyLooks) {
      // It is for looking at only.
    }
  }

  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean invisible =
          Character.getType(c) == Character.FORMAT || Character.getType(c) == Character.SURROGATE;
      line.append(Character.isISOControl(c) ? ' ' : invisible ? '?' : c);
    }
    return line.length() > LONGEST_LINE
        ? line.substring(0, LONGEST_LINE) + "..."
        : line.toString().strip();
  }

  /** Who reads standard output has stopped reading, which is not a failure. */
  static final class ClosedPipe extends IOException {
    private static final long serialVersionUID = 1L;

    private ClosedPipe(IOException cause) {
      super(cause);
    }
  }
}
