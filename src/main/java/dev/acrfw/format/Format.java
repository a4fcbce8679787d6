package dev.acrfw.format;

import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.aerleon.AerleonRenderer;
import dev.acrfw.render.azure.NsgAzRenderer;
import dev.acrfw.render.azure.NsgOptions;
import dev.acrfw.render.azure.NsgRenderer;
import dev.acrfw.render.azure.SecurityRules;
import dev.acrfw.render.data.EdlRenderer;
import dev.acrfw.render.data.JsonRenderer;
import dev.acrfw.render.data.ListRenderer;
import dev.acrfw.render.netfilter.IpsetRenderer;
import dev.acrfw.render.netfilter.IptablesRenderer;
import dev.acrfw.render.netfilter.NetfilterOptions;
import dev.acrfw.render.netfilter.NftablesRenderer;
import dev.acrfw.render.windows.NetshRenderer;
import dev.acrfw.render.windows.WindowsRenderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.List;

/** The table of output formats: what each one is, and what it supports. */
public enum Format {
  IPTABLES(
      new Row("sh script for iptables and ip6tables", "sh", "#")
          .options(NetfilterOptions.COMMON, NetfilterOptions.PUBLISHED, NetfilterOptions.FROM)),
  IPSET(
      new Row("sh script for ipset, iptables and ip6tables: for long lists", "sh", "#")
          .options(NetfilterOptions.COMMON, NetfilterOptions.FROM)
          .limits(IpsetRenderer.LIMITS)),
  NFTABLES(
      new Row("file for nft -f: sets and chains in your own table", "nft", "#")
          .options(NetfilterOptions.COMMON, NetfilterOptions.PUBLISHED, NetfilterOptions.TABLE)
          .removalOptions(NetfilterOptions.HOOK, NetfilterOptions.TABLE)),
  WINDOWS(
      new Row("PowerShell script for Windows Firewall", "ps1", "#")
          .cannotEnforce(Reason.BLOCK_BEATS_ALLOW, Reason.SET_THE_DEFAULT)),
  NETSH(
      new Row("batch file for Windows Firewall without PowerShell", "cmd", "rem")
          .cannotEnforce(Reason.BLOCK_BEATS_ALLOW, Reason.SET_THE_DEFAULT)),
  NSG(
      new Row("ARM template with rules for an existing Azure network security group", "json", "")
          .options(NsgOptions.ALL)
          .readsEarlier()
          .limits(SecurityRules.LIMITS)
          .cannotRemove(
              "a deployment of an ARM template deletes no rules", "use --format nsg-az --remove")),
  NSG_AZ(
      new Row("sh script that creates, updates and deletes the rules of an NSG", "sh", "#")
          .options(NsgOptions.ALL)
          .removalOptions(NsgOptions.NAME)
          .limits(SecurityRules.LIMITS)),
  JSON(
      new Row("the plan that every format is made from", "json", "")
          .cannotEnforce(Reason.DROPS_NOTHING, Reason.USE_A_FIREWALL)
          .cannotRemove("a plan makes nothing that could be removed", "")),
  LIST(
      new Row("one CIDR a line", "txt", "#")
          .cannotEnforce(Reason.DROPS_NOTHING, Reason.USE_A_FIREWALL)
          .limits("one direction and one set of ports")
          .cannotRemove(
              "a list makes nothing by itself", "take it out of the rule that refers to it")),
  EDL(
      new Row("folder of plain lists for firewalls that fetch them, and an index", "txt", "")
          .folder(EdlRenderer.INDEX)
          .readsEarlier()
          .cannotEnforce(Reason.DROPS_NOTHING, "let the firewall that fetches them deny the rest")
          .limits(EdlRenderer.LIMITS)
          .cannotRemove(
              "lists make nothing by themselves",
              "take them out of the rules that refer to them, and delete the folder")),
  AERLEON(
      new Row("folder with definitions and an include for aerleon's policies", "yaml", "#")
          .folder(AerleonRenderer.DEFINITIONS)
          .cannotEnforce(Reason.DROPS_NOTHING, "let the policy that includes it deny the rest")
          .limits(AerleonRenderer.LIMITS)
          .cannotRemove(
              "an include makes nothing by itself",
              "take it out of the policy, and delete the two files"));

