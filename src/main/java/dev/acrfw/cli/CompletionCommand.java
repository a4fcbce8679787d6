package dev.acrfw.cli;

import dev.acrfw.option.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Prints the script by which a shell completes command lines of the program. */
final class CompletionCommand extends Command {
  private final Argument<Shell> shell =
      arguments.positional("SHELL", "bash, zsh or fish.", Choice.of(Shell.class));

  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  CompletionCommand(Surroundings surroundings) {
    super(surroundings, "completion", "Print the script that completes command lines in a shell.");
    arguments.examples("acrfw completion bash", "acrfw completion fish");
  }

  @Override
  int run() throws IOException {
    String name = "completion." + Choice.nameOf(shell.get());
    try (InputStream script = CompletionCommand.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IOException("the program lacks its file " + name);
      }
      surroundings.print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }
}
