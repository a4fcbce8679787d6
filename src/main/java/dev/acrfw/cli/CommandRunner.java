package dev.acrfw.cli;

import dev.acrfw.render.Provenance;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs the command that the arguments name. */
public final class CommandRunner {
  private final Surroundings surroundings;

  /**
   * @param surroundings what the command reads and writes
   */
  public CommandRunner(Surroundings surroundings) {
    this.surroundings = surroundings;
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
      if (args.length == 0) {
        return execute(new String[] {Commands.HELP.displayName()}, verbose);
      }
      if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
        surroundings.print("acrfw " + Provenance.VERSION + "\n");
        return ExitCode.OK;
      }
      if (args[0].equals(Completion.COMMAND)) {
        return new Completion(surroundings, new InputFiles(surroundings))
            .print(List.of(args).subList(1, args.length));
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
        taking.addAll(
            command.create(surroundings, new InputFiles(surroundings)).arguments.takingAValue());
      }
    }
    return ArgumentFiles.expand(args, taking);
  }

  private int execute(String[] args, boolean verbose) throws IOException {
    List<String> words = List.of(args);
    Surroundings heard = surroundings.heard(words);
    InputFiles files = new InputFiles(heard);
    Optional<Commands> named = args.length > 0 ? Commands.named(args[0]) : Optional.empty();
    if (named.isEmpty()) {
      return parse(Commands.all(heard, files), verbose, args);
    }
    if (named.get().readsServiceTags()) {
      files.readEarly(args);
    }
    Command command = named.get().complete(heard, files);
    if (!UsualCommandLine.read(command.arguments.all(), words.subList(1, words.size()))) {
      return parse(List.of(command), verbose, args);
    }
    try {
      return command.call();
    } catch (IOException | RuntimeException e) {
      return report(e, "acrfw " + command.arguments.name(), verbose);
    }
  }

  private int parse(List<Command> commands, boolean verbose, String... args) {
    boolean brief = List.of(args).contains("-h");
    return new PicocliCommandLine(surroundings, commands, brief)
        .run((failure, command) -> report(failure, command, verbose), args);
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
