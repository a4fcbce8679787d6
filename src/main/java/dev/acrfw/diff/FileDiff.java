package dev.acrfw.diff;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What changed between two files, as addresses: a prefix that was only split or merged has not
 * changed.
 *
 * @param oldSource the old file
 * @param newSource the new file
 * @param tags the tags whose addresses changed
 * @param added the addresses that are in some of the tags now and were in none
 * @param removed the addresses that were in some of the tags and are in none now
 */
public record FileDiff(
    Source oldSource,
    Source newSource,
    List<TagChange> tags,
    AddressSpace added,
    AddressSpace removed) {

  /**
   * Compares tags in two files.
   *
   * @param names the names of the tags; each is in at least one of the files
   * @param families the address families to compare
   */
  public static FileDiff between(
      ServiceTagsFile before,
      ServiceTagsFile after,
      Collection<TagName> names,
      Set<Family> families) {
    List<TagChange> changes = new ArrayList<>();
    AddressSpace allBefore = AddressSpace.EMPTY;
    AddressSpace allAfter = AddressSpace.EMPTY;
    for (TagName name : names) {
      AddressSpace earlier = addresses(before, name).only(families);
      AddressSpace later = addresses(after, name).only(families);
      allBefore = allBefore.union(earlier);
      allAfter = allAfter.union(later);
      TagChange change =
          new TagChange(
              (after.hasTag(name) ? after : before).tag(name).name(),
              changeNumber(before, name),
              changeNumber(after, name),
              later.difference(earlier),
              earlier.difference(later));
      if (!change.isEmpty()) {
        changes.add(change);
      }
    }
    return new FileDiff(
        before.source(),
        after.source(),
        changes,
        allAfter.difference(allBefore),
        allBefore.difference(allAfter));
  }

  /** Returns whether no tag changed. */
  public boolean isEmpty() {
    return tags.isEmpty();
  }

  private static AddressSpace addresses(ServiceTagsFile file, TagName name) {
    return file.hasTag(name) ? file.addresses(file.tag(name)).space() : AddressSpace.EMPTY;
  }

  private static OptionalInt changeNumber(ServiceTagsFile file, TagName name) {
    return file.hasTag(name) ? OptionalInt.of(file.tag(name).changeNumber()) : OptionalInt.empty();
  }
}
