package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;

/** The program itself, which needs one of its commands. */
final class AcrfwCommand extends Command {
  /** What the program is called. */
  static final String NAME = "acrfw";

  AcrfwCommand(Surroundings surroundings) {
    super(
        surroundings,
        NAME,
        "Firewall rules for Azure Container Registry, from the published service tags.");
    arguments.examples(
        "acrfw fetch",
        "acrfw generate -r contoso -l westeurope -f nftables -o acrfw.nft",
        "acrfw help generate");
    arguments.standard();
  }

  @Override
  int run() {
    throw new UsageException("no command given");
  }
}
