package dev.acrfw.cli;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.ip.PrefixSetBuilder;
import dev.acrfw.render.Enforcement;
import dev.acrfw.render.Format;
import dev.acrfw.render.Hook;
import dev.acrfw.render.Installation;
import dev.acrfw.render.NftablesOptions;
import dev.acrfw.render.NsgOptions;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/** How the rules are installed: what they are named after, where they are met. */
final class InstallationOptions {
  private static final String NAME = "[a-z][a-z0-9-]{0,11}";
  private static final String TABLE = "inet +([A-Za-z_][A-Za-z0-9_-]{0,63})";
  private static final String NSG = "[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_])?";
  private static final String DEFAULT_NAME = "acrfw";
  private static final String DEFAULT_TABLE = "filter";
  private static final int DEFAULT_PRIORITY = 200;

  private final Arguments arguments;

  private final Argument<String> name;
  private final Argument<List<Hook>> hooks;
  private final Argument<Boolean> enforce;
  private final Argument<List<String>> local;
  private final Argument<List<String>> except;
  private final Argument<String> nftablesTable;
  private final Argument<String> nsgName;
  private final Argument<Integer> nsgPriority;
  private final Argument<NsgOptions.Addresses> nsgAddresses;

  InstallationOptions(Arguments arguments) {
    this.arguments = arguments;
    name =
        arguments.value(
            "--name",
            "NAME",
            "What every chain, set, group and rule is named after. Default: acrfw.",
            DEFAULT_NAME);
    hooks =
        arguments.list(
            "--hook",
            "HOOK",
            "Linux: where rules are met: output, forward, input. Default: output for outbound,"
                + " input for inbound, output and forward for iot-edge.",
            Hook.class);
    enforce =
        arguments.flag(
            "--enforce",
            "Allow, and drop and log every other new connection in the same direction and on the"
                + " same ports, TCP and UDP, of both families.");
    local =
        arguments.texts(
            "--local",
            "CIDR",
            "With --enforce on the hook forward, where it is needed: the hosts behind this one that"
                + " it is about.");
    except =
        arguments.texts(
            "--except",
            "CIDR",
            "With --enforce: peers to which nothing is dropped, for example a proxy.");
    nftablesTable =
        arguments.text(
            "--nftables-table",
            "TABLE",
            "The table that chains and sets go into. Default: 'inet filter'.");
    nsgName =
        arguments.text(
            "--nsg-name",
            "NSG",
            "Default value of the template's parameter for the security group.");
    nsgPriority =
        arguments.value(
            "--nsg-priority",
            "N",
            "Priority of the first rule, 100 to 4096. Default: 200.",
            DEFAULT_PRIORITY);
    nsgAddresses =
        arguments.value(
            "--nsg-addresses",
            "KIND",
            "What rules name: tags (default) or prefixes.",
            NsgOptions.Addresses.TAGS);
  }

  /**
   * Returns how a selection is installed.
   *
   * @param selection null, as is the plan, for an output that takes everything away
   */
  Installation resolve(Selection selection, Plan plan, Format format) {
    Set<Hook> wantedHooks = EnumSet.noneOf(Hook.class);
    wantedHooks.addAll(hooks.get());
    if (plan != null) {
      checkHooks(wantedHooks, plan);
    }
    NftablesOptions nftables = new NftablesOptions("inet", table());
    NsgOptions nsg = new NsgOptions(nsgName.get(), nsgPriority.get(), nsgAddresses.get());
    Optional<Enforcement> enforcement = enforcement(wantedHooks, plan);
    StringBuilder command = new StringBuilder("acrfw generate");
    if (selection == null) {
      command.append(" --remove");
    } else {
      selection.appendOptions(command);
    }
    Selection.option(command, "--format", format.displayName());
    appendOptions(command, wantedHooks, enforcement, nftables, nsg);
    return new Installation(
        name.get(), wantedHooks, enforcement, command.toString(), nftables, nsg);
  }

  /** Returns whether the output names tags in place of addresses. */
  boolean namesTags(Format format) {
    return (format == Format.NSG || format == Format.NSG_AZ)
        && nsgAddresses.get() != NsgOptions.Addresses.PREFIXES;
  }

  /** Refuses what is wrong or without effect, before any file is read. */
  void check(Format format, boolean familyGiven) {
    if (name.isGiven() && !name.get().matches(NAME)) {
      throw usage("--name " + name.get() + " is not [a-z][a-z0-9-]{0,11}");
    }
    if (!format.hasHooks() && !hooks.get().isEmpty()) {
      throw onlyFor("--hook", "iptables, ipset and nftables");
    }
    if (!enforce.get() && !(local.get().isEmpty() && except.get().isEmpty())) {
      throw usage(
          (local.get().isEmpty() ? "--except" : "--local") + " changes nothing without --enforce");
    }
    if (!format.hasHooks() && enforce.get() && format.canEnforce()) {
      if (!(local.get().isEmpty() && except.get().isEmpty())) {
        throw usage(
            "--local and --except have no meaning in an NSG"
                + "\nthe group's subnets and interfaces are the hosts; it denies the tag Internet,"
                + " which holds no private address");
      }
    }
    if (format != Format.NFTABLES && nftablesTable.isGiven()) {
      throw onlyFor("--nftables-table", "nftables");
    }
    if (format == Format.NSG || format == Format.NSG_AZ) {
      checkNsg(familyGiven);
    } else if (nsgName.isGiven() || nsgPriority.isGiven() || nsgAddresses.isGiven()) {
      throw onlyFor("--nsg-...", "nsg and nsg-az");
    }
  }

