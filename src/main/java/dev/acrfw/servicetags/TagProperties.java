package dev.acrfw.servicetags;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was read of a tag so far; what was not there yet is null or negative. */
final class TagProperties {
  int changeNumber = -1;
  @Nullable String region;
  @Nullable List<String> networkFeatures;
  int prefixesOffset = -1;

  ServiceTag toTag(String name) {
    return new ServiceTag(
        TagName.of(name),
        Math.max(changeNumber, 0),
        region == null ? "" : region,
        networkFeatures == null ? List.of() : networkFeatures,
        prefixesOffset);
  }
}
