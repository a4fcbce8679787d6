package dev.acrfw.render.azure;

import dev.acrfw.option.Option;
import java.util.List;

/** The options of the formats for Azure Firewall. */
public final class AzureFirewallOptions {
  /** "Microsoft.Network firewallPolicies/ruleCollectionGroups", property {@code priority}. */
  private static final int MIN_PRIORITY = 100;

  private static final int MAX_PRIORITY = 65000;

  /** The policy's name. */
  public static final Option<String> POLICY =
      Option.shaped(
          "--azure-firewall-policy",
          "POLICY",
          "Default value of the parameter for the firewall policy.",
          NsgOptions.AZURE_NAME,
          "a name that Azure takes",
          "");

  /** The priority of the group of rule collections. */
  public static final Option<Integer> PRIORITY =
      Option.number(
          "--azure-firewall-priority",
          "N",
          "Priority of the rule collection group, " + MIN_PRIORITY + " to " + MAX_PRIORITY + ".",
          MIN_PRIORITY,
          MAX_PRIORITY,
          1000);

  /** All of them. */
  public static final List<Option<?>> ALL = List.of(POLICY, PRIORITY);

  private AzureFirewallOptions() {}
}
