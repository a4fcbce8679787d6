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
import picocli.CommandLine.ParameterException;

/** What is to be allowed: the same options on every command that takes a selection. */
final class SelectionOptions {
  private static final String TAG_NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,59}";

  private final Arguments arguments;

  private final ServiceTagsOption serviceTags;
  private final Argument<String> registry;
  private final Argument<List<String>> regions;
  private final Argument<DataEndpoint> dataEndpoint;
  private final Argument<List<String>> purposes;
  private final Argument<List<String>> iotRegions;
  private final Argument<String> endpoints;
  private final Argument<List<String>> allowMissingTags;
  private final Argument<List<String>> tags;
  private final Argument<FamilyChoice> family;

  SelectionOptions(Arguments arguments) {
    this.arguments = arguments;
    serviceTags = new ServiceTagsOption(arguments);
    registry =
        arguments.text(
            "-r,--registry",
            "NAME",
            "Name or login server of the registry. Without one, hosts are wildcards.");
    regions =
        arguments.texts(
            "-l,--region,--location",
            "REGION",
            "Regions of the registry and all its replicas, in any spelling; all is the global tag."
                + " Default: the global tag, with a warning.");
    dataEndpoint =
        arguments.value(
            "--data-endpoint",
            "KIND",
            "Where layers come from: storage (default), dedicated, or both.",
            DataEndpoint.class);
    purposes =
        arguments.texts(
            "--for",
            "PURPOSE[:PORT]",
            "What for: pull (default; push is the same), mcr, iot-hub, iot-edge; inbound, with"
                + " :PORT (default 443): import, webhook, tasks.");
    iotRegions =
        arguments.texts(
            "--iot-region", "REGION", "Regions of the IoT hub. Default: the global tag.");
    endpoints =
        arguments.text(
            "-e,--endpoints",
            "FILE",
            "What 'az acr show-endpoints' printed; - is standard input. Gives registry, regions and"
                + " kind of data endpoint.");
    allowMissingTags =
        arguments.texts(
            "--allow-missing-tag",
            "NAME",
            "Leave out this tag, with a warning, if the file lacks it.");
    tags =
        arguments.texts(
            "--tag",
            "NAME[:PORT]",
            "Another service tag as the file writes it, outbound; default port 443.");
    family =
        arguments.value("--family", "FAMILY", "ipv4, ipv6 or both (default).", FamilyChoice.BOTH);
  }

  enum FamilyChoice {
    IPV4,
    IPV6,
    BOTH
  }

  /** Returns whether any of these options was given on the command line. */
  boolean isGiven() {
    return registry.isGiven()
        || dataEndpoint.isGiven()
        || endpoints.isGiven()
        || family.isGiven()
        || serviceTags.isGiven()
        || !lists().stream().allMatch(List::isEmpty);
  }

  boolean familyGiven() {
    return family.isGiven();
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
    Registry named = registry.isGiven() ? parseRegistry(registry.get()) : null;
    refuseOptionsWithoutEffect(wanted);
    RegistryEndpoints shown =
        endpoints.isGiven() ? RegistryEndpoints.parse(files.readBytes(endpoints.get())) : null;
    if (shown != null) {
      requireSameRegistry(named, shown.loginServer());
      named = shown.loginServer();
    }
    ServiceTagsFile file = name == null ? serviceTags.read(files) : serviceTags.read(files, name);
    List<ServiceTagsFile> known = new ArrayList<>(List.of(file));
    known.addAll(earlier);
    requireSameCloud(named, file);
    List<String> wantedRegions =
        regions.get().isEmpty() && shown != null ? shown.regions() : regions.get();
    AccessRequest access =
        new AccessRequest(
            file.source().cloud(),
            Optional.ofNullable(named),
            resolveRegions(known, Service.REGISTRY, wantedRegions),
            resolveRegions(known, Service.IOT_HUB, iotRegions.get()),
            dataEndpoint(shown),
            shown != null && shown.regional(),
            wanted);
    requireNeeded(allowMissingTags.get(), access);
    List<SingleTag> singleTags = new ArrayList<>();
    for (SingleTag tag : wantedTags) {
      SingleTag resolved = new SingleTag(tagName(known, tag.name()), tag.port());
      if (!singleTags.contains(resolved)) {
        singleTags.add(resolved);
      }
    }
    return new Selection(
        file, access, !wantedRegions.isEmpty(), singleTags, families(), allowMissingTags.get());
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

  /**
   * @param shown null without {@code --endpoints}
   */
  private DataEndpoint dataEndpoint(RegistryEndpoints shown) {
    if (dataEndpoint.isGiven()) {
      return dataEndpoint.get();
    }
    return shown != null && shown.dedicated() ? DataEndpoint.BOTH : DataEndpoint.STORAGE;
  }

  /**
   * @param named null without {@code --registry}
   */
  private void requireSameRegistry(Registry named, Registry shown) {
    if (named != null && !shown.label().equals(named.label())) {
      throw usage(
          "--registry %s is not the registry of --endpoints, %s"
              .formatted(registry.get(), shown.label()));
    }
  }

  /**
   * @param named null when no registry was named
   */
  private void requireSameCloud(Registry named, ServiceTagsFile file) {
    Cloud actual = file.source().cloud();
    Cloud wanted = named == null ? actual : named.cloud().orElse(actual);
    if (wanted != actual) {
      throw usage(
          "%s.%s is a registry of the cloud %s, the file %s is of %s"
              .formatted(
                  named.label(),
                  wanted.loginSuffix(),
                  wanted.optionName(),
                  file.source().file(),
                  actual.optionName()));
    }
  }

  private List<WantedPurpose> resolvePurposes() {
    boolean onlyTags =
        !registry.isGiven()
            && regions.get().isEmpty()
            && !dataEndpoint.isGiven()
            && !endpoints.isGiven();
    if (purposes.get().isEmpty()) {
      return !tags.get().isEmpty() && onlyTags
          ? List.of()
          : List.of(new WantedPurpose(Purpose.PULL, WantedPurpose.DEFAULT_PORT));
    }
    Set<WantedPurpose> wanted = new LinkedHashSet<>();
    for (String text : purposes.get()) {
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
    for (String tag : allowMissingTags.get()) {
      if (!tag.matches(TAG_NAME)) {
        throw usage("--allow-missing-tag '" + tag + "' is no name of a service tag");
      }
    }
  }

  private List<List<String>> lists() {
    return List.of(
        regions.get(), iotRegions.get(), purposes.get(), tags.get(), allowMissingTags.get());
  }

  private List<SingleTag> resolveTags() {
    List<SingleTag> singleTags = new ArrayList<>();
    for (String text : tags.get()) {
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
    Optional<Registry> parsed = Registry.parse(text);
    if (parsed.isEmpty()) {
      throw usage(
          "'%s' is no registry name or login server\n".formatted(text)
              + "a name has 5 to 50 letters and digits, for example contoso or"
              + " contoso.azurecr.io");
    }
    return parsed.get();
  }

  private void refuseOptionsWithoutEffect(List<WantedPurpose> wanted) {
    if (!regions.get().isEmpty() && !narrows(wanted, Service.Narrowing.REGISTRY_REGION)) {
      throw usage("--region changes nothing: nothing that is selected follows a region");
    }
    if (!iotRegions.get().isEmpty() && !narrows(wanted, Service.Narrowing.IOT_REGION)) {
      throw usage("--iot-region changes nothing: it needs --for iot-hub or iot-edge");
    }
    if (dataEndpoint.isGiven() && wanted.stream().noneMatch(w -> w.purpose().usesDataEndpoints())) {
      throw usage("--data-endpoint changes nothing: nothing that is selected pulls layers");
    }
    if ("-".equals(endpoints.get()) && serviceTags.isStandardInput()) {
      throw usage("--endpoints and --service-tags cannot both be standard input");
    }
  }

  private static boolean narrows(List<WantedPurpose> wanted, Service.Narrowing narrowing) {
    for (WantedPurpose each : wanted) {
      if (each.purpose().isNarrowedBy(narrowing)) {
        return true;
      }
    }
    return false;
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
    return switch (family.get()) {
      case IPV4 -> EnumSet.of(Family.IPV4);
      case IPV6 -> EnumSet.of(Family.IPV6);
      case BOTH -> EnumSet.allOf(Family.class);
    };
  }

  private ParameterException usage(String message) {
    return arguments.usage(message);
  }
}
