package dev.acrfw.rules;

import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.rules.UpdateGuard.Comparison;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tags of a selection as its file has them, compared with earlier files. */
final class SelectedTags {
  private record Found(ServiceTag tag, AddressSpace addresses) {}

  private final ServiceTagsFile file;
  private final Map<TagName, Found> found = new LinkedHashMap<>();
  private final List<TagName> missing = new ArrayList<>();
  private final List<String> repairs = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @throws HarmfulUpdateException when tags lost too much; it names each with its family
   * @throws UnknownOrEmptyException when the file lacks a tag, or one has no prefix
   * @throws dev.acrfw.failure.InvalidInputException when a prefix is bad
   */
  SelectedTags(Selection selection) {
    file = selection.file();
    UpdateGuard guard = selection.guard();
    Map<TagName, Comparison> comparisons = new LinkedHashMap<>();
    for (TagName name : selection.tagNames()) {
      boolean known = file.hasTag(name) || guard.keptTag(name).isPresent();
      if (known || !selection.missingTags().mayBeMissing(name)) {
        comparisons.put(name, guard.compare(file, name));
      } else {
        missing.add(name);
      }
    }
    UpdateGuard.requireHarmless(comparisons.values());
    for (Map.Entry<TagName, Comparison> wanted : comparisons.entrySet()) {
      TagName name = wanted.getKey();
      Comparison comparison = wanted.getValue();
      found.put(name, new Found(find(name, guard), comparison.allowed()));
      if (comparison.repair().isPresent()) {
        repairs.add(comparison.repair().get());
      }
      warnings.addAll(comparison.warnings());
      Optional<String> outside = outsideOfGlobal(name);
      if (outside.isPresent()) {
        warnings.add(outside.get());
      }
    }
  }

  /** In every published file that was looked at, a regional tag lies inside its global one. */
  private Optional<String> outsideOfGlobal(TagName name) {
    Optional<TagName> global = name.beforeLastDot();
    if (global.isEmpty() || !file.hasTag(global.get()) || !file.hasTag(name)) {
      return Optional.empty();
    }
    AddressSpace outside =
        file.addresses(file.tag(name))
            .space()
            .difference(file.addresses(file.tag(global.get())).space());
    return outside.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s holds addresses that its global tag %s does not: %s"
                .formatted(name, global.get(), firstOf(outside)));
  }

  private static String firstOf(AddressSpace space) {
    List<String> cidrs = new ArrayList<>(space.ipv4().cidrs());
    cidrs.addAll(space.ipv6().cidrs());
    return cidrs.get(0) + (cidrs.size() > 1 ? " and " + (cidrs.size() - 1) + " more" : "");
  }

  private ServiceTag find(TagName name, UpdateGuard guard) {
    if (file.hasTag(name)) {
      return file.tag(name);
    }
    if (guard.keptTag(name).isPresent()) {
      return guard.keptTag(name).get();
    }
    if (name.equals(KnownTag.FRONT_DOOR.tag())) {
      throw new UnknownOrEmptyException(
          "no service tag %s in %s, and Microsoft's registry needs it"
              .formatted(name, file.source().file()),
          "the files of Government and China never had it, and nothing published says which"
              + " addresses serve there: allow the names mcr.microsoft.com and"
              + " *.data.mcr.microsoft.com"
              + (file.source().cloud().equals(Cloud.CHINA)
                  ? ", mcr.azure.cn and *.data.mcr.azure.cn"
                  : "")
              + " in a proxy, or leave the tag out with --allow-missing-tag "
              + name);
    }
    return file.tag(name);
  }

  /** Returns the names of the wanted tags that are there. */
  Set<TagName> names() {
    return found.keySet();
  }

  private Found found(TagName name) {
    return Objects.requireNonNull(found.get(name));
  }

  /** Returns a wanted tag that is there. */
  ServiceTag tag(TagName name) {
    return found(name).tag;
  }

  /**
   * Returns the addresses of a wanted tag that is there.
   *
   * @throws UnknownOrEmptyException when it has none
   */
  AddressSpace addresses(TagName name) {
    AddressSpace addresses = found(name).addresses;
    if (addresses.isEmpty()) {
      throw new UnknownOrEmptyException(
          "the tag %s has no prefix at all in %s".formatted(tag(name).name(), file.source().file()),
          "use an older file, and do not apply this one");
    }
    return addresses;
  }

  /** Returns what was repaired, lost or left out, a line each. */
  List<String> warnings() {
    List<String> lines = new ArrayList<>(repairs);
    lines.addAll(warnings);
    for (TagName tag : missing) {
      lines.add("the file has no tag " + tag + ": its addresses are not in these rules");
    }
    return lines;
  }
}
