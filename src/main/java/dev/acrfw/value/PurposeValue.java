package dev.acrfw.value;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Listed;
import dev.acrfw.option.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A purpose; one that is inbound may have a port after a colon. */
public final class PurposeValue extends Value<WantedPurpose> {
  /** Returns the sentence of the help that lists the purposes. */
  public static String listed() {
    List<String> outbound = Purpose.names(Direction.OUTBOUND);
    Collections.replaceAll(outbound, "pull", "pull (default; push is the same)");
    return String.join(", ", outbound)
        + "; inbound, with :PORT (default "
        + WantedPurpose.DEFAULT_PORT
        + "): "
        + String.join(", ", Purpose.names(Direction.INBOUND))
        + ".";
  }

  @Override
  public WantedPurpose parse(String option, String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Purpose purpose =
        Purpose.named(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "unknown purpose '" + name + "' of " + option,
                        Listed.hint(name, candidates())));
    if (colon < 0) {
      return new WantedPurpose(purpose, WantedPurpose.DEFAULT_PORT);
    }
    if (purpose.direction() == Direction.OUTBOUND) {
      throw new UsageException(
          "the ports of " + purpose.displayName() + " are fixed: " + option + " " + text);
    }
    return new WantedPurpose(purpose, PortNumber.parse(text.substring(colon + 1), text));
  }

  @Override
  public String text(WantedPurpose value) {
    return value.optionValue();
  }

  @Override
  public List<String> candidates() {
    List<String> names = new ArrayList<>(Purpose.names(Direction.OUTBOUND));
    names.addAll(Purpose.names(Direction.INBOUND));
    return names;
  }
}
