package dev.acrfw.cli;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.Registry;
import dev.acrfw.access.Service;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.SingleTag;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What is to be allowed: the same options on every command that takes a selection. */
final class SelectionOptions {
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
      split = ",",
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
      paramLabel = "PURPOSE",
      split = ",",
      description = "What for: pull (default; push is the same).")
  private List<String> purposes = new ArrayList<>();

  @Option(
      names = "--tag",
      paramLabel = "NAME[:PORT]",
      split = ",",
      description = "Another service tag as the file writes it, outbound; default port 443.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--family", paramLabel = "FAMILY", description = "ipv4, ipv6 or both (default).")
  private FamilyChoice family;

  enum FamilyChoice {
    IPV4,
    IPV6,
    BOTH
  }

  boolean familyGiven() {
    return family != null;
  }

  /** Reads the file and turns the options into what they mean in it. */
  Selection resolve(ServiceTagsFiles files) throws IOException {
    List<Purpose> wanted = resolvePurposes();
    List<SingleTag> singleTags = resolveTags();
    Optional<Registry> parsedRegistry = Optional.ofNullable(registry).map(this::parseRegistry);
    refuseOptionsWithoutEffect(wanted);
    ServiceTagsFile file = serviceTags.read(files);
    Cloud cloud = file.source().cloud();
    parsedRegistry
        .flatMap(Registry::cloud)
        .filter(other -> other != cloud)
        .ifPresent(
            other -> {
              throw usage(
                  "%s is a registry of the cloud %s, the file %s is of %s"
                      .formatted(
                          registry, other.optionName(), file.source().file(), cloud.optionName()));
            });
    AccessRequest access =
        new AccessRequest(
            cloud,
            parsedRegistry,
            resolveRegions(file),
            dataEndpoint == null ? DataEndpoint.STORAGE : dataEndpoint,
            wanted);
    return new Selection(file, access, !regions.isEmpty(), singleTags, families());
  }

  private List<Purpose> resolvePurposes() {
    boolean onlyTags = registry == null && regions.isEmpty() && dataEndpoint == null;
    if (purposes.isEmpty()) {
      return !tags.isEmpty() && onlyTags ? List.of() : List.of(Purpose.PULL);
    }
    Set<Purpose> wanted = new LinkedHashSet<>();
    for (String text : purposes) {
      wanted.add(parsePurpose(text.strip()));
    }
    return List.copyOf(wanted);
  }

  private Purpose parsePurpose(String text) {
    int colon = text.indexOf(':');
    Purpose purpose =
        Purpose.named(colon < 0 ? text : text.substring(0, colon))
            .orElseThrow(() -> usage("unknown purpose '" + text + "' of --for\nit is pull"));
    if (colon >= 0) {
      throw usage("the ports of " + purpose.displayName() + " are fixed: --for " + text);
    }
    return purpose;
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

  private void refuseOptionsWithoutEffect(List<Purpose> wanted) {
    if (wanted.stream().noneMatch(Purpose::followsRegion)) {
      if (!regions.isEmpty()) {
        throw usage("--region changes nothing: nothing that is selected follows a region");
      }
    }
  }

  private List<String> resolveRegions(ServiceTagsFile file) {
    Set<String> resolved = new LinkedHashSet<>();
    boolean all = false;
    for (String region : regions) {
      if (region.strip().equalsIgnoreCase("all")) {
        all = true;
      } else {
        resolved.add(file.regionOf(Service.REGISTRY.tagName(), region.strip()));
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
