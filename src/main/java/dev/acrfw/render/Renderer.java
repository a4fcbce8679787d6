package dev.acrfw.render;

import dev.acrfw.rules.Plan;
import java.util.List;

/** Turns a plan into the text of one format. */
public interface Renderer {
  /**
   * Appends the whole output. It depends on the arguments alone: no clock, no locale, no files.
   *
   * @throws dev.acrfw.failure.UnsupportedException when the format cannot hold or express the plan
   * @throws dev.acrfw.failure.UsageException when an option of the format does not fit the plan
   */
  void render(Plan plan, Installation installation, StringBuilder out);

  /**
   * Appends an output that takes away what any earlier output of the installation's name made. Only
   * the formats whose row says that they can are asked.
   */
  default void remove(Installation installation, StringBuilder out) {
    throw new IllegalStateException("this format takes nothing away");
  }

  /** Returns what is probably not as the user wants it, a line each, for standard error only. */
  default List<String> warnings(Plan plan, Installation installation) {
    return List.of();
  }
}
