package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the POSIX sh scripts for iptables and ipset have in common: chains that are replaced with
 * one {@code iptables-restore --noflush} commit a family, one jump to each, and what is dropped.
 *
 * <p>All of a script is one function that its last line closes and calls, so a script that was cut
 * off runs nothing.
 */
final class NetfilterScript {
  private static final String FUNCTIONS =
      """
      set -eu
      PATH=$PATH:/usr/sbin:/sbin

      # fail MESSAGE HINT
      fail() {
        echo "acrfw: error: $1" >&2
        echo "acrfw: hint: $2" >&2
        exit 1
      }

      # need COMMAND: refuses to begin what could not be finished
      need() {
        "$1" -w -S >/dev/null ||
          fail "$1 does not work here, so nothing was changed" \\
            "install it, run this as root; where IPv6 is off, use rules made with --family ipv4"
      }

      # jump COMMAND HOOK CHAIN: exactly one jump from HOOK to CHAIN, and never a moment without one
      jump() {
        jumps=$("$1" -w -S "$2" | grep -cx -e "-A $2 -j $3" || true)
        [ "$jumps" -gt 0 ] || "$1" -w -I "$2" -j "$3"
        while [ "$jumps" -gt 1 ]; do
          "$1" -w -D "$2" -j "$3"
          jumps=$((jumps - 1))
        done
      }

      # drop_chain COMMAND HOOK CHAIN: takes a chain and the jumps to it away, if they are there
      drop_chain() {
        "$1" -w -n -L "$3" >/dev/null 2>&1 || return 0
        while "$1" -w -D "$2" -j "$3" 2>/dev/null; do :; done
        "$1" -w -F "$3"
        "$1" -w -X "$3" 2>/dev/null ||
          echo "acrfw: warning: $1: other rules refer to the chain $3, so it stays, empty" >&2
      }
      """;

  /**
   * A host that tracked no connection before would take what goes on for new, so TCP is told by its
   * first packet.
   */
  private static final List<String> NEW_CONNECTIONS =
      List.of(" -p tcp --syn", " -p udp -m conntrack --ctstate NEW");

  private static final String ALONE =
      """

      # alone COMMAND DIRECTION PORT CHAIN: two names that drop refuse each other's addresses
      alone() {
        other=$("$1" -w -S | grep -e "--comment [^e]*enforced_$2:\\([0-9]*,\\)*$3," |
          grep -v -e "-j $4\\$" | head -n 1)
        [ -z "$other" ] ||
          fail "another name enforces $2 port $3: $other" "enforce them together, under one name"
      }
      """;

  /** Appends the allowing rules of a chain in one family, complete lines for iptables-restore. */
  interface Allowing {
    void append(StringBuilder out, String chain, List<Opening> openings, Family family);
  }

  private final StringBuilder out;
  private final Installation installation;

  NetfilterScript(StringBuilder out, Installation installation) {
    this.out = out;
    this.installation = installation;
  }

  void begin(List<String> header) {
    out.append("#!/bin/sh\napply_rules() {\n");
    Header.append(out, "#", header);
    out.append(FUNCTIONS);
    if (installation.enforcement().isPresent()) {
      out.append(ALONE);
    }
    out.append('\n');
  }

  void end() {
    out.append("}; apply_rules\n");
  }

  /** Returns whether a family has chains: it has addresses, or is enforced without any. */
  boolean uses(HookPlan hooks, Family family) {
    return !used(hooks, family).isEmpty();
  }

  private List<Hook> used(HookPlan hooks, Family family) {
    return hooks.hooks().stream()
        .filter(
            hook ->
                installation.enforcement().isPresent()
                    || hooks.at(hook).stream().anyMatch(o -> !o.addresses().of(family).isEmpty()))
        .toList();
  }

  /** Refuses to begin where a command does not work, or another name enforces the same. */
  void needs(HookPlan hooks) {
    for (Family family : Family.values()) {
      if (uses(hooks, family)) {
        out.append("need ").append(command(family)).append('\n');
      }
    }
    if (installation.enforcement().isPresent()) {
      for (Family family : Family.values()) {
        for (Opening opening : hooks.openings()) {
          for (int port : opening.ports()) {
            out.append("alone ").append(command(family)).append(' ');
            out.append(opening.direction().shortName()).append(' ').append(port);
            out.append(' ').append(dropChain()).append('\n');
          }
        }
      }
    }
  }

