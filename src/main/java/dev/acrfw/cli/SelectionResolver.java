package dev.acrfw.cli;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.RegistryEndpoints;
import dev.acrfw.access.RegistryName;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Choice;
import dev.acrfw.rules.KnownNames;
import dev.acrfw.rules.NamedTag;
import dev.acrfw.rules.Selection;
import dev.acrfw.rules.Selection.MissingTags;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.io.IOException;
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

  Selection resolve(Optional<String> name, List<ServiceTagsFile> earlier, UpdateGuard guard)
      throws IOException {
    List<WantedPurpose> wanted = wantedPurposes();
    refuseOptionsWithoutEffect(wanted);
    Optional<RegistryEndpoints> shown = Optional.empty();
    if (options.endpoints.isGiven()) {
      shown = Optional.of(RegistryEndpoints.parse(files.readBytes(options.endpoints.get())));
      requireSameRegistry(shown.get());
    }
    Optional<RegistryName> named =
        shown.isPresent()
            ? shown.map(RegistryEndpoints::loginServer)
            : options.registry.find().filter(any -> !wanted.isEmpty());
    ServiceTagsFile file =
        name.isPresent()
            ? options.serviceTags.read(files, name.get())
            : options.serviceTags.read(files);
    if (named.isPresent()) {
      requireSameCloud(named.get(), file);
    }
    KnownNames names = new KnownNames(file, earlier);
    List<String> wantedRegions = wantedRegions(wanted, shown);
    List<String> regions = resolveRegions(names, KnownTag.REGISTRY, wantedRegions);
    if (shown.isPresent()) {
      requireAllShown(shown.get(), regions, names);
    }
    AccessRequest access =
        new AccessRequest(
            file.source().cloud(),
            named,
            regions,
            resolveRegions(
                names,
                KnownTag.REGISTRY,
                shown.map(RegistryEndpoints::withoutDataEndpoint).orElse(List.of())),
            resolveRegions(names, KnownTag.IOT_HUB, options.iotRegions.get()),
            dataEndpoint(shown),
            shown.filter(RegistryEndpoints::dedicated).isPresent(),
            shown.filter(RegistryEndpoints::regional).isPresent(),
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
  private List<String> wantedRegions(
      List<WantedPurpose> wanted, Optional<RegistryEndpoints> shown) {
    if (options.regions.isGiven()) {
      return options.regions.get();
    }
    if (shown.isPresent()) {
      return shown.get().regions();
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

  private DataEndpoint dataEndpoint(Optional<RegistryEndpoints> shown) {
    return shown.filter(RegistryEndpoints::dedicated).isPresent() && !options.dataEndpoint.isGiven()
        ? DataEndpoint.BOTH
        : options.dataEndpoint.get();
  }

  /** What an option would take away from what the registry shows is a mistake. */
  private void requireAllShown(RegistryEndpoints shown, List<String> regions, KnownNames names) {
    for (String region : resolveRegions(names, KnownTag.REGISTRY, shown.regions())) {
      if (!regions.isEmpty() && !regions.contains(region)) {
        throw new UsageException(
            "--region leaves out %s, which --endpoints shows".formatted(region),
            "leave out --region, or name that region as well");
      }
    }
    DataEndpoint wanted = options.dataEndpoint.get();
    if (options.dataEndpoint.isGiven()
        && wanted == (shown.dedicated() ? DataEndpoint.STORAGE : DataEndpoint.DEDICATED)) {
      throw new UsageException(
          "--data-endpoint %s leaves out what --endpoints shows: %s"
              .formatted(
                  Choice.nameOf(wanted),
                  shown.dedicated() ? "dedicated data endpoints" : "blob storage"),
          "use --data-endpoint both, or ask az again");
    }
  }

  private void requireSameRegistry(RegistryEndpoints shown) {
    if (options.registry.isGiven()
        && !shown.loginServer().label().equals(options.registry.get().label())) {
      throw new UsageException(
          "--registry %s is not the registry of --endpoints, %s"
              .formatted(options.registry.get().label(), shown.loginServer().label()));
    }
  }

  private static void requireSameCloud(RegistryName named, ServiceTagsFile file) {
    Cloud actual = file.source().cloud();
    Cloud wanted = named.cloud().orElse(actual);
    if (wanted != actual) {
      throw new UsageException(
          "%s.%s is a registry of the cloud %s, the file %s is of %s"
              .formatted(
                  named.label(),
                  wanted.loginSuffix(),
                  wanted.optionName(),
                  file.source().file(),
                  actual.optionName()));
    }
  }

  private List<WantedPurpose> wantedPurposes() {
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
    if (options.endpoints.find().filter("-"::equals).isPresent()
        && options.serviceTags.isStandardInput()) {
      throw new UsageException("--endpoints and --service-tags cannot both be standard input");
    }
  }

  private static boolean narrows(List<WantedPurpose> wanted, KnownTag.Narrowing narrowing) {
    for (WantedPurpose each : wanted) {
      if (each.purpose().isNarrowedBy(narrowing)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> resolveRegions(
      KnownNames names, KnownTag tag, List<String> spellings) {
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
