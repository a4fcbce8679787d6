package dev.acrfw.cli;

import dev.acrfw.access.AccessPlanner;
import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.Registry;
import dev.acrfw.access.RegistryEndpoints;
import dev.acrfw.access.Service;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.SingleTag;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.UnknownNameException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is to be allowed: the same options on every command that takes a selection. */
final class SelectionOptions {
  private static final Pattern TAG_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ServiceTagsOption serviceTags;

  @Option(
      names = {"-r", "--registry"},
      paramLabel = "NAME",
      description = "Name or login server of the registry. Without one, hosts are wildcards.")
  private String registry;

  @Option(
      names = {"-l", "--region", "--location"},
      paramLabel = "REGION",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "Regions of the registry and all its replicas, in any spelling; all is the global tag."
              + " Default: the global tag, with a warning.")
  private List<String> regions = new ArrayList<>();

  @Option(
      names = "--data-endpoint",
      paramLabel = "KIND",
      description = "Where layers come from: storage (default), dedicated, or both.")
  private DataEndpoint dataEndpoint;

  @Option(
      names = "--for",
      paramLabel = "PURPOSE[:PORT]",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "What for: pull (default; push is the same), mcr, iot-hub, iot-edge; inbound, with"
              + " :PORT (default 443): import, webhook, tasks.")
  private List<String> purposes = new ArrayList<>();

  @Option(
      names = "--iot-region",
      paramLabel = "REGION",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description = "Regions of the IoT hub. Default: the global tag.")
  private List<String> iotRegions = new ArrayList<>();

  @Option(
      names = {"-e", "--endpoints"},
      paramLabel = "FILE",
      description =
          "What 'az acr show-endpoints' printed; - is standard input. Gives registry, regions and"
              + " kind of data endpoint.")
  private String endpoints;

