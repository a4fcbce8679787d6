package dev.acrfw.format;

import dev.acrfw.render.azure.NsgOptions;
import dev.acrfw.render.azure.SecurityRules;

/** The formats for firewalls in Azure. */
final class AzureRows {
  static final Row NSG =
      new Row("ARM template with rules for an existing Azure network security group", "json", "")
          .options(NsgOptions.ALL)
          .readsEarlier()
          .limits(SecurityRules.LIMITS)
          .cannotRemove(
              "a deployment of an ARM template deletes no rules", "use --format nsg-az --remove");

  static final Row NSG_AZ =
      new Row("sh script that creates, updates and deletes the rules of an NSG", "sh", "#")
          .options(NsgOptions.ALL)
          .removalOptions(NsgOptions.NAME)
          .limits(SecurityRules.LIMITS);

  private AzureRows() {}
}
