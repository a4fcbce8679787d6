package dev.acrfw.render.netfilter;

import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan.Opening;
import dev.acrfw.text.ShScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the sh scripts for iptables and ipset have in common: chains that are replaced with one
 * {@code iptables-restore --noflush} commit a family, one jump to each, and what is dropped.
 */
final class NetfilterScript {
  private static final String FUNCTIONS =
      """

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

  /** Appends the allowing rules of a chain in one family, complete lines for iptables-restore. */
  interface Allowing {
    void append(StringBuilder out, String chain, List<Opening> openings, Family family);
  }

  private final StringBuilder out;
  private final Installation installation;
  private final ShScript script;

  NetfilterScript(StringBuilder out, Installation installation) {
    this.out = out;
    this.installation = installation;
    script = new ShScript(out, "apply_rules");
  }

  /** Begins a script that applies rules; {@code more} are functions of the format's own. */
  void begin(List<String> header, String more) {
    Header.append(out, "#", header);
    script.stopAtFailures("PATH=$PATH:/usr/sbin:/sbin");
    out.append(FUNCTIONS);
    if (installation.enforces()) {
      out.append(IptablesDropping.ALONE);
    }
    out.append('\n').append(more);
  }

  void end() {
    script.end();
  }

  private List<Hook> used(HookPlan hooks, Family family) {
    return hooks.hooks().stream()
        .filter(
            hook ->
                installation.enforces()
                    || hooks.at(hook).stream().anyMatch(o -> !o.addresses().of(family).isEmpty()))
        .toList();
  }

  /** Refuses to begin where a command does not work, or another name enforces the same. */
  void needs(HookPlan hooks) {
    for (Family family : Family.values()) {
      if (!used(hooks, family).isEmpty()) {
        out.append("need ").append(command(family)).append('\n');
      }
    }
    if (installation.enforces()) {
      for (Family family : Family.values()) {
        for (Opening opening : hooks.openings()) {
          for (int port : opening.ports().numbers()) {
            out.append("alone ").append(command(family)).append(' ');
            out.append(opening.direction().shortName()).append(' ').append(port);
            out.append(' ').append(dropChain()).append('\n');
          }
        }
      }
    }
  }

  void chains(HookPlan hooks, Optional<Enforcement> enforcement, Allowing allowing) {
    for (Family family : Family.values()) {
      List<Hook> used = used(hooks, family);
      if (!used.isEmpty()) {
        out.append("\n# ").append(family.displayName()).append('\n');
        out.append(command(family)).append("-restore -w --noflush <<'RULES'\n*filter\n");
        for (Hook hook : used) {
          out.append(':').append(hook.chain(installation.name())).append(" - [0:0]\n");
        }
        if (enforcement.isPresent()) {
          out.append(':').append(dropChain()).append(" - [0:0]\n");
        }
        for (Hook hook : used) {
          allowing.append(out, hook.chain(installation.name()), hooks.at(hook), family);
        }
        if (enforcement.isPresent()) {
          IptablesDropping dropping =
              new IptablesDropping(out, enforcement.get(), installation.name(), dropChain());
          for (Hook hook : used) {
            dropping.append(hook, hooks.at(hook), family);
          }
          dropping.appendChain();
        }
        out.append("COMMIT\nRULES\n");
        for (Hook hook : used) {
          call("jump", family, hook);
        }
      }
    }
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
      if (!installation.enforces()) {
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

  private static String command(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  /** Returns how to use the script: the same words in every header. */
  List<String> usage(HookPlan hooks) {
    List<String> checks = new ArrayList<>();
    for (Hook hook : hooks.hooks()) {
      String chain = hook.chain(installation.name());
      checks.add("iptables -S " + chain + "; ip6tables -S " + chain);
    }
    Usage usage =
        new Usage().apply("sh FILE, as root. Safe to run again; silent when all went well.");
    checks.forEach(usage::check);
    return usage
        .boot(
            "run it before the network is up (samples/systemd); replies need an accept of",
            "established connections in your own rules.")
        .undoByRemoval()
        .lines();
  }

  static List<String> removalUsage() {
    return new Usage()
        .apply("sh FILE, as root. Safe to run again; silent when all went well.")
        .check("iptables-save; ip6tables-save")
        .lines();
  }
}
