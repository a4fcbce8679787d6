package dev.acrfw.render;

import java.util.ArrayList;
import java.util.List;

/** How an output is used: the same words in every header, each on as many lines as it needs. */
public final class Usage {
  private record Step(String title, List<String> lines) {}

  private final List<Step> steps = new ArrayList<>();

  /** Says how the output takes effect. */
  public Usage apply(String... lines) {
    return step("Apply:", lines);
  }

  /** Says how to see that it did. */
  public Usage check(String... lines) {
    return step("Check:", lines);
  }

  /** Says what to do so that it holds after a restart. */
  public Usage boot(String... lines) {
    return step("Boot:", lines);
  }

  /** Says how to take it away. */
  public Usage undo(String... lines) {
    return step("Undo:", lines);
  }

  /** Says that the same command with {@code --remove} takes it away. */
  public Usage undoByRemoval() {
    return undo("run what the same command with --remove instead of a selection writes.");
  }

  private Usage step(String title, String... lines) {
    steps.add(new Step(title, List.of(lines)));
    return this;
  }

  /** Returns the lines for a comment, the texts below each other. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      String before = step.title + " ".repeat("Apply: ".length() - step.title.length());
      for (String line : step.lines) {
        lines.add(before + line);
        before = " ".repeat(before.length());
      }
    }
    return lines;
  }

  /** Returns one sentence a step. */
  public List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    for (Step step : steps) {
      sentences.add(step.title + " " + String.join(" ", step.lines));
    }
    return sentences;
  }
}
