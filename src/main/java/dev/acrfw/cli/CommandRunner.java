package dev.acrfw.cli;

import dev.acrfw.fetch.FetchException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the command that the arguments name. */
public final class CommandRunner {
  private static final List<String> COMMANDS =
      List.of(
          "generate",
          "endpoints",
          "tags",
          "diff",
          "fetch",
          "registry",
          "trusted-services",
          "formats");

  /** The commands that read a service tags file. */
  private static final List<String> READERS = List.of("generate", "endpoints", "tags");

  private final Streams streams;
  private final InputFiles files;

  /**
   * @param streams what the command reads and writes
   */
  public CommandRunner(Streams streams) {
    this.streams = streams;
    this.files = new InputFiles(streams);
  }

  /**
   * Returns the command line with the commands that the first argument leaves possible.
   *
   * @param first a command's name, or an option; null for all commands
   */
  CommandLine commandLine(String first) {
    CommandLine root = new CommandLine(specification(new AcrfwCommand()));
    if (first != null && COMMANDS.contains(first)) {
      root.addSubcommand(first, specification(command(first)));
    } else if (!"--version".equals(first) && !"-V".equals(first)) {
      for (String name : COMMANDS) {
        root.addSubcommand(name, specification(command(name)));
      }
    }
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setOverwrittenOptionsAllowed(false);
    return root;
  }

  private static CommandSpec specification(Command command) {
    command.arguments.standard();
    return command.arguments.command();
  }

  private Command command(String name) {
    return switch (name) {
      case "generate" -> new GenerateCommand(streams, files);
      case "endpoints" -> new EndpointsCommand(streams, files);
      case "tags" -> new TagsCommand(streams, files);
      case "diff" -> new DiffCommand(streams, files);
      case "fetch" -> new FetchCommand(streams);
      case "registry" -> new RegistryCommand(streams, files);
      case "trusted-services" -> new TrustedServicesCommand(streams);
      case "formats" -> new FormatsCommand(streams);
      default -> throw new IllegalArgumentException(name);
    };
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
      if (args.length > 0 && READERS.contains(args[0])) {
        files.readEarly(args);
      }
      CommandLine root = commandLine(args.length > 0 ? args[0] : null);
      root.setOut(new PrintWriter(new OutputStreamWriter(streams.out(), StandardCharsets.UTF_8)));
      root.setErr(new PrintWriter(new OutputStreamWriter(streams.err(), StandardCharsets.UTF_8)));
      if (!streams.terminal()) {
        root.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
      }
      root.setParameterExceptionHandler((e, unused) -> report(e, verbose));
      root.setExecutionExceptionHandler((e, command, parsed) -> report(e, verbose));
      int code = root.execute(args);
      root.getOut().flush();
      return code;
    } catch (RuntimeException | OutOfMemoryError e) {
      return report(e, verbose);
    }
  }

  private int report(Throwable failure, boolean verbose) {
    int code = ExitCode.of(failure);
    if (code == ExitCode.OK) {
      return code;
    }
    streams.message("error", message(failure, code));
    if (verbose) {
      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      trace.toString().lines().forEach(line -> streams.message("trace", line));
    }
    return code;
  }

  private static String message(Throwable failure, int code) {
    String message = failure.getMessage();
    if (failure instanceof ParameterException e) {
      return message.contains("\n") ? message : inLowerCase(message) + "\n" + usageHint(e);
    }
    if (failure instanceof OutOfMemoryError) {
      return "Java ran out of memory: " + message + "\ngive it more, for example JAVA_OPTS=-Xmx1g";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file: " + message;
    }
    if (failure instanceof AccessDeniedException) {
      return "no permission: " + message;
    }
    if (failure instanceof InvalidPathException) {
      return "no path to a file: " + message;
    }
    if (failure instanceof IOException) {
      return "reading or writing failed: " + (message == null ? failure.toString() : message);
    }
    return code == ExitCode.FAILURE && !(failure instanceof FetchException)
        ? "this is a bug in acrfw: " + failure + "\nrun it again with --verbose and report it"
        : message;
  }

  private static String usageHint(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return "did you mean " + String.join(", ", unmatched.getSuggestions()) + "?";
    }
    return "see '" + name + " --help'";
  }

  /** picocli lists the values of an enum as Java spells them. */
  private static String inLowerCase(String message) {
    int start = message.indexOf("expected one of [");
    int end = message.indexOf(']', Math.max(start, 0));
    return start < 0 || end < 0
        ? message
        : message.substring(0, start)
            + message.substring(start, end).toLowerCase(Locale.ROOT)
            + message.substring(end);
  }
}
