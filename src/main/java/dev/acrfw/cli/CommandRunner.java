package dev.acrfw.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

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
    } else if (args.length != 1 || (!args[0].equals("--version") && !args[0].equals("-V"))) {
      for (Commands command : Commands.values()) {
        add(root, command, heard);
      }
    }
    root.setOverwrittenOptionsAllowed(false);
    root.setExpandAtFiles(false);
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
      String[] words = expanded(args);
      verbose = List.of(words).contains("--verbose");
      return execute(words, verbose);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return report(e, "acrfw", verbose);
    }
  }

  private String[] expanded(String... args) throws IOException {
    boolean mayHoldFiles = false;
    for (String arg : args) {
      mayHoldFiles |= arg.startsWith("@");
    }
    if (!mayHoldFiles || args.length == 0) {
      return args;
    }
    Set<String> taking = new HashSet<>();
    for (Commands command : Commands.values()) {
      if (command.displayName().equals(args[0])) {
        taking.addAll(command.create(surroundings, files).arguments.takingAValue());
      }
    }
    return ArgumentFiles.expand(args, taking);
  }

  private int execute(String[] args, boolean verbose) throws IOException {
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
    root.setParameterExceptionHandler((e, unused) -> report(e, name(e.getCommandLine()), verbose));
    root.setExecutionExceptionHandler((e, command, parsed) -> report(e, name(command), verbose));
    int code = root.execute(args);
    root.getOut().flush();
    return code;
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
    surroundings.message("error", FailureText.problem(failure), FailureText.hint(failure, command));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> surroundings.message("trace", line, ""));
    }
    return code;
  }
}
