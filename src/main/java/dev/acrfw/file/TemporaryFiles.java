package dev.acrfw.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that an output is written to before it is in its place. A polite signal ends the JVM
 * with taking them away, and none is made after that; what an impolite one leaves is swept later.
 */
final class TemporaryFiles {
  private static final List<Path> MADE = new ArrayList<>();
  private static boolean ending;

  private TemporaryFiles() {}

  /** Makes a file that is not there yet. */
  static synchronized FileChannel create(Path path) throws IOException {
    if (!ending && MADE.isEmpty()) {
      try {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFiles::takeAway));
      } catch (IllegalStateException alreadyEnding) {
        ending = true;
      }
    }
    if (ending) {
      throw told();
    }
    MADE.add(path);
    return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /**
   * Runs a command that would make the file anew if it were taken away meanwhile, and waits for its
   * end, whatever that is.
   *
   * @throws IOException when there is no such command, or the program is told to end
   */
  static synchronized void complete(ProcessBuilder command) throws IOException {
    if (ending) {
      throw told();
    }
    try {
      command.start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw told();
    }
  }

  private static InterruptedIOException told() {
    return new InterruptedIOException("the program is told to end");
  }

  private static synchronized void takeAway() {
    ending = true;
    for (Path path : MADE) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // It is swept later.
      }
    }
  }
}
