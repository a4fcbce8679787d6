package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Installation;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which openings are evaluated at which Linux hook. */
final class HookPlan {
  private final List<Opening> openings;
  private final Set<Hook> hooks = EnumSet.noneOf(Hook.class);
  private final boolean published;

  /**
   * @throws UsageException when the hooks that the user named do not fit the plan
   */
  HookPlan(Plan plan, Installation installation) {
    openings = plan.openings();
    published = installation.options().get(NetfilterOptions.PUBLISHED);
    if (published && !hasInbound()) {
      throw new UsageException(
          "--published changes nothing: nothing inbound is selected",
          "select import, webhook or tasks with --for");
    }
    hooks.addAll(installation.options().get(NetfilterOptions.HOOK));
    if (hooks.isEmpty()) {
      for (Opening opening : openings) {
        hooks.add(opening.direction() == Direction.OUTBOUND ? Hook.OUTPUT : Hook.INPUT);
      }
      if (plan.forwards()) {
        hooks.add(Hook.FORWARD);
      }
    } else {
      requireFittingHooks();
    }
  }

  /**
   * Returns the hook whose rules another chain than its own jumps to: the only one, or forward.
   *
   * @throws UsageException when that is not clear
   */
  Hook hookOfAnotherChain() {
    if (hooks.size() == 1) {
      return hooks.iterator().next();
    }
    if (hooks.contains(Hook.FORWARD)) {
      return Hook.FORWARD;
    }
    throw new UsageException(
        "--iptables-from is for one hook, and these rules are at several", "name it with --hook");
  }

  private void requireFittingHooks() {
    for (Hook hook : hooks) {
      if (at(hook).isEmpty()) {
        throw new UsageException(
            "--hook "
                + hook.lowerName()
                + " changes nothing: nothing that is selected passes through it");
      }
    }
    for (Opening opening : openings) {
      if (!isServed(opening)) {
        throw new UsageException(
            "none of the given hooks sees " + opening.direction().displayName() + " connections",
            "outbound rules need output or forward, inbound ones input or forward");
      }
    }
  }

  private boolean isServed(Opening opening) {
    for (Hook hook : hooks) {
      if (hook.serves(opening.direction())) {
        return true;
      }
    }
    return false;
  }

  /** Returns lines for a header about the ports of inbound rules; none without such rules. */
  List<String> portsNote() {
    if (!hasInbound()) {
      return List.of();
    }
    return published
        ? List.of("Ports: inbound rules see the port that a client named, before a translation.")
        : List.of(
            "Ports: inbound rules see the port after a translation: for a container or a host that",
            "       is published under another port, name its own, with --hook forward, or take",
            "       --published (iptables, nftables).");
  }

  private boolean hasInbound() {
    for (Opening opening : openings) {
      if (opening.direction() == Direction.INBOUND) {
        return true;
      }
    }
    return false;
  }

  /** Returns how rules tell an opening's port. */
  PortMatch portMatch(Opening opening) {
    return PortMatch.of(opening, published);
  }

  /** Returns whether published ports of containers pass these hooks without being enforced. */
  boolean leavesPublishedPortsOpen() {
    return !hooks.contains(Hook.FORWARD) && hasInbound();
  }

  /** Returns the hooks that hold rules, in a fixed order. */
  Set<Hook> hooks() {
    return hooks;
  }

  /** Returns whether nothing of a family is opened. */
  boolean hasNo(Family family) {
    return openings.stream().allMatch(opening -> opening.addresses().of(family).isEmpty());
  }

  /** Returns the openings of the plan. */
  List<Opening> openings() {
    return openings;
  }

  /** Returns the openings that are evaluated at a hook. */
  List<Opening> at(Hook hook) {
    List<Opening> served = new ArrayList<>();
    for (Opening opening : openings) {
      if (hook.serves(opening.direction())) {
        served.add(opening);
      }
    }
    return served;
  }
}
