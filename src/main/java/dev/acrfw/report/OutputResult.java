package dev.acrfw.report;

import dev.acrfw.render.RulesChange;
import dev.acrfw.rules.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What became of one output of an update.
 *
 * @param name its path as the configuration has it
 * @param state what became of it
 * @param says the same in words, for example {@code +8 -0 IPv4 addresses} or why it failed
 * @param change what changed about its addresses; nothing where there was no output before
 * @param plan what it was made from; nothing where it failed or takes rules away
 * @param warnings what is probably not as the user wants it, a line each
 * @param lastChange when it was last written; nothing where it is not there
 */
public record OutputResult(
    String name,
    State state,
    String says,
    Optional<RulesChange> change,
    Optional<Plan> plan,
    List<String> warnings,
    Optional<Instant> lastChange) {

  /** What can become of an output. */
  public enum State {
    /** The same rules as before. */
    UP_TO_DATE,
    /** Other rules than before, or the first. */
    CHANGED,
    /** No rules: a guard or a limit refused them. */
    FAILED
  }
}
