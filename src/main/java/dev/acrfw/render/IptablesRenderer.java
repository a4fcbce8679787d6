package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A POSIX sh script that replaces its own chains with one {@code iptables-restore --noflush} commit
 * a family. All of it is one function that the last line closes and calls, so a script that was cut
 * off runs nothing.
 */
final class IptablesRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    String name = installation.name();
    out.append("#!/bin/sh\napply_rules() {\n");
    Header.append(out, "#", Header.lines(plan, installation, usage(name, hooks)));
    out.append("set -eu\nPATH=$PATH:/usr/sbin:/sbin\n");
    out.append(
        """

        # jump COMMAND HOOK CHAIN: exactly one jump from HOOK to CHAIN
        jump() {
          if [ "$("$1" -w -S "$2" | grep -cx -e "-A $2 -j $3")" != 1 ]; then
            while "$1" -w -D "$2" -j "$3" 2>/dev/null; do :; done
            "$1" -w -I "$2" -j "$3"
          fi
        }

        # drop_chain COMMAND HOOK CHAIN: takes away what an earlier run with other options made
        drop_chain() {
          if "$1" -w -n -L "$3" >/dev/null 2>&1; then
            while "$1" -w -D "$2" -j "$3" 2>/dev/null; do :; done
            "$1" -w -F "$3"
            "$1" -w -X "$3"
          fi
        }
        """);
    for (Family family : Family.values()) {
      appendFamily(out, family, name, hooks);
    }
    out.append("}; apply_rules\n");
  }

  private static void appendFamily(StringBuilder out, Family family, String name, HookPlan hooks) {
    String command = family == Family.IPV4 ? "iptables" : "ip6tables";
    List<Hook> used =
        hooks.hooks().stream()
            .filter(
                hook -> hooks.at(hook).stream().anyMatch(o -> !o.addresses().of(family).isEmpty()))
            .toList();
    out.append("\n# ").append(family.displayName()).append('\n');
    if (!used.isEmpty()) {
      out.append(command).append("-restore -w --noflush <<'RULES'\n*filter\n");
      for (Hook hook : used) {
        out.append(':').append(chain(name, hook)).append(" - [0:0]\n");
      }
      for (Hook hook : used) {
        for (Opening opening : hooks.at(hook)) {
          appendRules(out, chain(name, hook), opening, opening.addresses().of(family));
        }
      }
      out.append("COMMIT\nRULES\n");
    }
    for (Hook hook : Hook.values()) {
      out.append(used.contains(hook) ? "jump " : "drop_chain ")
          .append(command)
          .append(' ')
          .append(hook.name())
          .append(' ')
          .append(chain(name, hook))
          .append('\n');
    }
  }

  private static void appendRules(
      StringBuilder out, String chain, Opening opening, PrefixSet addresses) {
    String before = "-A " + chain + (opening.direction() == Direction.OUTBOUND ? " -d " : " -s ");
    String after =
        opening.ports().size() == 1
            ? " -p tcp -m tcp --dport " + opening.ports().get(0) + " -j ACCEPT\n"
            : " -p tcp -m multiport --dports " + opening.joinedPorts(",") + " -j ACCEPT\n";
    addresses.forEachCidr(cidr -> out.append(before).append(cidr).append(after));
  }

  private static String chain(String name, Hook hook) {
    return name + "_" + hook.lowerName();
  }

  private static List<String> usage(String name, HookPlan hooks) {
    List<String> usage = new ArrayList<>();
    usage.add("Apply: sh FILE, as root. Safe to run again; silent when all went well.");
    for (Hook hook : hooks.hooks()) {
      String chain = chain(name, hook);
      usage.add("Check: iptables -S " + chain + "; ip6tables -S " + chain);
    }
    usage.add("Boot:  run it before the network is up; replies need an accept of established");
    usage.add("       connections in your own rules.");
    for (Hook hook : hooks.hooks()) {
      String chain = chain(name, hook);
      String builtIn = hook.name().toUpperCase(Locale.ROOT);
      usage.add(
          "Undo:  for i in iptables ip6tables; do $i -D %s -j %s; $i -F %s; $i -X %s; done"
              .formatted(builtIn, chain, chain, chain));
    }
    return usage;
  }
}
