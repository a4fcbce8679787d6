package dev.acrfw.render.azure;

import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import java.util.ArrayList;
import java.util.List;

/** The options of the format for Terraform. */
public final class TerraformOptions {
  /** What is written. */
  public enum Kind {
    /** Rules of a network security group. */
    SECURITY_RULES,
    /** A rule collection group of Azure Firewall. */
    FIREWALL_POLICY
  }

  /** Which resources are written. */
  public static final Option<Kind> KIND =
      Option.value(
          "--terraform-kind",
          "KIND",
          "What the resources are: {}.",
          Choice.of(Kind.class),
          Kind.SECURITY_RULES);

  /** All of them. */
  public static final List<Option<?>> ALL = all();

  private TerraformOptions() {}

  private static List<Option<?>> all() {
    List<Option<?>> all = new ArrayList<>(List.of(KIND));
    all.addAll(NsgOptions.ALL);
    all.addAll(AzureFirewallOptions.ALL);
    return List.copyOf(all);
  }

  /** Returns whether the resource is a group of a firewall policy. */
  public static boolean isFirewallPolicy(OptionValues options) {
    return options.get(KIND) == Kind.FIREWALL_POLICY;
  }
}
