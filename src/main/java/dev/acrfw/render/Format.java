package dev.acrfw.render;

import dev.acrfw.rules.Plan;
import java.util.Locale;
import java.util.Optional;

/** The table of output formats: what each one is, and what it supports. */
public enum Format {
  IPTABLES("sh script for iptables and ip6tables", Hooks.YES),
  NFTABLES("file for nft -f: sets and chains in your own table", Hooks.YES),
  WINDOWS("PowerShell script for Windows Firewall", Hooks.NO),
  NSG("ARM template with rules for an existing Azure network security group", Hooks.NO),
  JSON("the plan that every format is made from", Hooks.NO),
  LIST("one CIDR a line", Hooks.NO);

  private enum Hooks {
    YES,
    NO
  }

  private final String description;
  private final Hooks hooks;

  Format(String description, Hooks hooks) {
    this.description = description;
    this.hooks = hooks;
  }

  /**
   * Finds a format by its name, in any case.
   *
   * @return the format, or nothing when none is called so
   */
  public static Optional<Format> named(String name) {
    for (Format format : values()) {
      if (format.displayName().equalsIgnoreCase(name)) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  /** Returns the name that {@code --format} takes. */
  public String displayName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what an output of this format is, in one line. */
  public String description() {
    return description;
  }

  /** Returns whether the rules are met in Linux hooks, so that {@code --hook} means something. */
  public boolean hasHooks() {
    return hooks == Hooks.YES;
  }

  /**
   * Renders a plan whole.
   *
   * @throws UnsupportedPlanException when the format cannot hold or express the plan
   */
  public String render(Plan plan, Installation installation) {
    StringBuilder out = new StringBuilder(1 << 14);
    renderer().render(plan, installation, out);
    return out.toString();
  }

  private Renderer renderer() {
    return switch (this) {
      case IPTABLES -> new IptablesRenderer();
      case NFTABLES -> new NftablesRenderer();
      case WINDOWS -> new WindowsRenderer();
      case NSG -> new NsgRenderer();
      case JSON -> new JsonRenderer();
      case LIST -> new ListRenderer();
    };
  }
}
