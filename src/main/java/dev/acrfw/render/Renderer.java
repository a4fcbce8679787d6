package dev.acrfw.render;

import dev.acrfw.rules.Plan;

/** Turns a plan into the text of one format. */
interface Renderer {
  /**
   * Appends the whole output. It depends on the arguments alone: no clock, no locale, no files.
   *
   * @throws UnsupportedPlanException when the format cannot hold or express the plan
   */
  void render(Plan plan, Installation installation, StringBuilder out);

  /**
   * Appends an output that takes away what any earlier output of the installation's name made.
   *
   * @throws UnsupportedPlanException when this format cannot; it names the way that can
   */
  void remove(Installation installation, StringBuilder out);
}
