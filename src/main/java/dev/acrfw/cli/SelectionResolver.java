package dev.acrfw.cli;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.RegistryName;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.access.WantedRegistry;
import dev.acrfw.failure.UsageException;
import dev.acrfw.rules.KnownNames;
import dev.acrfw.rules.NamedTag;
import dev.acrfw.rules.Selection;
import dev.acrfw.rules.Selection.MissingTags;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Turns the options of a selection into what they mean in the files that they name. */
final class SelectionResolver {
  private final SelectionOptions options;
  private final InputFiles files;

  SelectionResolver(SelectionOptions options, InputFiles files) {
    this.options = options;
    this.files = files;
  }

  Selection resolve(Optional<String> fileName, List<ServiceTagsFile> earlier, UpdateGuard guard)
      throws IOException {
    List<WantedPurpose> wanted = wantedPurposes(options);
    refuseOptionsWithoutEffect(wanted);
    ShownRegistries shown = ShownRegistries.read(options, files);
    List<RegistryName> named = namedRegistries(wanted, shown);
    ServiceTagsFile file =
        fileName.isPresent()
            ? options.serviceTags.read(files, fileName.get())
            : options.serviceTags.read(files);
    requireSameCloud(named, file);
    KnownNames names = new KnownNames(file, earlier);
    List<String> wantedRegions = wantedRegions(wanted, shown);
    List<String> regions = resolveRegions(names, KnownTag.REGISTRY, wantedRegions);
    List<WantedRegistry> registries =
        shown.isEmpty() ? unseen(named, regions) : shown.wanted(regions, names);
    AccessRequest access =
        new AccessRequest(
            file.source().cloud(),
            registries,
            regions,
            resolveRegions(names, KnownTag.IOT_HUB, options.iotRegions.get()),
            shown.dataEndpoint(),
            wanted);
    Selection selection =
        new Selection(
            file,
            access,
            !wantedRegions.isEmpty(),
            options.iotRegions.isGiven(),
            namedTags(names),
            options.families(),
            new MissingTags(false, options.allowMissingTags.get()),
            guard);
    requireNeeded(selection);
    return selection;
  }

  /** What the environment names is a default: it may be without effect, and -e has more to say. */
  private List<RegistryName> namedRegistries(List<WantedPurpose> wanted, ShownRegistries shown) {
    if (!shown.isEmpty()) {
      return shown.names();
    }
    return wanted.isEmpty() ? List.of() : List.copyOf(new LinkedHashSet<>(options.registry.get()));
  }

  private static List<WantedRegistry> unseen(List<RegistryName> named, List<String> regions) {
    List<WantedRegistry> registries = new ArrayList<>();
    for (RegistryName registry : named) {
      registries.add(WantedRegistry.unseen(Optional.of(registry), regions));
    }
    return named.isEmpty() ? List.of(WantedRegistry.unseen(Optional.empty(), regions)) : registries;
  }

  private List<String> wantedRegions(List<WantedPurpose> wanted, ShownRegistries shown) {
    if (options.regions.isGiven()) {
      return options.regions.get();
    }
    if (!shown.isEmpty()) {
      return shown.regions();
    }
    return narrows(wanted, KnownTag.Narrowing.REGISTRY_REGION) ? options.regions.get() : List.of();
  }

  private void requireNeeded(Selection selection) {
    for (TagName tag : options.allowMissingTags.get()) {
      if (selection.endpoints().stream().noneMatch(e -> e.serviceTags().contains(tag))) {
        throw new UsageException(
            "--allow-missing-tag " + tag + " changes nothing: no purpose needs that tag");
      }
    }
  }

