package dev.acrfw.fetch;

import dev.acrfw.ip.Family;
import dev.acrfw.rules.GuardLimits;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.rules.UpdateGuard.Comparison;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a download lost or gained that somebody should know, whatever is selected later. */
final class NotedChanges {
  private static final int MOST_NAMED = 5;
  private static final int SHRINK_PERCENT = 20;

  private NotedChanges() {}

  /** Returns the changes of all tags in one line; nothing where none is worth it. */
  static Optional<String> between(ServiceTagsFile old, ServiceTagsFile file) {
    UpdateGuard guard =
        new UpdateGuard(
            List.of(old),
            Optional.empty(),
            EnumSet.allOf(Family.class),
            new GuardLimits(SHRINK_PERCENT, GuardLimits.USUAL_GROWTH_PERCENT, Set.of(), Set.of()),
            false);
    List<String> changes = new ArrayList<>();
    for (ServiceTag tag : old.tags()) {
      Comparison comparison = guard.compare(file, tag.name());
      changes.addAll(comparison.losses());
      changes.addAll(comparison.growths());
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    int named = Math.min(MOST_NAMED, changes.size());
    String more = changes.size() > named ? "; and " + (changes.size() - named) + " more" : "";
    return Optional.of(String.join("; ", changes.subList(0, named)) + more);
  }
}
