package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file for {@code nft -f}: sets and regular chains inside the user's own table, replaced in one
 * transaction, whatever an earlier output of the same name had put there.
 *
 * <p>A file cannot delete what it does not know the name of. So only the ports of the purposes have
 * named sets; for ports that the user chose, the addresses stand in the rule.
 *
 * <p>nft runs a file up to where it ends, so one that was cut off behind the flush would leave
 * empty chains. Therefore a chain of its own stands in the transaction until the last line: its
 * rule is one that the kernel refuses in the output hook when it commits ({@code meta pkttype set},
 * see nft_meta_set_validate in net/netfilter/nft_meta.c), and with it everything before.
 */
final class NftablesRenderer implements Renderer {
  /** Names are short: the kernel takes 127 bytes of a log prefix, and 255 of a name. */
  private static final String LOG = "limit rate 10/minute log prefix \"%s drop %s %d: \"";

  /**
   * A host that tracked no connection before would take what goes on for new, so TCP is told by its
   * first packet.
   */
  private static final List<String> NEW_CONNECTIONS =
      List.of(
          " tcp dport %d tcp flags & (fin | syn | rst | ack) == syn", " udp dport %d ct state new");

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    List<String> usage = new ArrayList<>(setUp(installation, hooks.hooks()));
    usage.add(
        "Apply: save as /etc/nftables.d/"
            + installation.name()
            + ".nft; nft -f it, as root, at any time.");
    for (Hook hook : hooks.hooks()) {
      usage.add(
          "Check: nft list chain " + table(installation) + " " + hook.chain(name(installation)));
    }
    usage.add("Boot:  the include loads it; the empty chain lets the jump load without this file.");
    usage.add("Undo:  apply what the same command with --remove instead of a selection writes.");
    append(out, installation, hooks, Header.lines(plan, installation, usage));
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    List<String> usage = new ArrayList<>();
    usage.add("Apply: delete /etc/nftables.d/" + installation.name() + ".nft; nft -f this file.");
    usage.add("       Safe to repeat. The chains stay, empty, because your own rules may jump to");
    usage.add("       them; --hook says which of them do, and then the others are deleted too.");
    append(out, installation, null, Header.removal(installation, usage));
  }

  /**
   * @param hooks null to leave nothing
   */
  private static void append(
      StringBuilder out, Installation installation, HookPlan hooks, List<String> header) {
    String name = name(installation);
    String table = table(installation);
    Map<String, PrefixSet> filled = hooks == null ? Map.of() : namedSets(name, hooks.openings());
    Set<Hook> enforced =
        hooks == null || installation.enforcement().isEmpty() ? Set.of() : hooks.hooks();
    List<Opening> dropped = enforced.isEmpty() ? List.of() : hooks.openings();
    out.append("#!/usr/sbin/nft -f\ntable ").append(table).append(" {\n");
    Header.append(out, "#", header);
    declare(out, name, dropped);
    out.append("}\n");
    for (Hook hook : Hook.values()) {
      command(out, "flush chain", table, hook.chain(name));
    }
    for (Hook hook : Hook.values()) {
      command(out, "flush chain", table, enforcingChain(name, hook));
      if (!enforced.contains(hook)) {
        command(out, "delete chain", table, enforcingChain(name, hook));
      }
    }
    if (!dropped.isEmpty()) {
      out.append(
          "# Busy here means: another name enforces this direction and port on this host.\n");
    }
    forEachPort(
        dropped, (opening, port) -> command(out, "delete chain", table, drop(opening, port)));
    for (String set : allNamedSets(name)) {
      command(out, filled.containsKey(set) ? "flush set" : "delete set", table, set);
    }
    if (hooks == null) {
      for (Hook hook : Hook.values()) {
        if (!installation.hooks().isEmpty() && !installation.hooks().contains(hook)) {
          command(out, "delete chain", table, hook.chain(name));
        }
      }
    } else {
      out.append("table ").append(table).append(" {\n");
      filled.forEach((set, addresses) -> appendSet(out, set, addresses));
      appendChains(out, installation, hooks, filled);
      out.append("}\n");
    }
    command(out, "delete chain", table, name + "_whole");
  }

  /** What is flushed or deleted has to be there first. */
  private static void declare(StringBuilder out, String name, List<Opening> dropped) {
    out.append(
        "\n\t# The kernel takes nothing of this file while this chain is in it, so a file that\n");
    out.append("\t# was cut off changes nothing. The last line takes it away again.\n\tchain ");
    out.append(name).append("_whole {\n\t\ttype filter hook output priority filter\n");
    out.append("\t\tmeta pkttype set host\n\t}\n\n\t# What is replaced has to be there first.\n");
    for (String set : allNamedSets(name)) {
      appendSet(out, set, null);
    }
    for (Hook hook : Hook.values()) {
      out.append("\tchain ").append(hook.chain(name)).append(" {\n\t}\n");
      out.append("\tchain ").append(enforcingChain(name, hook)).append(" {\n\t\t");
      out.append(baseChain(hook)).append("\n\t}\n");
    }
    forEachPort(
        dropped,
        (opening, port) -> out.append("\tchain ").append(drop(opening, port)).append(" {\n\t}\n"));
  }

  private static void appendChains(
      StringBuilder out, Installation installation, HookPlan hooks, Map<String, PrefixSet> named) {
    String name = name(installation);
    for (Hook hook : hooks.hooks()) {
      out.append("\tchain ").append(hook.chain(name)).append(" {\n");
      for (Opening opening : hooks.at(hook)) {
        appendAllowing(out, name, opening, named);
      }
      out.append("\t}\n");
    }
    if (installation.enforcement().isEmpty()) {
      return;
    }
    forEachPort(
        hooks.openings(),
        (opening, port) -> {
          out.append("\tchain ").append(drop(opening, port)).append(" {\n\t\t");
          out.append(LOG.formatted(name, opening.direction().shortName(), port));
          out.append("\n\t\tcounter drop\n\t}\n");
        });
    for (Hook hook : hooks.hooks()) {
      out.append("\tchain ").append(enforcingChain(name, hook)).append(" {\n\t\t");
      out.append(baseChain(hook)).append('\n');
      if (hook != Hook.FORWARD) {
        out.append(hook == Hook.OUTPUT ? "\t\toifname" : "\t\tiifname").append(" \"lo\" accept\n");
      }
      out.append("\t\tjump ").append(hook.chain(name)).append('\n');
      Enforcement enforcement = installation.enforcement().get();
      forEachPort(
          hooks.at(hook), (opening, port) -> appendDropping(out, enforcement, hook, opening, port));
      out.append("\t}\n");
    }
  }

  private static String baseChain(Hook hook) {
    return "type filter hook " + hook.lowerName() + " priority filter; policy accept;";
  }

  private static void appendDropping(
      StringBuilder out, Enforcement enforcement, Hook hook, Opening opening, int port) {
    boolean outbound = opening.direction() == Direction.OUTBOUND;
    for (Family family : Family.values()) {
      PrefixSet local = enforcement.local().of(family);
      PrefixSet except = enforcement.except().of(family);
      if (!local.isEmpty() || hook != Hook.FORWARD) {
        for (String connection : NEW_CONNECTIONS) {
          out.append("\t\tmeta nfproto ").append(family == Family.IPV4 ? "ipv4" : "ipv6");
          if (hook == Hook.FORWARD) {
            match(out, family, outbound ? " saddr " : " daddr ", local);
          }
          match(out, family, outbound ? " daddr != " : " saddr != ", except);
          out.append(connection.formatted(port));
          out.append(" counter jump ").append(drop(opening, port)).append('\n');
        }
      }
    }
  }

  private static void match(StringBuilder out, Family family, String side, PrefixSet addresses) {
    if (!addresses.isEmpty()) {
      out.append(family == Family.IPV4 ? " ip" : " ip6").append(side);
      out.append("{ ").append(String.join(", ", addresses.cidrs())).append(" }");
    }
  }

  private static void appendAllowing(
      StringBuilder out, String name, Opening opening, Map<String, PrefixSet> named) {
    String side = opening.direction() == Direction.OUTBOUND ? "daddr " : "saddr ";
    String ports = opening.joinedPorts(", ");
    for (Family family : Family.values()) {
      PrefixSet addresses = opening.addresses().of(family);
      if (!addresses.isEmpty()) {
        String set = set(name, opening.direction(), opening.joinedPorts("_"), family);
        out.append(family == Family.IPV4 ? "\t\tip " : "\t\tip6 ").append(side);
        if (named.containsKey(set)) {
          out.append('@').append(set);
        } else {
          out.append("{\n");
          addresses.forEachCidr(cidr -> out.append("\t\t\t").append(cidr).append(",\n"));
          out.append("\t\t}");
        }
        out.append(" tcp dport ").append(opening.ports().size() == 1 ? ports : "{ " + ports + " }");
        out.append(" counter accept\n");
      }
    }
  }

  private static Map<String, PrefixSet> namedSets(String name, List<Opening> openings) {
    List<String> names = allNamedSets(name);
    Map<String, PrefixSet> sets = new LinkedHashMap<>();
    for (Opening opening : openings) {
      for (Family family : Family.values()) {
        String set = set(name, opening.direction(), opening.joinedPorts("_"), family);
        if (names.contains(set) && !opening.addresses().of(family).isEmpty()) {
          sets.put(set, opening.addresses().of(family));
        }
      }
    }
    return sets;
  }

  private static List<String> allNamedSets(String name) {
    List<String> sets = new ArrayList<>();
    for (Family family : Family.values()) {
      for (List<Integer> ports : Purpose.outboundPorts()) {
        sets.add(set(name, Direction.OUTBOUND, Plan.join(ports, "_"), family));
      }
      sets.add(set(name, Direction.INBOUND, "" + WantedPurpose.DEFAULT_PORT, family));
    }
    return sets;
  }

  private static void appendSet(StringBuilder out, String set, PrefixSet addresses) {
    String type = set.endsWith("_v4") ? "ipv4_addr" : "ipv6_addr";
    out.append("\tset ").append(set).append(" {\n\t\ttype ").append(type).append('\n');
    out.append("\t\tflags interval\n");
    if (addresses != null) {
      out.append("\t\telements = {\n");
      addresses.forEachCidr(cidr -> out.append("\t\t\t").append(cidr).append(",\n"));
      out.append("\t\t}\n");
    }
    out.append("\t}\n");
  }

  private static void command(StringBuilder out, String verb, String table, String object) {
    out.append(verb).append(' ').append(table).append(' ').append(object).append('\n');
  }

  private interface PortVisitor {
    void visit(Opening opening, int port);
  }

  private static void forEachPort(List<Opening> openings, PortVisitor visitor) {
    List<String> seen = new ArrayList<>();
    for (Opening opening : openings) {
      for (int port : opening.ports()) {
        if (!seen.contains(drop(opening, port))) {
          seen.add(drop(opening, port));
          visitor.visit(opening, port);
        }
      }
    }
  }

  private static String name(Installation installation) {
    return installation.name();
  }

  private static String table(Installation installation) {
    return installation.nftables().table();
  }

  private static String set(String name, Direction direction, String ports, Family family) {
    String version = family == Family.IPV4 ? "_v4" : "_v6";
    return name + "_" + direction.shortName() + "_" + ports + version;
  }

  private static String enforcingChain(String name, Hook hook) {
    return name + "_enforce_" + hook.lowerName();
  }

  /** The one chain whose name all installations share: the kernel deletes none that is in use. */
  private static String drop(Opening opening, int port) {
    return "enforced_" + opening.direction().shortName() + "_" + port;
  }

  private static List<String> setUp(Installation installation, Set<Hook> hooks) {
    List<String> lines = new ArrayList<>();
    lines.add("Put into your own /etc/nftables.conf once, behind flush ruleset:");
    lines.add("  table " + table(installation) + " {");
    for (Hook hook : hooks) {
      String chain = hook.chain(name(installation));
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
