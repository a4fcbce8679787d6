package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;

/** The program itself, which needs one of its commands. */
final class AcrfwCommand extends Command {
  AcrfwCommand(Surroundings surroundings) {
    super(
        surroundings,
        "acrfw",
        "Firewall rules for Azure Container Registry, from the published service tags.");
  }

  @Override
  int run() {
    throw new UsageException("no command given");
  }
}
