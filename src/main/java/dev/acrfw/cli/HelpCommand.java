package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.text.NearestNames;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Shows the help of a command, or of the program. */
final class HelpCommand extends Command {
  private final InputFiles files;
  private final Argument<List<String>> names =
      arguments.positionals("COMMAND", "The command; without it, the program itself.");

  HelpCommand(Surroundings surroundings, InputFiles files) {
    super(surroundings, "help", "Show the help of a command.");
    arguments.examples("acrfw help", "acrfw help generate");
    this.files = files;
  }

  @Override
  int run() throws IOException {
    List<String> wanted = names.get();
    if (wanted.size() > 1) {
      throw new UsageException("unexpected argument '" + Printable.of(wanted.get(1)) + "'");
    }
    Optional<String> name = wanted.stream().findFirst();
    if (name.isPresent() && Commands.named(name.get()).isEmpty()) {
      throw unknown(name.get());
    }
    surroundings.print(
        new PicocliCommandLine(surroundings, Commands.all(surroundings, files), false).help(name));
    return ExitCode.OK;
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        "unknown command '" + Printable.of(name) + "'",
        NearestNames.question(name, Commands.names()));
  }
}