  @Option(
      names = "--allow-missing-tag",
      paramLabel = "NAME",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description = "Leave out this tag, with a warning, if the file lacks it.")
  private List<String> allowMissingTags = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "NAME[:PORT]",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description = "Another service tag as the file writes it, outbound; default port 443.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--family", paramLabel = "FAMILY", description = "ipv4, ipv6 or both (default).")
  private FamilyChoice family;

  enum FamilyChoice {
    IPV4,
    IPV6,
    BOTH
  }

  /** Returns whether any of these options was given on the command line. */
  boolean isGiven() {
    return registry != null
        || dataEndpoint != null
        || endpoints != null
        || family != null
        || serviceTags.isGiven()
        || !lists().stream().allMatch(List::isEmpty);
  }

  boolean familyGiven() {
    return family != null;
  }

  /** Reads the files and turns the options into what they mean in them. */
  Selection resolve(InputFiles files) throws IOException {
    return resolve(files, null, List.of());
  }

  /**
   * Reads the files and turns the options into what they mean in them.
   *
   * @param name the file, for a command that has its own way to name it; null for the option's
   * @param earlier files that may still know a region or tag which the new one has lost
   */
  Selection resolve(InputFiles files, String name, List<ServiceTagsFile> earlier)
      throws IOException {
    refuseEmptyElements();
    List<WantedPurpose> wanted = resolvePurposes();
    List<SingleTag> wantedTags = resolveTags();
    Optional<Registry> named = Optional.ofNullable(registry).map(this::parseRegistry);
    refuseOptionsWithoutEffect(wanted);
    Optional<RegistryEndpoints> shown = readEndpoints(files);
    if (shown.isPresent() && named.isPresent()) {
      if (!shown.get().loginServer().label().equals(named.get().label())) {
        throw usage(
            "--registry %s is not the registry of --endpoints, %s"
                .formatted(registry, shown.get().loginServer().label()));
      }
    }
    Optional<Registry> theRegistry = shown.map(RegistryEndpoints::loginServer).or(() -> named);
    ServiceTagsFile file = name == null ? serviceTags.read(files) : serviceTags.read(files, name);
    List<ServiceTagsFile> known = new ArrayList<>(List.of(file));
    known.addAll(earlier);
    requireSameCloud(theRegistry, file);
    List<String> wantedRegions =
        regions.isEmpty() ? shown.map(RegistryEndpoints::regions).orElse(List.of()) : regions;
    AccessRequest access =
        new AccessRequest(
            file.source().cloud(),
            theRegistry,
            resolveRegions(known, Service.REGISTRY, wantedRegions),
            resolveRegions(known, Service.IOT_HUB, iotRegions),
            dataEndpoint(shown),
            shown.map(RegistryEndpoints::regional).orElse(false),
            wanted);
    requireNeeded(allowMissingTags, access);
    List<SingleTag> singleTags =
        wantedTags.stream()
            .map(tag -> new SingleTag(tagName(known, tag.name()), tag.port()))
            .distinct()
            .toList();
    return new Selection(
        file, access, !wantedRegions.isEmpty(), singleTags, families(), allowMissingTags);
  }

  private void requireNeeded(List<String> mayBeMissing, AccessRequest access) {
    List<Endpoint> endpoints = new AccessPlanner(access).endpoints();
    for (String tag : mayBeMissing) {
      if (endpoints.stream()
          .flatMap(endpoint -> endpoint.serviceTags().stream())
          .noneMatch(tag::equalsIgnoreCase)) {
        throw usage("--allow-missing-tag " + tag + " changes nothing: no purpose needs that tag");
      }
    }
  }

  private DataEndpoint dataEndpoint(Optional<RegistryEndpoints> shown) {
    if (dataEndpoint != null) {
      return dataEndpoint;
    }
    return shown.map(RegistryEndpoints::dedicated).orElse(false)
        ? DataEndpoint.BOTH
        : DataEndpoint.STORAGE;
  }

  private Optional<RegistryEndpoints> readEndpoints(InputFiles files) throws IOException {
    return endpoints == null
        ? Optional.empty()
        : Optional.of(RegistryEndpoints.parse(files.readBytes(endpoints)));
  }

  private void requireSameCloud(Optional<Registry> registry, ServiceTagsFile file) {
    Cloud cloud = file.source().cloud();
    registry
        .flatMap(Registry::cloud)
        .filter(other -> other != cloud)
        .ifPresent(
            other -> {
              throw usage(
                  "%s.%s is a registry of the cloud %s, the file %s is of %s"
                      .formatted(
                          registry.get().label(),
                          other.loginSuffix(),
                          other.optionName(),
                          file.source().file(),
                          cloud.optionName()));
            });
  }

  private List<WantedPurpose> resolvePurposes() {
    boolean onlyTags =
        registry == null && regions.isEmpty() && dataEndpoint == null && endpoints == null;
    if (purposes.isEmpty()) {
      return !tags.isEmpty() && onlyTags
          ? List.of()
          : List.of(new WantedPurpose(Purpose.PULL, WantedPurpose.DEFAULT_PORT));
    }
    Set<WantedPurpose> wanted = new LinkedHashSet<>();
    for (String text : purposes) {
      wanted.add(parsePurpose(text.strip()));
    }
    return List.copyOf(wanted);
  }

  private WantedPurpose parsePurpose(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    Purpose purpose =
        Purpose.named(name)
            .orElseThrow(
                () -> usage("unknown purpose '" + name + "' of --for\nit is " + Purpose.names()));
    if (colon < 0) {
      return new WantedPurpose(purpose, WantedPurpose.DEFAULT_PORT);
    }
    if (purpose.direction() == Direction.OUTBOUND) {
      throw usage("the ports of " + purpose.displayName() + " are fixed: --for " + text);
    }
    return new WantedPurpose(purpose, parsePort(text.substring(colon + 1), text));
  }

  /** A list that came out empty must not read as no list, which opens the global tags. */
  private void refuseEmptyElements() {
    for (List<String> list : lists()) {
      for (String element : list) {
        if (element.isBlank() || element.contains(",")) {
          throw usage(
              "an empty name in a list of --region, --iot-region, --for, --tag or"
                  + " --allow-missing-tag");
        }
      }
    }
    for (String tag : allowMissingTags) {
      if (!TAG_NAME.matcher(tag).matches()) {
        throw usage("--allow-missing-tag '" + tag + "' is no name of a service tag");
      }
    }
  }

  private List<List<String>> lists() {
    return List.of(regions, iotRegions, purposes, tags, allowMissingTags);
  }

  private List<SingleTag> resolveTags() {
    List<SingleTag> singleTags = new ArrayList<>();
    for (String text : tags) {
      String stripped = text.strip();
      int colon = stripped.lastIndexOf(':');
      String name = colon < 0 ? stripped : stripped.substring(0, colon);
      if (name.isEmpty()) {
        throw usage("--tag needs a name: '" + text + "'");
      }
      singleTags.add(
          new SingleTag(name, colon < 0 ? 443 : parsePort(stripped.substring(colon + 1), text)));
    }
    return singleTags;
  }

  private int parsePort(String text, String option) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535 && text.charAt(0) != '+') {
        return port;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same message.
    }
    throw usage("'" + text + "' in '" + option + "' is not a port from 1 to 65535");
  }

  private Registry parseRegistry(String text) {
    return Registry.parse(text)
        .orElseThrow(
            () ->
                usage(
                    "'%s' is no registry name or login server\n".formatted(text)
                        + "a name has 5 to 50 letters and digits, for example contoso or"
                        + " contoso.azurecr.io"));
  }

  private void refuseOptionsWithoutEffect(List<WantedPurpose> wanted) {
    if (!regions.isEmpty() && !narrows(wanted, Service.Narrowing.REGISTRY_REGION)) {
      throw usage("--region changes nothing: nothing that is selected follows a region");
    }
    if (!iotRegions.isEmpty() && !narrows(wanted, Service.Narrowing.IOT_REGION)) {
      throw usage("--iot-region changes nothing: it needs --for iot-hub or iot-edge");
    }
    if (dataEndpoint != null && wanted.stream().noneMatch(w -> w.purpose().usesDataEndpoints())) {
      throw usage("--data-endpoint changes nothing: nothing that is selected pulls layers");
    }
    if ("-".equals(endpoints) && serviceTags.isStandardInput()) {
      throw usage("--endpoints and --service-tags cannot both be standard input");
    }
  }

  private static boolean narrows(List<WantedPurpose> wanted, Service.Narrowing narrowing) {
    return wanted.stream().anyMatch(w -> w.purpose().isNarrowedBy(narrowing));
  }

  /** Returns the name as the first of the files writes it that has the tag. */
  private static String tagName(List<ServiceTagsFile> files, String name) {
    for (ServiceTagsFile file : files) {
      if (file.hasTag(name)) {
        return file.tag(name).name();
      }
    }
    return files.get(0).tag(name).name();
  }

  /** Returns the region as the first of the files writes it that has the region. */
  private static String region(List<ServiceTagsFile> files, Service service, String spelling) {
    UnknownNameException unknown = null;
    for (ServiceTagsFile file : files) {
      try {
        return file.regionOf(service.tagName(), spelling);
      } catch (UnknownNameException e) {
        unknown = unknown == null ? e : unknown;
      }
    }
    throw unknown;
  }

  private List<String> resolveRegions(
      List<ServiceTagsFile> files, Service service, List<String> names) {
    Set<String> resolved = new LinkedHashSet<>();
    boolean all = false;
    for (String name : names) {
      if (name.strip().equalsIgnoreCase("all")) {
        all = true;
      } else {
        resolved.add(region(files, service, name.strip()));
      }
    }
    if (all && !resolved.isEmpty()) {
      throw usage("--region all is the global tag, which holds every region: name no other");
    }
    return List.copyOf(resolved);
  }

  private Set<Family> families() {
    FamilyChoice choice = family == null ? FamilyChoice.BOTH : family;
    return switch (choice) {
      case IPV4 -> EnumSet.of(Family.IPV4);
      case IPV6 -> EnumSet.of(Family.IPV6);
      case BOTH -> EnumSet.allOf(Family.class);
    };
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
