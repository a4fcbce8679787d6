package dev.acrfw.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    List<String> words = List.of(args);
    Surroundings heard =
        words.contains("--quiet") || words.contains("-q") ? surroundings.quietly() : surroundings;
    Optional<Commands> named = args.length > 0 ? Commands.named(args[0]) : Optional.empty();
    if (named.isEmpty()) {
      List<Command> all = new ArrayList<>();
      if (args.length != 1 || (!args[0].equals("--version") && !args[0].equals("-V"))) {
        for (Commands each : Commands.values()) {
          all.add(created(each, heard));
        }
      }
      return parse(all, verbose, args);
    }
    if (named.get().readsServiceTags()) {
      files.readEarly(args);
    }
    Command command = created(named.get(), heard);
    if (!UsualCommandLine.read(command.arguments.all(), words.subList(1, words.size()))) {
      return parse(List.of(command), verbose, args);
    }
    try {
      return command.call();
    } catch (IOException | RuntimeException e) {
      return report(e, "acrfw " + command.arguments.name(), verbose);
    }
  }

  private Command created(Commands command, Surroundings heard) {
    Command created = command.create(heard, files);
    created.arguments.standard();
    return created;
  }

  private int parse(List<Command> commands, boolean verbose, String... args) {
    Command program = new AcrfwCommand(surroundings);
    program.arguments.standard();
    return new PicocliCommandLine(program, commands)
        .run(surroundings, (failure, command) -> report(failure, command, verbose), args);
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