  void chains(HookPlan hooks, Allowing allowing) {
    for (Family family : Family.values()) {
      List<Hook> used = used(hooks, family);
      if (!used.isEmpty()) {
        out.append("\n# ").append(family.displayName()).append('\n');
        out.append(command(family)).append("-restore -w --noflush <<'RULES'\n*filter\n");
        for (Hook hook : used) {
          out.append(':').append(hook.chain(installation.name())).append(" - [0:0]\n");
        }
        if (installation.enforcement().isPresent()) {
          out.append(':').append(dropChain()).append(" - [0:0]\n");
        }
        for (Hook hook : used) {
          allowing.append(out, hook.chain(installation.name()), hooks.at(hook), family);
        }
        installation.enforcement().ifPresent(e -> appendDropping(e, hooks, used, family));
        out.append("COMMIT\nRULES\n");
        for (Hook hook : used) {
          call("jump", family, hook);
        }
      }
    }
  }

  private void appendDropping(
      Enforcement enforcement, HookPlan hooks, List<Hook> used, Family family) {
    for (Hook hook : used) {
      String chain = hook.chain(installation.name());
      for (Opening opening : hooks.at(hook)) {
        boolean outbound = opening.direction() == Direction.OUTBOUND;
        String ports = opening.joinedPorts(",");
        for (String protocol : NEW_CONNECTIONS) {
          String match = protocol + " -m multiport --dports " + ports;
          enforcement
              .except()
              .of(family)
              .forEachCidr(
                  cidr ->
                      out.append("-A ")
                          .append(chain)
                          .append(outbound ? " -d " : " -s ")
                          .append(cidr)
                          .append(match)
                          .append(" -j RETURN\n"));
          for (String local : local(enforcement, hook, outbound, family)) {
            out.append("-A ").append(chain).append(local).append(match);
            out.append(" -m comment --comment enforced_");
            out.append(opening.direction().shortName()).append(':').append(ports);
            out.append(", -j ").append(dropChain()).append('\n');
          }
        }
      }
    }
    out.append("-A ").append(dropChain()).append(" -m limit --limit 10/min -j LOG --log-prefix \"");
    out.append(installation.name()).append(" drop: \"\n");
    out.append("-A ").append(dropChain()).append(" -j DROP\n");
  }

  /**
   * Returns the matches, one a rule, of what it is about: this host but for loopback, or others.
   */
  private static List<String> local(
      Enforcement enforcement, Hook hook, boolean outbound, Family family) {
    String link =
        switch (hook) {
          case OUTPUT -> " ! -o lo";
          case INPUT -> " ! -i lo";
          case FORWARD -> "";
        };
    if (hook != Hook.FORWARD) {
      return List.of(link);
    }
    List<String> matches = new ArrayList<>();
    PrefixSet local = enforcement.local().of(family);
    local.forEachCidr(cidr -> matches.add((outbound ? " -s " : " -d ") + cidr));
    return matches;
  }

  /** Takes away the chains that are not in use, of both families, as far as they are there. */
  void dropUnused(HookPlan hooks) {
    out.append("\n# What earlier runs with other options made goes last.\n");
    for (Family family : Family.values()) {
      for (Hook hook : Hook.values()) {
        if (!used(hooks, family).contains(hook)) {
          call("drop_chain", family, hook);
        }
      }
      if (installation.enforcement().isEmpty()) {
        dropDropChain(family);
      }
    }
  }

  /** Takes all chains away. */
  void dropAll() {
    out.append("need iptables\n");
    for (Family family : Family.values()) {
      for (Hook hook : Hook.values()) {
        call("drop_chain", family, hook);
      }
      dropDropChain(family);
    }
  }

  private void dropDropChain(Family family) {
    out.append("drop_chain ").append(command(family)).append(" OUTPUT ");
    out.append(dropChain()).append('\n');
  }

  private void call(String function, Family family, Hook hook) {
    out.append(function).append(' ').append(command(family)).append(' ').append(hook.name());
    out.append(' ').append(hook.chain(installation.name())).append('\n');
  }

  private String dropChain() {
    return installation.name() + "_drop";
  }

  static String command(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  /** Returns how to use the script: the same words in every header. */
  static List<String> usage(Installation installation, Set<Hook> hooks) {
    List<String> usage = new ArrayList<>();
    usage.add("Apply: sh FILE, as root. Safe to run again; silent when all went well.");
    for (Hook hook : hooks) {
      String chain = hook.chain(installation.name());
      usage.add("Check: iptables -S " + chain + "; ip6tables -S " + chain);
    }
    usage.add(
        "Boot:  run it before the network is up (samples/systemd); replies need an accept of");
    usage.add("       established connections in your own rules.");
    usage.add("Undo:  run what the same command with --remove instead of a selection writes.");
    return usage;
  }

  static List<String> removalUsage() {
    return List.of(
        "Apply: sh FILE, as root. Safe to run again; silent when all went well.",
        "Check: iptables-save; ip6tables-save");
  }
}
