package dev.acrfw.cli;

import dev.acrfw.option.Choice;
import dev.acrfw.servicetags.Cloud;
import java.util.ArrayList;
import java.util.List;

/** A cloud, by any of its names; those of the files and of az are taken but not offered. */
final class CloudValue extends Choice<Cloud> {
  CloudValue() {
    super(List.of(Cloud.values()), names());
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Cloud cloud : Cloud.values()) {
      names.add(cloud.optionName());
    }
    return names;
  }

  @Override
  public Cloud parse(String option, String text) {
    return Cloud.named(text).orElseGet(() -> super.parse(option, text));
  }
}
