package dev.acrfw.format;

import dev.acrfw.render.aws.PrefixListRenderer;
import dev.acrfw.render.azure.AzureFirewallOptions;
import dev.acrfw.render.azure.NsgOptions;
import dev.acrfw.render.azure.SecurityRules;
import dev.acrfw.render.azure.TerraformOptions;

/** The formats for firewalls in clouds. */
final class CloudRows {
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

  static final Row BICEP =
      new Row("Bicep file with the same rules as the ARM template", "bicep", "//")
          .options(NsgOptions.ALL)
          .readsEarlier()
          .limits(SecurityRules.LIMITS)
          .cannotRemove(
              "a deployment of a Bicep file deletes no rules", "use --format nsg-az --remove");

  static final Row TERRAFORM =
      new Row("Terraform's JSON for an NSG's rules or a firewall policy's group", "tf.json", "")
          .options(TerraformOptions.ALL)
          .readsEarlier()
          .limits(SecurityRules.LIMITS)
          .cannotRemove("Terraform deletes what no file names", "delete the file, and apply");

  static final Row AZURE_FIREWALL =
      new Row("ARM template with a rule collection group of an Azure Firewall policy", "json", "")
          .options(AzureFirewallOptions.ALL)
          .namesTags()
          .limits("outbound, 2 MB a group")
          .cannotEnforce(
              "Azure Firewall denies what no rule allows", "delete the rules that allow more")
          .cannotRemove(
              "a deployment of an ARM template deletes no group",
              "use the az resource delete of its header");

  static final Row AWS_PREFIX_LIST =
      new Row("sh script that fills managed prefix lists of AWS", "sh", "#")
          .limits(PrefixListRenderer.LIMITS)
          .cannotEnforce(
              "a prefix list is what rules refer to, and drops nothing",
              "let the security group have no rule that allows more");

  private CloudRows() {}
}
