package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Which openings are met at which Linux hook. */
final class HookPlan {
  private final List<Opening> openings;
  private final Set<Hook> hooks;

  HookPlan(Plan plan, Installation installation) {
    openings = plan.openings();
    hooks = EnumSet.noneOf(Hook.class);
    hooks.addAll(installation.hooks());
    if (hooks.isEmpty()) {
      for (Opening opening : openings) {
        hooks.add(opening.direction() == Direction.OUTBOUND ? Hook.OUTPUT : Hook.INPUT);
      }
      if (plan.forwards()) {
        hooks.add(Hook.FORWARD);
      }
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
    List<Opening> served = new ArrayList<>();
    for (Opening opening : openings) {
      if (hook.serves(opening.direction())) {
        served.add(opening);
      }
    }
    return served;
  }
}
