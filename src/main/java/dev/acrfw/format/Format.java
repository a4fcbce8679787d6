package dev.acrfw.format;

import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.aerleon.AerleonRenderer;
import dev.acrfw.render.appliance.CiscoAsaRenderer;
import dev.acrfw.render.appliance.FortigateRenderer;
import dev.acrfw.render.appliance.JunosRenderer;
import dev.acrfw.render.appliance.MikrotikRenderer;
import dev.acrfw.render.appliance.PfRenderer;
import dev.acrfw.render.aws.PrefixListRenderer;
import dev.acrfw.render.azure.AzureFirewallRenderer;
import dev.acrfw.render.azure.BicepRenderer;
import dev.acrfw.render.azure.NsgAzRenderer;
import dev.acrfw.render.azure.NsgOptions;
import dev.acrfw.render.azure.NsgRenderer;
import dev.acrfw.render.azure.TerraformRenderer;
import dev.acrfw.render.data.EdlRenderer;
import dev.acrfw.render.data.JsonRenderer;
import dev.acrfw.render.data.ListRenderer;
import dev.acrfw.render.kubernetes.CiliumRenderer;
import dev.acrfw.render.kubernetes.KubernetesRenderer;
import dev.acrfw.render.netfilter.FirewalldRenderer;
import dev.acrfw.render.netfilter.IpsetRenderer;
import dev.acrfw.render.netfilter.IptablesRenderer;
import dev.acrfw.render.netfilter.NetfilterOptions;
import dev.acrfw.render.netfilter.NftablesRenderer;
import dev.acrfw.render.netfilter.UfwRenderer;
import dev.acrfw.render.proxy.SquidRenderer;
import dev.acrfw.render.windows.NetshRenderer;
import dev.acrfw.render.windows.WindowsRenderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.List;

/** The table of output formats: what each one is, and what it supports. */
public enum Format {
  IPTABLES(LinuxRows.IPTABLES),
  IPSET(LinuxRows.IPSET),
  NFTABLES(LinuxRows.NFTABLES),
  FIREWALLD(LinuxRows.FIREWALLD),
  UFW(LinuxRows.UFW),
  WINDOWS(WindowsRows.WINDOWS),
  NETSH(WindowsRows.NETSH),
  NSG(CloudRows.NSG),
  NSG_AZ(CloudRows.NSG_AZ),
  BICEP(CloudRows.BICEP),
  TERRAFORM(CloudRows.TERRAFORM),
  AZURE_FIREWALL(CloudRows.AZURE_FIREWALL),
  AWS_PREFIX_LIST(CloudRows.AWS_PREFIX_LIST),
  SQUID(ProxyRows.SQUID),
  CILIUM(ClusterRows.CILIUM),
  KUBERNETES(ClusterRows.KUBERNETES),
  CISCO_ASA(ApplianceRows.CISCO_ASA),
  FORTIGATE(ApplianceRows.FORTIGATE),
  MIKROTIK(ApplianceRows.MIKROTIK),
  JUNOS(ApplianceRows.JUNOS),
  PF(ApplianceRows.PF),
  JSON(DataRows.JSON),
  LIST(DataRows.LIST),
  EDL(DataRows.EDL),
  AERLEON(DataRows.AERLEON);

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
    return row.options.contains(NsgOptions.ADDRESSES)
        ? NsgOptions.nameTags(options)
        : row.namesTags;
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
      case FIREWALLD -> new FirewalldRenderer();
      case UFW -> new UfwRenderer();
      case WINDOWS -> new WindowsRenderer();
      case NETSH -> new NetshRenderer();
      case NSG -> new NsgRenderer();
      case NSG_AZ -> new NsgAzRenderer();
      case BICEP -> new BicepRenderer();
      case TERRAFORM -> new TerraformRenderer();
      case AZURE_FIREWALL -> new AzureFirewallRenderer();
      case AWS_PREFIX_LIST -> new PrefixListRenderer();
      case SQUID -> new SquidRenderer();
      case CILIUM -> new CiliumRenderer();
      case KUBERNETES -> new KubernetesRenderer();
      case CISCO_ASA -> new CiscoAsaRenderer();
      case FORTIGATE -> new FortigateRenderer();
      case MIKROTIK -> new MikrotikRenderer();
      case JUNOS -> new JunosRenderer();
      case PF -> new PfRenderer();
      case JSON -> new JsonRenderer();
      case LIST -> new ListRenderer();
      case EDL -> new EdlRenderer();
      case AERLEON -> new AerleonRenderer();
    };
  }
}
