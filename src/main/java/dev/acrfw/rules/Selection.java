package dev.acrfw.rules;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.NeededEndpoints;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file, and what is wanted of it.
 *
 * @param file the file that the addresses come from
 * @param access the wanted access
 * @param regionsChosen whether the user has said which regions, be it all of them
 * @param iotRegionsChosen the same for the IoT hub's regions
 * @param namedTags tags that are wanted by themselves
 * @param families the wanted address families, at least one
 * @param missingTags which tags may be missing in the file; they are left out with a warning
 * @param guard compares with earlier files
 */
public record Selection(
    ServiceTagsFile file,
    AccessRequest access,
    boolean regionsChosen,
    boolean iotRegionsChosen,
    List<NamedTag> namedTags,
    Set<Family> families,
    MissingTags missingTags,
    UpdateGuard guard) {

  /**
   * Which tags may be missing in a file.
   *
   * @param any whether every tag may
   * @param names those that may
   */
  public record MissingTags(boolean any, List<TagName> names) {
    boolean mayBeMissing(TagName tag) {
      return any || names.contains(tag);
    }
  }

  /** Returns the same selection for a report, which shows what there is and guards nothing. */
  public Selection unguarded() {
    return new Selection(
        file,
        access,
        regionsChosen,
        iotRegionsChosen,
        namedTags,
        families,
        new MissingTags(true, List.of()),
        UpdateGuard.none());
  }

  /** Returns the same selection of another file, which is of the same cloud. */
  public Selection withFile(ServiceTagsFile other) {
    return new Selection(
        other, access, regionsChosen, iotRegionsChosen, namedTags, families, missingTags, guard);
  }

  /** Returns the same selection with another access. */
  public Selection withAccess(AccessRequest other) {
    return new Selection(
        file, other, regionsChosen, iotRegionsChosen, namedTags, families, missingTags, guard);
  }

  /** Returns the same selection in other families. */
  public Selection withFamilies(Set<Family> others) {
    return new Selection(
        file, access, regionsChosen, iotRegionsChosen, namedTags, others, missingTags, guard);
  }

  /** Returns the same selection with one more tag. */
  public Selection withNamedTag(NamedTag tag) {
    List<NamedTag> more = new ArrayList<>(namedTags);
    more.add(tag);
    return new Selection(
        file, access, regionsChosen, iotRegionsChosen, more, families, missingTags, guard);
  }

  /** Returns the endpoints of the wanted access, with all their tags. */
  public List<Endpoint> endpoints() {
    return NeededEndpoints.of(access);
  }

  /** Returns the names of the wanted tags, whether the file has them or not. */
  public Set<TagName> tagNames() {
    Set<TagName> names = new LinkedHashSet<>();
    for (Endpoint endpoint : endpoints()) {
      names.addAll(endpoint.serviceTags());
    }
    for (NamedTag named : namedTags) {
      names.add(named.name());
    }
    return names;
  }
}
