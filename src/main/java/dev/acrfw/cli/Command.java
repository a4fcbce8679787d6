package dev.acrfw.cli;

import java.io.IOException;

/** One command of the program; its fields declare what it takes. */
abstract class Command {
  /** What the command takes. */
  final Arguments arguments;

  /** What the command reads and writes. */
  final Surroundings surroundings;

  /**
   * @param surroundings what the command reads and writes
   * @param name the command's name
   * @param description one line for the help
   */
  Command(Surroundings surroundings, String name, String description) {
    this.surroundings = surroundings;
    arguments = new Arguments(name, description);
  }

  /** Reads the arguments, runs the command and returns the exit code. */
  final int call() throws IOException {
    long since = System.nanoTime();
    arguments.read(surroundings.environment());
    int code = run();
    surroundings.took("all of acrfw " + arguments.name(), since);
    return code;
  }

  /** Runs the command and returns the exit code. */
  abstract int run() throws IOException;
}
