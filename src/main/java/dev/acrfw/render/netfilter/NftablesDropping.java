package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.List;

/**
 * The chains of nftables that drop what is not allowed: one base chain a hook, one chain a port.
 */
final class NftablesDropping {
  /** Names are short: the kernel takes 127 bytes of a log prefix, and 255 of a name. */
  private static final String LOG = "limit rate 10/minute log prefix \"%s drop %s %d: \"";

  /**
   * A host that tracked no connection before would take what goes on for new, so TCP is told by its
   * first packet.
   */
  private static final List<NewConnections> NEW_CONNECTIONS =
      List.of(
          new NewConnections("tcp", " tcp flags & (fin | syn | rst | ack) == syn"),
          new NewConnections("udp", " ct state new"));

  private record NewConnections(String protocol, String match) {}

  private final StringBuilder out;
  private final Enforcement enforcement;
  private final String name;

  /**
   * @param out takes what is inside of a table
   * @param name the installation's name
   */
  NftablesDropping(StringBuilder out, Enforcement enforcement, String name) {
    this.out = out;
    this.enforcement = enforcement;
    this.name = name;
  }

  /** Returns the base chain of an installation at a hook. */
  static String baseChain(String name, Hook hook) {
    return name + "_enforce_" + hook.lowerName();
  }

  /** Returns what a base chain at a hook is. */
  static String declaration(Hook hook) {
    return "type filter hook " + hook.lowerName() + " priority filter; policy accept;";
  }

  /**
   * Returns the chains that drop, one a direction and port. All installations share these names:
   * the kernel deletes no chain that is in use, so a second name is refused.
   */
  static List<String> sharedChains(List<Opening> openings) {
    List<String> chains = new ArrayList<>();
    for (Opening opening : openings) {
      for (int port : opening.ports().numbers()) {
        if (!chains.contains(sharedChain(opening, port))) {
          chains.add(sharedChain(opening, port));
        }
      }
    }
    return chains;
  }

  private static String sharedChain(Opening opening, int port) {
    return "enforced_" + opening.direction().shortName() + "_" + port;
  }

  /** Appends all chains. */
  void append(HookPlan hooks) {
    List<String> seen = new ArrayList<>();
    for (Opening opening : hooks.openings()) {
      for (int port : opening.ports().numbers()) {
        String chain = sharedChain(opening, port);
        if (!seen.contains(chain)) {
          seen.add(chain);
          out.append("\tchain ").append(chain).append(" {\n\t\t");
          out.append(LOG.formatted(name, opening.direction().shortName(), port));
          out.append("\n\t\tcounter drop\n\t}\n");
        }
      }
    }
    for (Hook hook : hooks.hooks()) {
      out.append("\tchain ").append(baseChain(name, hook)).append(" {\n\t\t");
      out.append(declaration(hook)).append('\n');
      if (hook != Hook.FORWARD) {
        out.append(hook == Hook.OUTPUT ? "\t\toifname" : "\t\tiifname").append(" \"lo\" accept\n");
      }
      out.append("\t\tjump ").append(hook.chain(name)).append('\n');
      appendRules(hook, hooks);
      out.append("\t}\n");
    }
  }

  private void appendRules(Hook hook, HookPlan hooks) {
    List<String> seen = new ArrayList<>();
    for (Opening opening : hooks.at(hook)) {
      for (int port : opening.ports().numbers()) {
        if (!seen.contains(sharedChain(opening, port))) {
          seen.add(sharedChain(opening, port));
          appendRules(hook, opening, port, hooks.portMatch(opening));
        }
      }
    }
  }

  private void appendRules(Hook hook, Opening opening, int port, PortMatch portMatch) {
    boolean outbound = opening.direction() == Direction.OUTBOUND;
    for (Family family : Family.values()) {
      PrefixSet local = enforcement.local().of(family);
      PrefixSet except = enforcement.except().of(family);
      if (!local.isEmpty() || hook != Hook.FORWARD) {
        for (NewConnections connection : NEW_CONNECTIONS) {
          out.append("\t\tmeta nfproto ").append(family == Family.IPV4 ? "ipv4" : "ipv6");
          if (hook == Hook.FORWARD) {
            match(family, outbound ? " saddr " : " daddr ", local);
          }
          match(family, outbound ? " daddr != " : " saddr != ", except);
          out.append(portMatch.nftables(connection.protocol(), String.valueOf(port)));
          out.append(connection.match());
          out.append(" counter jump ").append(sharedChain(opening, port)).append('\n');
        }
      }
    }
  }

  private void match(Family family, String side, PrefixSet addresses) {
    if (!addresses.isEmpty()) {
      out.append(family == Family.IPV4 ? " ip" : " ip6").append(side);
      out.append("{ ").append(String.join(", ", addresses.cidrs())).append(" }");
    }
  }
}
