package dev.acrfw.cli;

import dev.acrfw.option.Choice;
import dev.acrfw.servicetags.Cloud;
import java.util.List;
import java.util.stream.Stream;

/** A cloud, by any of its names; those of the files and of az are taken but not offered. */
final class CloudValue extends Choice<Cloud> {
  CloudValue() {
    super(List.of(Cloud.values()), Stream.of(Cloud.values()).map(Cloud::optionName).toList());
  }

  @Override
  public Cloud parse(String option, String text) {
    return Cloud.named(text).orElseGet(() -> super.parse(option, text));
  }
}
