package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;

/** The program itself, which needs one of its commands. */
final class AcrfwCommand extends Command {
  AcrfwCommand(Surroundings surroundings) {
    super(
        surroundings,
        "acrfw",
        "Firewall rules for Azure Container Registry, from the published service tags.");
    arguments
        .command()
        .usageMessage()
        .synopsisSubcommandLabel("COMMAND")
        .footer(
            "",
            "Example:",
            "  acrfw generate -s ServiceTags_Public.json -r contoso -l westeurope -f nftables");
  }

  @Override
  int run() {
    throw new UsageException("no command given");
  }
}