  /** One file is of one cloud, and a cloud has one suffix of login servers. */
  private static void requireSameCloud(List<RegistryName> registries, ServiceTagsFile file) {
    Cloud actual = file.source().cloud();
    Optional<String> expected = actual.loginSuffix();
    for (RegistryName registry : registries) {
      Optional<String> named = registry.loginSuffix();
      Optional<String> suffix = named.isPresent() ? named : actual.loginSuffix();
      if (expected.isEmpty()) {
        expected = named;
      }
      Optional<Cloud> cloud =
          suffix.isPresent() ? Cloud.ofLoginSuffix(suffix.get()) : Optional.empty();
      boolean ofAnother = cloud.isPresent() && !cloud.get().equals(actual);
      if (suffix.isPresent() && (ofAnother || !suffix.equals(expected))) {
        throw new UsageException(
            "%s.%s is a registry of %s, the file %s is of the cloud %s"
                .formatted(
                    registry.label(),
                    suffix.get(),
                    cloud.isPresent() ? "the cloud " + cloud.get().optionName() : "another cloud",
                    file.source().file(),
                    actual.optionName()));
      }
    }
  }

  /** Returns what is wanted: a run with nothing but tags has no purpose. */
  static List<WantedPurpose> wantedPurposes(SelectionOptions options) {
    boolean onlyTags =
        options.tags.isGiven()
            && !options.registry.isGiven()
            && !options.regions.isGiven()
            && !options.dataEndpoint.isGiven()
            && !options.endpoints.isGiven();
    if (!options.purposes.isGiven()) {
      return onlyTags ? List.of() : List.of(SelectionOptions.PULL);
    }
    return List.copyOf(new LinkedHashSet<>(options.purposes.get()));
  }

  private List<NamedTag> namedTags(KnownNames names) {
    Set<NamedTag> resolved = new LinkedHashSet<>();
    for (NamedTag tag : options.tags.get()) {
      resolved.add(new NamedTag(names.tag(tag.name()), tag.port()));
    }
    return List.copyOf(resolved);
  }

  private void refuseOptionsWithoutEffect(List<WantedPurpose> wanted) {
    if (options.regions.isGiven() && !narrows(wanted, KnownTag.Narrowing.REGISTRY_REGION)) {
      throw new UsageException(
          "--region changes nothing: nothing that is selected follows a region");
    }
    if (options.iotRegions.isGiven() && !narrows(wanted, KnownTag.Narrowing.IOT_REGION)) {
      throw new UsageException(
          "--iot-region changes nothing: nothing that is selected is an IoT hub's",
          "it belongs to --for iot-hub and iot-edge");
    }
    if (options.dataEndpoint.isGiven()
        && wanted.stream().noneMatch(w -> w.purpose().usesDataEndpoints())) {
      throw new UsageException(
          "--data-endpoint changes nothing: nothing that is selected pulls layers");
    }
    int standardInputs = Collections.frequency(options.endpoints.get(), "-");
    if (standardInputs + (options.serviceTags.isStandardInput() ? 1 : 0) > 1) {
      throw new UsageException(
          standardInputs > 1
              ? "--endpoints - is given twice, and there is one standard input"
              : "--endpoints and --service-tags cannot both be standard input");
    }
  }

  static boolean narrows(List<WantedPurpose> wanted, KnownTag.Narrowing narrowing) {
    for (WantedPurpose each : wanted) {
      if (each.purpose().isNarrowedBy(narrowing)) {
        return true;
      }
    }
    return false;
  }

  static List<String> resolveRegions(KnownNames names, KnownTag tag, List<String> spellings) {
    Set<String> resolved = new LinkedHashSet<>();
    boolean all = false;
    for (String spelling : spellings) {
      if (spelling.strip().equalsIgnoreCase(SelectionOptions.ALL)) {
        all = true;
      } else {
        resolved.add(names.region(tag, spelling.strip()));
      }
    }
    if (all && !resolved.isEmpty()) {
      throw new UsageException(
          (tag == KnownTag.IOT_HUB ? "--iot-region" : "--region")
              + " all is the global tag, which holds every region: name no other");
    }
    return List.copyOf(resolved);
  }
}
