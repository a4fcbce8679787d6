package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which openings are met at which Linux hook. */
final class HookPlan {
  private final List<Opening> openings;
  private final Set<Hook> hooks;

  /**
   * @throws UnsupportedPlanException when a chosen hook serves no rule, or a rule has no hook
   */
  HookPlan(Plan plan, Installation installation) {
    openings = plan.openings();
    hooks = EnumSet.noneOf(Hook.class);
    for (Opening opening : openings) {
      if (installation.hooks().isEmpty()) {
        hooks.add(opening.direction() == Direction.OUTBOUND ? Hook.OUTPUT : Hook.INPUT);
        if (plan.forwards()) {
          hooks.add(Hook.FORWARD);
        }
      } else if (installation.hooks().stream().noneMatch(h -> h.serves(opening.direction()))) {
        throw new UnsupportedPlanException(
            "no hook of --hook meets "
                + opening.direction().displayName()
                + " connections\noutbound rules need output or forward, inbound ones input or"
                + " forward");
      }
    }
    for (Hook hook : installation.hooks()) {
      if (at(hook).isEmpty()) {
        throw new UnsupportedPlanException(
            "--hook "
                + hook.lowerName()
                + " would hold no rule: nothing selected passes it\nleave it out");
      }
      hooks.add(hook);
    }
  }

  /** Returns the hooks that hold rules, in a fixed order. */
  Set<Hook> hooks() {
    return hooks;
  }

  /** Returns the openings of the plan. */
  List<Opening> openings() {
    return openings;
  }

  /** Returns the openings that are met at a hook. */
  List<Opening> at(Hook hook) {
    return openings.stream().filter(opening -> hook.serves(opening.direction())).toList();
  }
}