  private void checkHooks(Set<Hook> wantedHooks, Plan plan) {
    Set<Direction> directions = EnumSet.noneOf(Direction.class);
    for (Rule rule : plan.rules()) {
      directions.add(rule.direction());
    }
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

  /** Refuses what is without effect where everything is taken away. */
  void checkRemoval(Format format) {
    if (format != Format.NFTABLES && !hooks.get().isEmpty()) {
      throw usage("--hook changes nothing with --remove: the chains of every hook go");
    }
    if (enforce.get()) {
      throw usage("--enforce changes nothing with --remove: what enforces goes as well");
    }
    if (nsgPriority.isGiven() || nsgAddresses.isGiven()) {
      throw usage("--nsg-priority and --nsg-addresses change nothing with --remove");
    }
  }

  private Optional<Enforcement> enforcement(Set<Hook> wantedHooks, Plan plan) {
    if (!enforce.get()) {
      return Optional.empty();
    }
    boolean forward =
        wantedHooks.contains(Hook.FORWARD) || wantedHooks.isEmpty() && plan.forwards();
    if (forward && local.get().isEmpty()) {
      throw usage(
          "--enforce on the hook forward needs --local: the hosts or containers this is about"
              + "\nwithout it, everybody's connections through this host would be dropped");
    }
    if (!forward && !local.get().isEmpty()) {
      throw usage(
          "--local changes nothing without the hook forward: the others are about this host");
    }
    return Optional.of(
        new Enforcement(parseSpace("--local", local.get()), parseSpace("--except", except.get())));
  }

  private AddressSpace parseSpace(String option, List<String> cidrs) {
    PrefixSetBuilder ipv4 = new PrefixSetBuilder(Family.IPV4);
    PrefixSetBuilder ipv6 = new PrefixSetBuilder(Family.IPV6);
    for (String text : cidrs) {
      try {
        Prefix prefix = PrefixParser.parse(text.strip());
        if (prefix.hostBitsSet()) {
          throw usage(option + " " + text + " has host bits set: the network is " + prefix);
        }
        if (prefix.length() == 0) {
          throw usage(option + " " + text + " is everything: leave it out, or name a network");
        }
        (prefix.family() == Family.IPV4 ? ipv4 : ipv6).add(prefix);
      } catch (InvalidPrefixException e) {
        throw usage(option + " '" + text + "' is no CIDR: " + e.getMessage());
      }
    }
    return new AddressSpace(ipv4.build(), ipv6.build());
  }

  private void checkNsg(boolean familyGiven) {
    if (nsgName.isGiven() && !nsgName.get().matches(NSG)) {
      throw usage("--nsg-name " + nsgName.get() + " is no name that Azure takes");
    }
    if (nsgPriority.get() < 100 || nsgPriority.get() > 4096) {
      throw usage("--nsg-priority " + nsgPriority.get() + " is not from 100 to 4096");
    }
    if (familyGiven && nsgAddresses.get() != NsgOptions.Addresses.PREFIXES) {
      throw usage(
          "--family changes nothing: a rule that names a tag is for both families"
              + "\nadd --nsg-addresses prefixes");
    }
  }

  private String table() {
    if (!nftablesTable.isGiven()) {
      return DEFAULT_TABLE;
    }
    var matcher = Pattern.compile(TABLE).matcher(nftablesTable.get().strip());
    if (!matcher.matches()) {
      throw usage(
          "--nftables-table '"
              + nftablesTable.get()
              + "' is not 'inet NAME'"
              + "\nonly an inet table holds both address families");
    }
    return matcher.group(1);
  }

  private void appendOptions(
      StringBuilder command,
      Set<Hook> wantedHooks,
      Optional<Enforcement> enforcement,
      NftablesOptions nftables,
      NsgOptions nsg) {
    if (!name.get().equals(DEFAULT_NAME)) {
      Selection.option(command, "--name", name.get());
    }
    for (Hook hook : wantedHooks) {
      Selection.option(command, "--hook", hook.lowerName());
    }
    if (enforcement.isPresent()) {
      command.append(" --enforce");
      appendCidrs(command, "--local", enforcement.get().local());
      appendCidrs(command, "--except", enforcement.get().except());
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

  private static void appendCidrs(StringBuilder command, String option, AddressSpace space) {
    for (Family family : Family.values()) {
      space.of(family).cidrs().forEach(cidr -> Selection.option(command, option, cidr));
    }
  }

  private ParameterException onlyFor(String option, String formats) {
    return usage(option + " is an option of " + formats + " only");
  }

  private ParameterException usage(String message) {
    return arguments.usage(message);
  }
}
