package dev.acrfw.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.ParameterException;

/** One command of the program; its fields declare what it takes. */
abstract class Command implements Callable<Integer> {
  /** What the command takes. */
  final Arguments arguments;

  /**
   * @param name the command's name
   * @param description one line for the help
   */
  Command(String name, String description) {
    arguments = new Arguments(name, description, this);
  }

  /** Runs the command and returns the exit code. */
  @Override
  public abstract Integer call() throws IOException;

  /** Returns the error of a command line that cannot be followed, to be thrown. */
  ParameterException usage(String message) {
    return arguments.usage(message);
  }
}
