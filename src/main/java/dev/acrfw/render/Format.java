package dev.acrfw.render;

import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.Locale;
import java.util.Optional;

/** The table of output formats: what each one is, and what it supports. */
public enum Format {
  IPTABLES("sh script for iptables and ip6tables", Hooks.YES, null),
  IPSET("sh script for ipset, iptables and ip6tables: for long lists", Hooks.YES, null),
  NFTABLES("file for nft -f: sets and chains in your own table", Hooks.YES, null),
  WINDOWS("PowerShell script for Windows Firewall", Hooks.NO, Refusal.WINDOWS),
  NETSH("batch file for Windows Firewall without PowerShell", Hooks.NO, Refusal.WINDOWS),
  NSG("ARM template with rules for an existing Azure network security group", Hooks.NO, null),
  NSG_AZ("sh script that creates, updates and deletes the rules of an NSG", Hooks.NO, null),
  JSON("the plan that every format is made from", Hooks.NO, Refusal.NO_FIREWALL),
  LIST("one CIDR a line", Hooks.NO, Refusal.NO_FIREWALL);

  private enum Hooks {
    YES,
    NO
  }

  private static final class Refusal {
    private static final String WINDOWS =
        "Windows Firewall lets a block rule beat every allow rule"
            + "\nset the profile's default instead: Set-NetFirewallProfile -All"
            + " -DefaultOutboundAction Block";
    private static final String NO_FIREWALL =
        "the output says what to allow and drops nothing\nuse the format of a firewall";
  }

  private final String description;
  private final Hooks hooks;
  private final String whyNotEnforce;

  Format(String description, Hooks hooks, String whyNotEnforce) {
    this.description = description;
    this.hooks = hooks;
    this.whyNotEnforce = whyNotEnforce;
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

  /** Returns whether the format can drop what is not allowed. */
  public boolean canEnforce() {
    return whyNotEnforce == null;
  }

  /** Returns whether an output of the format can take away what earlier ones made. */
  public boolean canRemove() {
    return this != NSG && this != JSON && this != LIST;
  }

  /**
   * Renders a plan whole.
   *
   * @throws UnsupportedPlanException when the format cannot hold or express the plan
   */
  public String render(Plan plan, Installation installation) {
    if (installation.enforcement().isPresent() && whyNotEnforce != null) {
      throw new UnsupportedPlanException("no --enforce: " + whyNotEnforce);
    }
    StringBuilder out = new StringBuilder(expectedLength(plan));
    renderer().render(plan, installation, out);
    return out.toString();
  }

  private static int expectedLength(Plan plan) {
    long length = 1 << 14;
    for (Rule rule : plan.rules()) {
      length += 20L * rule.addresses().ipv4().rangeCount();
      length += 30L * rule.addresses().ipv6().rangeCount();
    }
    return (int) Math.min(length, 1 << 30);
  }

  /**
   * Renders what takes away all that any earlier output of the installation's name made.
   *
   * @throws UnsupportedPlanException when the format cannot; it names the way that can
   */
  public String renderRemoval(Installation installation) {
    StringBuilder out = new StringBuilder();
    renderer().remove(installation, out);
    return out.toString();
  }

  private Renderer renderer() {
    return switch (this) {
      case IPTABLES -> new IptablesRenderer();
      case IPSET -> new IpsetRenderer();
      case NFTABLES -> new NftablesRenderer();
      case WINDOWS -> new WindowsRenderer();
      case NETSH -> new NetshRenderer();
      case NSG -> new NsgRenderer();
      case NSG_AZ -> new NsgAzRenderer();
      case JSON -> new JsonRenderer();
      case LIST -> new ListRenderer();
    };
  }
}
