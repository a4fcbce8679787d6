package dev.acrfw.render.azure;

import dev.acrfw.render.Installation;
import dev.acrfw.render.Usage;
import java.util.ArrayList;
import java.util.List;

/** How a template or a Bicep file with an NSG's rules is used. */
final class NsgUsage {
  /** The parameter for the group's name. */
  static final String PARAMETER = "networkSecurityGroupName";

  private NsgUsage() {}

  /** Returns the lines for comments. */
  static List<String> lines(Installation installation, List<SecurityRule> rules) {
    return withOutbound(usage(installation).lines(), rules);
  }

  /** Returns one sentence a step. */
  static List<String> sentences(Installation installation, List<SecurityRule> rules) {
    return withOutbound(usage(installation).sentences(), rules);
  }

  private static List<String> withOutbound(List<String> usage, List<SecurityRule> rules) {
    List<String> all = new ArrayList<>(usage);
    if (SecurityRules.mayChangeNothing(rules)) {
      all.add("Outbound: " + SecurityRules.LETS_OUT);
    }
    return all;
  }

  private static Usage usage(Installation installation) {
    String stack = installation.name() + "-nsg";
    String file =
        "--resource-group GROUP --template-file FILE"
            + (installation.options().isGiven(NsgOptions.NAME)
                ? ""
                : " --parameters " + PARAMETER + "=NSG");
    return new Usage()
        .apply(
            "'az stack group create --name "
                + stack
                + " "
                + file
                + " --action-on-unmanage deleteResources --deny-settings-mode none' deletes rules that"
                + " are gone as well;",
            "'az deployment group create " + file + "' does not.")
        .check("az network nsg rule list --resource-group GROUP --nsg-name NSG --output table")
        .boot("nothing to do; the group keeps its rules.")
        .undo(
            "'az stack group delete --name "
                + stack
                + " --resource-group GROUP --action-on-unmanage deleteResources';",
            "after a deployment, --format nsg-az --remove writes a script that does it.");
  }
}
