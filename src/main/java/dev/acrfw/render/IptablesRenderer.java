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
  private static final String FUNCTIONS =
      """

      # need COMMAND: refuses to begin what could not be finished
      need() {
        if ! "$1" -w -S >/dev/null; then
          echo "acrfw: error: $1 does not work here, so nothing was changed" >&2
          echo "acrfw: hint: install it; where IPv6 is off, use rules made with --family ipv4" >&2
          exit 1
        fi
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

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    String name = installation.name();
    out.append("#!/bin/sh\napply_rules() {\n");
    Header.append(out, "#", Header.lines(plan, installation, usage(name, hooks)));
    out.append("set -eu\nPATH=$PATH:/usr/sbin:/sbin\n").append(FUNCTIONS).append('\n');
    for (Family family : Family.values()) {
      if (!used(hooks, family).isEmpty()) {
        out.append("need ").append(command(family)).append('\n');
      }
    }
    for (Family family : Family.values()) {
      appendChains(out, family, name, hooks);
    }
    out.append("\n# What earlier runs with other options made goes last.\n");
    for (Family family : Family.values()) {
      for (Hook hook : Hook.values()) {
        if (!used(hooks, family).contains(hook)) {
          call(out, "drop_chain", family, hook, name);
        }
      }
    }
    out.append("}; apply_rules\n");
  }

  private static String command(Family family) {
    return family == Family.IPV4 ? "iptables" : "ip6tables";
  }

  private static List<Hook> used(HookPlan hooks, Family family) {
    return hooks.hooks().stream()
        .filter(hook -> hooks.at(hook).stream().anyMatch(o -> !o.addresses().of(family).isEmpty()))
        .toList();
  }

  private static void call(
      StringBuilder out, String function, Family family, Hook hook, String name) {
    out.append(function).append(' ').append(command(family)).append(' ');
    out.append(hook.name()).append(' ').append(hook.chain(name)).append('\n');
  }

  private static void appendChains(StringBuilder out, Family family, String name, HookPlan hooks) {
    List<Hook> used = used(hooks, family);
    if (used.isEmpty()) {
      return;
    }
    out.append("\n# ").append(family.displayName()).append('\n');
    out.append(command(family)).append("-restore -w --noflush <<'RULES'\n*filter\n");
    for (Hook hook : used) {
      out.append(':').append(hook.chain(name)).append(" - [0:0]\n");
    }
    for (Hook hook : used) {
      for (Opening opening : hooks.at(hook)) {
        appendRules(out, hook.chain(name), opening, opening.addresses().of(family));
      }
    }
    out.append("COMMIT\nRULES\n");
    for (Hook hook : used) {
      call(out, "jump", family, hook, name);
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

  private static List<String> usage(String name, HookPlan hooks) {
    List<String> usage = new ArrayList<>();
    usage.add("Apply: sh FILE, as root. Safe to run again; silent when all went well.");
    for (Hook hook : hooks.hooks()) {
      String chain = hook.chain(name);
      usage.add("Check: iptables -S " + chain + "; ip6tables -S " + chain);
    }
    usage.add("Boot:  run it before the network is up; replies need an accept of established");
    usage.add("       connections in your own rules.");
    for (Hook hook : hooks.hooks()) {
      String chain = hook.chain(name);
      String builtIn = hook.name().toUpperCase(Locale.ROOT);
      usage.add(
          "Undo:  for i in iptables ip6tables; do $i -D %s -j %s; $i -F %s; $i -X %s; done"
              .formatted(builtIn, chain, chain, chain));
    }
    return usage;
  }
}
