package dev.acrfw.value;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Listed;
import dev.acrfw.option.Value;
import dev.acrfw.servicetags.Cloud;
import java.util.List;

/**
 * A cloud, by any of its names; those of the files and of az are taken but not offered. Another
 * name is right where a file is of that cloud, and an unknown one elsewhere.
 */
public final class CloudValue extends Value<Cloud> {
  @Override
  public Cloud parse(String option, String text) {
    return Cloud.of(text).orElseThrow(() -> unknown(text));
  }

  /** Returns what to say when a name is that of no listed cloud and of no file. */
  public static UsageException unknown(String name) {
    return new UsageException(
        "unknown cloud " + name + ", of --cloud or $ACRFW_CLOUD", Listed.hint(name, names()));
  }

  @Override
  public String text(Cloud value) {
    return value.optionName();
  }

  @Override
  public List<String> candidates() {
    return names();
  }

  private static List<String> names() {
    return Cloud.listed().stream().map(Cloud::optionName).toList();
  }
}
