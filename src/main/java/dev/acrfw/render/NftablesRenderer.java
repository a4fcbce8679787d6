package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file for {@code nft -f}: sets and regular chains inside the user's own table, replaced in one
 * transaction.
 *
 * <p>nft runs a file up to where it ends, so one that was cut off behind the flush would leave
 * empty chains. Therefore a chain of its own stands in the transaction until the last line: its
 * rule is one that the kernel refuses in the output hook when it commits ({@code meta pkttype set},
 * see nft_meta_set_validate in net/netfilter/nft_meta.c), and with it everything before.
 */
final class NftablesRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    String name = installation.name();
    String table = installation.nftables().table();
    out.append("#!/usr/sbin/nft -f\ntable ").append(table).append(" {\n");
    Header.append(out, "#", Header.lines(plan, installation, usage(name, table, hooks)));
    out.append(
        "\n\t# The kernel takes nothing of this file while this chain is in it, so a file that\n");
    out.append("\t# was cut off changes nothing. The last line takes it away again.\n\tchain ");
    out.append(name).append("_whole {\n\t\ttype filter hook output priority filter\n");
    out.append("\t\tmeta pkttype set host\n\t}\n\n\t# What is replaced has to be there first.\n");
    forEachSet(name, hooks, (set, type, addresses) -> appendSet(out, set, type, null));
    for (Hook hook : Hook.values()) {
      out.append("\tchain ").append(hook.chain(name)).append(" {\n\t}\n");
    }
    out.append("}\n");
    for (Hook hook : Hook.values()) {
      command(out, "flush chain", table, hook.chain(name));
    }
    forEachSet(name, hooks, (set, type, addresses) -> command(out, "flush set", table, set));
    out.append("table ").append(table).append(" {\n");
    forEachSet(name, hooks, (set, type, addresses) -> appendSet(out, set, type, addresses));
    for (Hook hook : hooks.hooks()) {
      out.append("\tchain ").append(hook.chain(name)).append(" {\n");
      for (Opening opening : hooks.at(hook)) {
        appendRules(out, name, opening);
      }
      out.append("\t}\n");
    }
    out.append("}\n");
    command(out, "delete chain", table, name + "_whole");
  }

  private static void command(StringBuilder out, String verb, String table, String object) {
    out.append(verb).append(' ').append(table).append(' ').append(object).append('\n');
  }

  private interface SetVisitor {
    void visit(String set, String type, PrefixSet addresses);
  }

  private static void forEachSet(String name, HookPlan hooks, SetVisitor visitor) {
    for (Opening opening : hooks.openings()) {
      for (Family family : Family.values()) {
        PrefixSet addresses = opening.addresses().of(family);
        if (!addresses.isEmpty()) {
          String type = family == Family.IPV4 ? "ipv4_addr" : "ipv6_addr";
          visitor.visit(set(name, opening, family), type, addresses);
        }
      }
    }
  }

  private static void appendSet(StringBuilder out, String set, String type, PrefixSet addresses) {
    out.append("\tset ").append(set).append(" {\n\t\ttype ").append(type).append('\n');
    out.append("\t\tflags interval\n");
    if (addresses != null) {
      out.append("\t\telements = {\n");
      Consumer<CharSequence> element = cidr -> out.append("\t\t\t").append(cidr).append(",\n");
      addresses.forEachCidr(element);
      out.append("\t\t}\n");
    }
    out.append("\t}\n");
  }

  private static void appendRules(StringBuilder out, String name, Opening opening) {
    String side = opening.direction() == Direction.OUTBOUND ? "daddr" : "saddr";
    String ports = opening.joinedPorts(", ");
    for (Family family : Family.values()) {
      if (!opening.addresses().of(family).isEmpty()) {
        out.append(family == Family.IPV4 ? "\t\tip " : "\t\tip6 ")
            .append(side)
            .append(" @")
            .append(set(name, opening, family))
            .append(" tcp dport ")
            .append(opening.ports().size() == 1 ? ports : "{ " + ports + " }")
            .append(" counter accept\n");
      }
    }
  }

  private static String set(String name, Opening opening, Family family) {
    return name
        + "_"
        + opening.direction().shortName()
        + "_"
        + opening.joinedPorts("_")
        + (family == Family.IPV4 ? "_v4" : "_v6");
  }

  private static List<String> usage(String name, String table, HookPlan hooks) {
    List<String> usage = new ArrayList<>();
    usage.add("Put into your own /etc/nftables.conf once, behind flush ruleset:");
    usage.add("  table " + table + " {");
    for (Hook hook : hooks.hooks()) {
      usage.add("    chain %s { }".formatted(hook.chain(name)));
      usage.add(
          "    chain %1$s { type filter hook %1$s priority filter; jump %2$s; }"
              .formatted(hook.lowerName(), hook.chain(name)));
    }
    usage.add("  }");
    usage.add("  include \"/etc/nftables.d/*.nft\"");
    usage.add("Apply: save as /etc/nftables.d/" + name + ".nft; nft -f it, as root, at any time.");
    for (Hook hook : hooks.hooks()) {
      usage.add("Check: nft list chain " + table + " " + hook.chain(name));
    }
    usage.add("Boot:  the include loads it; the empty chain lets the jump load without this file.");
    usage.add("Undo:  delete the file and the jump, then: nft -f /etc/nftables.conf");
    return usage;
  }
}
