package dev.acrfw.cli;

import dev.acrfw.render.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "acrfw",
    version = "acrfw " + Provenance.VERSION,
    description = "Firewall rules for Azure Container Registry, from the published service tags.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  acrfw generate -s ServiceTags_Public.json -r contoso -l westeurope -f nftables"
    })
final class AcrfwCommand implements Runnable {
  @Mixin private StandardOptions standard;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }
}