  private static final class Reason {
    private static final String BLOCK_BEATS_ALLOW =
        "Windows Firewall lets a block rule beat every allow rule";
    private static final String SET_THE_DEFAULT =
        "set the profile's default instead: Set-NetFirewallProfile -All"
            + " -DefaultOutboundAction Block";
    private static final String DROPS_NOTHING = "the output says what to allow and drops nothing";
    private static final String USE_A_FIREWALL = "use the format of a firewall";
  }

  private final Row row;

  Format(Row row) {
    this.row = row;
  }

  /** Returns the name that {@code --format} takes. */
  public String displayName() {
    return Choice.nameOf(this);
  }

  /** Returns what an output of this format is, in one line. */
  public String description() {
    return row.description;
  }

  /** Returns the extension of a file with an output, without a dot. */
  public String extension() {
    return row.extension;
  }

  /** Returns what starts a comment in an output; empty where there are none. */
  public String comment() {
    return row.comment;
  }

  /** Returns how much an output takes; empty where there is no limit to name. */
  public String limits() {
    return row.limits;
  }

  /** Returns the options that mean something in this format, besides those that every one has. */
  public List<Option<?>> options() {
    return row.options;
  }

  /** Returns those of the options that mean something where everything is taken away. */
  public List<Option<?>> removalOptions() {
    return row.removalOptions;
  }

  /** Returns whether rules are evaluated in Linux hooks. */
  public boolean hasHooks() {
    return row.options.contains(NetfilterOptions.HOOK);
  }

  /** Returns whether the format can drop what is not allowed. */
  public boolean canEnforce() {
    return row.options.contains(Installation.ENFORCE);
  }

  /** Returns whether an output is a folder of files. */
  public boolean isFolder() {
    return !row.mainFile.isEmpty();
  }

  /** Returns the path of the file of a folder that tells what it was made from; else nothing. */
  public String mainFile(String name) {
    return row.mainFile.replace("NAME", name);
  }

  /** Returns whether an output follows from an earlier one as well. */
  public boolean readsEarlier() {
    return row.readsEarlier;
  }

  /** Returns whether an output of the format can take away what earlier ones made. */
  public boolean canRemove() {
    return row.whyNotRemove.isEmpty();
  }

  /** Returns whether an output names tags in place of addresses. */
  public boolean namesTags(OptionValues options) {
    return row.options.contains(NsgOptions.ADDRESSES) && NsgOptions.nameTags(options);
  }

  /**
   * Refuses to enforce where the format cannot.
   *
   * @throws UnsupportedException with the reason, and what to do instead
   */
  public void requireEnforceable() {
    if (!canEnforce()) {
      throw new UnsupportedException("no --enforce: " + row.whyNotEnforce, row.insteadOfEnforcing);
    }
  }

  /**
   * Renders a plan whole.
   *
   * @throws UnsupportedException when the format cannot hold or express the plan
   * @throws dev.acrfw.failure.UsageException when an option of the format does not fit the plan
   */
  public String render(Plan plan, Installation installation) {
    StringBuilder out = new StringBuilder(expectedLength(plan));
    renderer().render(plan, installation, out);
    return out.toString();
  }

  /** Returns what is probably not as the user wants it, a line each, for standard error only. */
  public List<String> warnings(Plan plan, Installation installation) {
    return renderer().warnings(plan, installation);
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
   * @throws UnsupportedException when the format cannot; it names the way that can
   */
  public String renderRemoval(Installation installation) {
    if (!canRemove()) {
      throw new UnsupportedException(row.whyNotRemove, row.insteadOfRemoving);
    }
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
      case EDL -> new EdlRenderer();
      case AERLEON -> new AerleonRenderer();
    };
  }
}
