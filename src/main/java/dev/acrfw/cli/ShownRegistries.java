package dev.acrfw.cli;

import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.RegistryEndpoints;
import dev.acrfw.access.RegistryName;
import dev.acrfw.access.WantedRegistry;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Choice;
import dev.acrfw.rules.KnownNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The registries of {@code --endpoints}, and what the other options say about them. */
final class ShownRegistries {
  private final SelectionOptions options;
  private final List<RegistryEndpoints> shown;

  private ShownRegistries(SelectionOptions options, List<RegistryEndpoints> shown) {
    this.options = options;
    this.shown = shown;
  }

  /** Reads the files. */
  static ShownRegistries read(SelectionOptions options, InputFiles files) throws IOException {
    List<RegistryEndpoints> shown = new ArrayList<>();
    for (String name : options.endpoints.get()) {
      shown.add(RegistryEndpoints.parse(files.readBytes(name)));
    }
    ShownRegistries registries = new ShownRegistries(options, shown);
    registries.requireNamed();
    return registries;
  }

  boolean isEmpty() {
    return shown.isEmpty();
  }

  List<RegistryName> names() {
    List<RegistryName> names = new ArrayList<>();
    for (RegistryEndpoints each : shown) {
      names.add(each.loginServer());
    }
    return names;
  }

  /** Returns the regions of all of them, as {@code az} spells them. */
  List<String> regions() {
    List<String> regions = new ArrayList<>();
    for (RegistryEndpoints each : shown) {
      regions.addAll(each.regions());
    }
    return regions;
  }

  /**
   * Returns what is wanted of each.
   *
   * @param regions the regions that are selected
   */
  List<WantedRegistry> wanted(List<String> regions, KnownNames names) {
    requireAllShown(regions, names);
    return shown.stream().map(each -> wanted(each, regions, names)).toList();
  }

  /** What was seen of a registry; of storage alone, only an option makes dedicated endpoints. */
  private WantedRegistry wanted(RegistryEndpoints shown, List<String> regions, KnownNames names) {
    List<String> own =
        options.regions.isGiven()
            ? regions
            : SelectionResolver.resolveRegions(names, KnownTag.REGISTRY, shown.regions());
    boolean noneDedicated =
        !shown.dedicated()
            && !options.dataEndpoint.isGiven()
            && options.purposes.get().stream().noneMatch(w -> w.purpose().requiresDedicated());
    return new WantedRegistry(
        Optional.of(shown.loginServer()),
        own,
        noneDedicated
            ? own
            : SelectionResolver.resolveRegions(
                names, KnownTag.REGISTRY, shown.withoutDataEndpoint()),
        shown.dedicated(),
        shown.regional());
  }

  /** Returns where layers come from. */
  DataEndpoint dataEndpoint() {
    for (RegistryEndpoints each : shown) {
      if (each.dedicated() && !options.dataEndpoint.isGiven()) {
        return DataEndpoint.BOTH;
      }
    }
    return options.dataEndpoint.get();
  }

  /** What an option would take away from what the registries show is a mistake. */
  private void requireAllShown(List<String> regions, KnownNames names) {
    DataEndpoint wanted = options.dataEndpoint.get();
    for (RegistryEndpoints each : shown) {
      for (String region :
          SelectionResolver.resolveRegions(names, KnownTag.REGISTRY, each.regions())) {
        if (!regions.isEmpty() && !regions.contains(region)) {
          throw new UsageException(
              "--region leaves out %s, which --endpoints shows".formatted(region),
              "leave out --region, or name that region as well");
        }
      }
      if (options.dataEndpoint.isGiven()
          && wanted == (each.dedicated() ? DataEndpoint.STORAGE : DataEndpoint.DEDICATED)) {
        throw new UsageException(
            "--data-endpoint %s leaves out what --endpoints shows: %s"
                .formatted(
                    Choice.nameOf(wanted),
                    each.dedicated() ? "dedicated data endpoints" : "blob storage"),
            "use --data-endpoint both, or ask az again");
      }
    }
  }

  private void requireNamed() {
    if (shown.isEmpty() || !options.registry.isGiven()) {
      return;
    }
    List<String> labels = shown.stream().map(each -> each.loginServer().label()).toList();
    for (RegistryName registry : options.registry.get()) {
      if (!labels.contains(registry.label())) {
        throw new UsageException(
            "--registry %s is not the registry of --endpoints, %s"
                .formatted(registry.label(), String.join(", ", labels)));
      }
    }
  }
}
