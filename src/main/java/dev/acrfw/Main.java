package dev.acrfw;

import dev.acrfw.cli.CommandRunner;
import dev.acrfw.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Clock;

/** The program. */
public final class Main {
  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    Surroundings surroundings =
        new Surroundings(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            System.getenv(),
            Clock.systemUTC(),
            Boolean.getBoolean("acrfw.terminal"));
    int code = new CommandRunner(surroundings).run(args);
    // System.exit looks for a logger first, from Java 21 on.
    if (code != 0) {
      System.exit(code);
    }
  }
}
