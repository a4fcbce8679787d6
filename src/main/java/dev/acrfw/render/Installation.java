package dev.acrfw.render;

import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import java.util.Optional;

/**
 * How the rules are installed.
 *
 * @param commandLine the command that makes this output, in its canonical form
 * @param options what was given for the options of the format
 * @param earlier the output that this one is written over, for a format that follows from it
 */
public record Installation(
    String commandLine, OptionValues options, Optional<EarlierOutput> earlier) {
  /** What everything in an output is named after. */
  public static final Option<String> NAME =
      Option.shaped(
          "--name",
          "NAME",
          "What every chain, set, group and rule is named after.",
          "[a-z][a-z0-9-]{0,11}",
          "a lower-case letter and up to 11 letters, digits or hyphens",
          "acrfw");

  /** Whether what is not allowed is dropped: an option of the formats that can. */
  public static final Option<Boolean> ENFORCE =
      Option.flag(
          "--enforce",
          "Allow, and drop and log every other new connection in the same direction and on the"
              + " same ports, TCP and UDP, of both families.");

  /** Returns what every chain, set, group and rule is named after. */
  public String name() {
    return options.get(NAME);
  }

  /** Returns whether what is not allowed is dropped. */
  public boolean enforces() {
    return options.get(ENFORCE);
  }
}
