package dev.acrfw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/**
 * What a command talks to.
 *
 * @param in standard input
 * @param out standard output: the product, and nothing else
 * @param err standard error: messages
 * @param environment the environment variables
 * @param clock what day it is
 * @param terminal whether a person looks at standard output
 */
public record Streams(
    InputStream in,
    OutputStream out,
    OutputStream err,
    Map<String, String> environment,
    Clock clock,
    boolean terminal) {

  /** Writes a whole product, as UTF-8. */
  void print(String product) throws IOException {
    try {
      out.write(product.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw e.getMessage() != null && e.getMessage().contains("pipe") ? new ClosedPipe(e) : e;
    }
  }

  /** Writes a warning, one line. */
  void warn(String message) {
    message("warning", message);
  }

  /** Writes a message: its first line with its level, a second line as a hint. */
  void message(String level, String message) {
    StringBuilder text = new StringBuilder();
    String[] lines = message.split("\n", 2);
    text.append("acrfw: ").append(level).append(": ").append(oneLine(lines[0])).append('\n');
    if (lines.length > 1) {
      text.append("acrfw: hint: ").append(oneLine(lines[1])).append('\n');
    }
    try {
      err.write(text.toString().getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // The product is worth more than what is said about it.
    }
  }

  /** Writes over the line before it, on a terminal. */
  void progress(String text) {
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
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString().strip();
  }

  /** Who reads standard output has stopped reading, which is no failure. */
  static final class ClosedPipe extends IOException {
    private static final long serialVersionUID = 1L;

    private ClosedPipe(IOException cause) {
      super(cause);
    }
  }
}
