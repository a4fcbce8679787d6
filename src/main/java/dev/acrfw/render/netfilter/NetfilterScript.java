package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
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
  /** Docker's chain for the rules of others, which Docker keeps where it is there already. */
  private static final String DOCKERS = "DOCKER-USER";

  /** Appends the allowing rules of a chain in one family, complete lines for iptables-restore. */
  interface Allowing {
    void append(StringBuilder out, String chain, List<Opening> openings, Family family);
  }

  private final StringBuilder out;
  private final Installation installation;
  private final ShScript script;
  private final Optional<String> from;

  NetfilterScript(StringBuilder out, Installation installation) {
    this.out = out;
    this.installation = installation;
    script = new ShScript(out, "apply_rules");
    from = installation.options().find(NetfilterOptions.FROM);
  }

  /** Begins a script that applies rules; {@code more} are functions of the format's own. */
  void begin(List<String> header, String more) {
    Header.append(out, "#", header);
    if (installation.enforces()) {
      script.stopAtFailures(
          "PATH=$PATH:/usr/sbin:/sbin", "force=", "[ \"${1:-}\" != --force ] || force=yes");
    } else {
      script.stopAtFailures("PATH=$PATH:/usr/sbin:/sbin");
    }
    out.append(NetfilterFunctions.COMMON);
    if (installation.enforces()) {
      out.append(IptablesDropping.ALONE);
    }
    if (from.isPresent()) {
      out.append(
          from.get().equals(DOCKERS)
              ? NetfilterFunctions.FROM_DOCKERS_CHAIN
              : NetfilterFunctions.FROM_CHAIN);
    }
    out.append('\n').append(more);
  }

  /**
   * Says where another firewall drops what the rules allow; what enforces needs no accept there.
   */
  void warnOfOthers(HookPlan hooks) {
    if (!installation.enforces()) {
      out.append(OtherFirewalls.FUNCTION);
      for (Hook hook : hooks.hooks()) {
        out.append("others ").append(hook.lowerName()).append('\n');
      }
    }
  }

  void end() {
    if (installation.enforces()) {
      script.endWithArguments();
    } else {
      script.end();
    }
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
    needCommands(hooks);
    oneAtATime();
    aloneWhereItEnforces(hooks);
  }

  /** Two runs at once for one name would fill and swap each other's chains and sets. */
  private void oneAtATime() {
    out.append("one_at_a_time ").append(installation.name()).append('\n');
  }

  private void needCommands(HookPlan hooks) {
    if (installation.enforces() && hooks.hasNo(Family.IPV6)) {
      out.append(NetfilterFunctions.WITHOUT_IPV6);
    }
    for (Family family : Family.values()) {
      if (!used(hooks, family).isEmpty()) {
        out.append("need ").append(command(family)).append('\n');
        from.ifPresent(
            chain ->
                out.append("from_chain ")
                    .append(command(family))
                    .append(' ')
                    .append(chain)
                    .append('\n'));
      }
    }
  }

  private void aloneWhereItEnforces(HookPlan hooks) {
    if (installation.enforces()) {
      for (Opening opening : hooks.openings()) {
        if (opening.direction() == Direction.INBOUND) {
          for (int port : opening.ports().numbers()) {
            out.append("own_session ").append(port).append('\n');
          }
        }
      }
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
        out.append(
            family == Family.IPV6 && hooks.hasNo(family) ? NetfilterFunctions.UNLESS_OFF : "");
        out.append(command(family)).append("-restore -w 60 --noflush <<'RULES'\n*filter\n");
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
            dropping.append(hook, hooks, family);
          }
          dropping.appendChain();
        }
        out.append("COMMIT\nRULES\n");
        for (Hook hook : used) {
          jump(hooks, family, hook);
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
          dropChain(family, hook.chain(installation.name()));
        }
      }
      if (!installation.enforces()) {
        dropChain(family, dropChain());
      }
    }
  }

  /** Takes all chains away. */
  void dropAll() {
    out.append("need iptables\n");
    oneAtATime();
    for (Family family : Family.values()) {
      for (Hook hook : Hook.values()) {
        dropChain(family, hook.chain(installation.name()));
      }
      dropChain(family, dropChain());
    }
  }

  private void dropChain(Family family, String chain) {
    out.append("drop_chain ").append(command(family)).append(' ').append(chain).append('\n');
  }

  private void jump(HookPlan hooks, Family family, Hook hook) {
    boolean elsewhere = from.isPresent() && hooks.hookOfAnotherChain() == hook;
    out.append("jump ").append(command(family)).append(' ');
    out.append(elsewhere ? from.get() : hook.name()).append(' ');
    out.append(hook.chain(installation.name()));
    out.append(elsewhere ? " '-m comment --comment acrfw '" : " ''").append('\n');
  }

  private String dropChain() {
    return installation.name() + "_drop";
  }

  private static String command(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  /** Returns how to use the script: the same words in every header. */
  List<String> usage(HookPlan hooks, String... boot) {
    List<String> checks = new ArrayList<>();
    for (Hook hook : hooks.hooks()) {
      String chain = hook.chain(installation.name());
      checks.add("iptables -S " + chain + "; ip6tables -S " + chain);
    }
    Usage usage =
        new Usage().apply("sh FILE, as root. Safe to run again; silent when all went well.");
    checks.forEach(usage::check);
    List<String> bootLines = new ArrayList<>();
    bootLines.add("run it before the network is up (samples/systemd); replies need an accept of");
    bootLines.add("established connections in your own rules.");
    bootLines.addAll(List.of(boot));
    List<String> lines = usage.boot(bootLines.toArray(String[]::new)).undoByRemoval().lines();
    lines.addAll(hooks.portsNote());
    return lines;
  }

  static List<String> removalUsage() {
    return new Usage()
        .apply("sh FILE, as root. Safe to run again; silent when all went well.")
        .check("iptables-save; ip6tables-save")
        .lines();
  }
}
