package dev.acrfw.cli;

import dev.acrfw.failure.Failure;
import dev.acrfw.failure.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Runs the command that the arguments name. */
public final class CommandRunner {
  private final Surroundings surroundings;
  private final InputFiles files;

  /**
   * @param surroundings what the command reads and writes
   */
  public CommandRunner(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.files = new InputFiles(surroundings);
  }

  /** Returns the command line with the commands that the arguments leave possible. */
  private CommandLine commandLine(Optional<Commands> named, String... args) {
    List<String> words = List.of(args);
    Surroundings heard =
        words.contains("--quiet") || words.contains("-q") ? surroundings.quietly() : surroundings;
    CommandLine root = new CommandLine(specification(new AcrfwCommand(surroundings)));
    if (named.isPresent()) {
      add(root, named.get(), heard);
    } else if (args.length != 1 || !args[0].equals("--version") && !args[0].equals("-V")) {
      for (Commands command : Commands.values()) {
        add(root, command, heard);
      }
    }
    root.setOverwrittenOptionsAllowed(false);
    return root;
  }

  private void add(CommandLine root, Commands command, Surroundings heard) {
    root.addSubcommand(command.displayName(), specification(command.create(heard, files)));
  }

  private static CommandSpec specification(Command command) {
    command.arguments.standard();
    return command.arguments.command();
  }

  /**
   * Runs a command; whatever goes wrong becomes a message and an exit code.
   *
   * @param args the arguments of the program
   * @return the exit code, as docs/exit-codes.md has it
   */
  public int run(String... args) {
    boolean verbose = List.of(args).contains("--verbose");
    try {
      if (args.length > 0 && args[0].equals(Completion.COMMAND)) {
        return new Completion(surroundings, files).print(List.of(args).subList(1, args.length));
      }
      Optional<Commands> named = args.length > 0 ? Commands.named(args[0]) : Optional.empty();
      if (named.isPresent() && named.get().readsServiceTags()) {
        files.readEarly(args);
      }
      CommandLine root = commandLine(named, args);
      root.setOut(writer(surroundings.out()));
      root.setErr(writer(surroundings.err()));
      if (!surroundings.terminal()) {
        root.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
      }
      root.setParameterExceptionHandler(
          (e, unused) -> report(e, name(e.getCommandLine()), verbose));
      root.setExecutionExceptionHandler((e, command, parsed) -> report(e, name(command), verbose));
      int code = root.execute(args);
      root.getOut().flush();
      return code;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return report(e, "acrfw", verbose);
    }
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private int report(Throwable failure, String command, boolean verbose) {
    int code = ExitCode.of(failure);
    if (code == ExitCode.OK) {
      return code;
    }
    surroundings.message("error", problem(failure), hint(failure, command));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> surroundings.message("trace", line, ""));
    }
    return code;
  }

  private static String problem(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof ParameterException syntax) {
      return new SyntaxError(syntax).problem();
    }
    if (failure instanceof Failure) {
      return message;
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
    if (failure instanceof InvalidPathException) {
      return "not a path of a file: " + message;
    }
    if (failure instanceof IOException) {
      return "reading or writing failed: " + (message == null ? failure.toString() : message);
    }
    return "this is a bug in acrfw: " + failure;
  }

  private static String hint(Throwable failure, String command) {
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
