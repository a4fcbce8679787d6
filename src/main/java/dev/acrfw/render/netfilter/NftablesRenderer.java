package dev.acrfw.render.netfilter;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A file for {@code nft -f}: sets and regular chains inside the user's own table. */
public final class NftablesRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    requireFamiliesOfTable(plan, installation);
    List<String> usage = setUp(installation, hooks);
    Usage steps =
        new Usage()
            .apply(
                "save as /etc/nftables.d/"
                    + installation.name()
                    + ".nft; nft -f it, as root, at any time.");
    for (Hook hook : hooks.hooks()) {
      steps.check("nft list chain " + table(installation) + " " + hook.chain(installation.name()));
    }
    steps
        .boot("the include loads it; the empty chain lets the jump load without this file.")
        .undo("apply what the same command with --remove instead of a selection writes.");
    usage.addAll(steps.lines());
    usage.addAll(hooks.portsNote());
    if (installation.enforces()) {
      usage.add(
          "Alone: one name may enforce a direction and port on a host; this file sees no rules of");
      usage.add("       iptables that do.");
    }
    file(out, installation)
        .replace(
            Header.lines(plan, installation, usage), hooks, Enforcement.of(installation, hooks));
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    Usage usage =
        new Usage()
            .apply(
                "delete /etc/nftables.d/" + installation.name() + ".nft; nft -f this file.",
                "Safe to repeat. The chains stay, empty, because your own rules may jump to",
                "them; --hook says which of them do, and then the others are deleted too.");
    file(out, installation)
        .remove(
            Header.removal(installation, usage.lines()),
            installation.options().get(NetfilterOptions.HOOK));
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return Enforcement.warnings(plan, installation);
  }

  private static void requireFamiliesOfTable(Plan plan, Installation installation) {
    List<Family> families = TableName.families(table(installation));
    for (Family family : Family.values()) {
      boolean needed = installation.enforces() || plan.opens(family);
      if (needed && !families.contains(family)) {
        String other = families.get(0).displayName();
        throw new UsageException(
            "the table '%s' holds %s only".formatted(table(installation), other),
            installation.enforces()
                ? "--enforce is for both families: leave out --nftables-table, or name an inet table"
                : "add --family " + other.toLowerCase(Locale.ROOT) + ", or name an inet table");
      }
    }
  }

  private static NftablesFile file(StringBuilder out, Installation installation) {
    return new NftablesFile(out, installation.name(), table(installation));
  }

  private static String table(Installation installation) {
    return installation.options().get(NetfilterOptions.TABLE);
  }

  private static List<String> setUp(Installation installation, HookPlan hooks) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "The jump goes into your own chain at the hook, whatever its name, before its drop or");
    lines.add("reject; docs/hosts.md has whole files.");
    lines.add("Put into your own /etc/nftables.conf once, after flush ruleset:");
    lines.add("  table " + table(installation) + " {");
    for (Hook hook : hooks.hooks()) {
      String chain = hook.chain(installation.name());
      String lower = hook.lowerName();
      lines.add("    chain " + chain + " { }");
      lines.add(
          "    chain "
              + lower
              + " { type filter hook "
              + lower
              + " priority filter; jump "
              + chain
              + "; }");
    }
    lines.add("  }");
    lines.add("  include \"/etc/nftables.d/*.nft\"");
    return lines;
  }
}
