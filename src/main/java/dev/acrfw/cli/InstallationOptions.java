package dev.acrfw.cli;

import dev.acrfw.access.Direction;
import dev.acrfw.render.Format;
import dev.acrfw.render.Hook;
import dev.acrfw.render.Installation;
import dev.acrfw.render.NftablesOptions;
import dev.acrfw.render.NsgOptions;
import dev.acrfw.rules.Plan;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How the rules are installed: what they are named after, where they are met. */
final class InstallationOptions {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,11}");
  private static final Pattern TABLE = Pattern.compile("inet +([A-Za-z_][A-Za-z0-9_-]{0,63})");
  private static final Pattern NSG =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?");
  private static final String DEFAULT_NAME = "acrfw";
  private static final String DEFAULT_TABLE = "filter";
  private static final int DEFAULT_PRIORITY = 200;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What every chain, set, group and rule is named after. Default: acrfw.")
  private String name = DEFAULT_NAME;

  @Option(
      names = "--hook",
      paramLabel = "HOOK",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "Linux: where rules are met: output, forward, input. Default: output for outbound,"
              + " input for inbound.")
  private List<Hook> hooks = new ArrayList<>();

  @Option(
      names = "--nftables-table",
      paramLabel = "TABLE",
      description = "The table that chains and sets go into. Default: 'inet filter'.")
  private String nftablesTable;

  @Option(
      names = "--nsg-name",
      paramLabel = "NSG",
      description = "Default value of the template's parameter for the security group.")
  private String nsgName;

  @Option(
      names = "--nsg-priority",
      paramLabel = "N",
      description = "Priority of the first rule, 100 to 4096. Default: 200.")
  private Integer nsgPriority;

  @Option(
      names = "--nsg-addresses",
      paramLabel = "KIND",
      description = "What rules name: tags (default) or prefixes.")
  private NsgOptions.Addresses nsgAddresses;

  Installation resolve(Selection selection, Plan plan, Format format) {
    Set<Hook> wantedHooks = EnumSet.noneOf(Hook.class);
    wantedHooks.addAll(hooks);
    checkHooks(wantedHooks, plan);
    NftablesOptions nftables = new NftablesOptions("inet", table());
    NsgOptions nsg =
        new NsgOptions(
            nsgName,
            nsgPriority == null ? DEFAULT_PRIORITY : nsgPriority,
            nsgAddresses == null ? NsgOptions.Addresses.TAGS : nsgAddresses);
    StringBuilder command = new StringBuilder("acrfw generate");
    selection.appendOptions(command);
    Selection.option(command, "--format", format.displayName());
    appendOptions(command, wantedHooks, nftables, nsg);
    return new Installation(name, wantedHooks, command.toString(), nftables, nsg);
  }

  /** Refuses what is wrong or without effect, before any file is read. */
  void check(Format format, boolean familyGiven) {
    if (!NAME.matcher(name).matches()) {
      throw usage("--name " + name + " is not [a-z][a-z0-9-]{0,11}");
    }
    if (!format.hasHooks() && !hooks.isEmpty()) {
      throw onlyFor("--hook", "iptables and nftables");
    }
    if (format != Format.NFTABLES && nftablesTable != null) {
      throw onlyFor("--nftables-table", "nftables");
    }
    if (format == Format.NSG) {
      checkNsg(familyGiven);
    } else if (nsgName != null || nsgPriority != null || nsgAddresses != null) {
      throw onlyFor("--nsg-...", "nsg");
    }
  }

  private void checkHooks(Set<Hook> wantedHooks, Plan plan) {
    Set<Direction> directions = EnumSet.noneOf(Direction.class);
    plan.rules().forEach(rule -> directions.add(rule.direction()));
    for (Hook hook : wantedHooks) {
      if (directions.stream().noneMatch(hook::serves)) {
        throw usage("--hook " + hook.lowerName() + " changes nothing: nothing selected passes it");
      }
    }
    for (Direction direction : directions) {
      if (!wantedHooks.isEmpty() && wantedHooks.stream().noneMatch(h -> h.serves(direction))) {
        throw usage(
            "no hook of --hook meets "
                + direction.displayName()
                + " connections\noutbound rules need output or forward, inbound ones input or"
                + " forward");
      }
    }
  }

  private void checkNsg(boolean familyGiven) {
    if (nsgName != null && !NSG.matcher(nsgName).matches()) {
      throw usage("--nsg-name " + nsgName + " is no name that Azure takes");
    }
    if (nsgPriority != null && (nsgPriority < 100 || nsgPriority > 4096)) {
      throw usage("--nsg-priority " + nsgPriority + " is not from 100 to 4096");
    }
    if (familyGiven && nsgAddresses != NsgOptions.Addresses.PREFIXES) {
      throw usage(
          "--family changes nothing: a rule that names a tag is for both families"
              + "\nadd --nsg-addresses prefixes");
    }
  }

  private String table() {
    if (nftablesTable == null) {
      return DEFAULT_TABLE;
    }
    var matcher = TABLE.matcher(nftablesTable.strip());
    if (!matcher.matches()) {
      throw usage(
          "--nftables-table '"
              + nftablesTable
              + "' is not 'inet NAME'"
              + "\nonly an inet table holds both address families");
    }
    return matcher.group(1);
  }

  private void appendOptions(
      StringBuilder command, Set<Hook> wantedHooks, NftablesOptions nftables, NsgOptions nsg) {
    if (!name.equals(DEFAULT_NAME)) {
      Selection.option(command, "--name", name);
    }
    for (Hook hook : wantedHooks) {
      Selection.option(command, "--hook", hook.lowerName());
    }
    if (!nftables.tableName().equals(DEFAULT_TABLE)) {
      Selection.option(
          command, "--nftables-table", nftables.tableFamily() + " " + nftables.tableName());
    }
    if (nsg.nsgName() != null) {
      Selection.option(command, "--nsg-name", nsg.nsgName());
    }
    if (nsg.firstPriority() != DEFAULT_PRIORITY) {
      Selection.option(command, "--nsg-priority", String.valueOf(nsg.firstPriority()));
    }
    if (nsg.addresses() != NsgOptions.Addresses.TAGS) {
      Selection.option(command, "--nsg-addresses", nsg.addresses().name().toLowerCase(Locale.ROOT));
    }
  }

  private ParameterException onlyFor(String option, String formats) {
    return usage(option + " is an option of " + formats + " only");
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
