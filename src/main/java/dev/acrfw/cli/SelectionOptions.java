package dev.acrfw.cli;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.access.Purpose;
import dev.acrfw.access.RegistryName;
import dev.acrfw.access.WantedPurpose;
import dev.acrfw.ip.Family;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.rules.NamedTag;
import dev.acrfw.rules.Selection;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.value.NamedTagValue;
import dev.acrfw.value.PurposeValue;
import dev.acrfw.value.RegistryNameValue;
import dev.acrfw.value.TagNameValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is to be allowed: the same options on every command that takes a selection. */
final class SelectionOptions {
  /** The region that stands for the global tag. */
  static final String ALL = "all";

  /** What is selected where nothing says for what. */
  static final WantedPurpose PULL = new WantedPurpose(Purpose.PULL, WantedPurpose.DEFAULT_PORT);

  private final List<Argument<?>> own;
  final ServiceTagsOption serviceTags;
  final Argument<List<RegistryName>> registry;
  final Argument<List<String>> regions;
  final Argument<DataEndpoint> dataEndpoint;
  final Argument<List<WantedPurpose>> purposes;
  final Argument<List<String>> iotRegions;
  final Argument<List<String>> endpoints;
  final Argument<List<TagName>> allowMissingTags;
  final Argument<List<NamedTag>> tags;
  final Argument<FamilyChoice> family;

  enum FamilyChoice {
    IPV4,
    IPV6,
    BOTH
  }

  SelectionOptions(Arguments arguments) {
    arguments.under(Heading.SELECTION);
    int first = arguments.all().size();
    serviceTags = new ServiceTagsOption(arguments);
    registry =
        arguments.add(
            Option.values(
                    "-r,--registry",
                    "NAME",
                    "Names or login servers of registries. Without one, hosts are wildcards.",
                    new RegistryNameValue())
                .orVariable(RegistryNameValue.VARIABLE));
    regions =
        arguments.add(
            Option.texts(
                    "-l,--region,--location",
                    "REGION",
                    "Regions of the registry and all its replicas, in any spelling; all is the"
                        + " global tag, which is taken, with a warning, where nothing names any.")
                .suggesting(Suggestion.REGIONS)
                .orVariable("ACRFW_REGION"));
    dataEndpoint =
        arguments.add(
            Option.value(
                "--data-endpoint",
                "KIND",
                "Where layers come from: {}.",
                Choice.of(DataEndpoint.class),
                DataEndpoint.STORAGE));
    purposes =
        arguments.add(
            Option.values(
                "--for",
                "PURPOSE[:PORT]",
                "What for: " + PurposeValue.listed(),
                new PurposeValue()));
    iotRegions =
        arguments.add(
            Option.texts(
                    "--iot-region",
                    "REGION",
                    "Regions of the IoT hub; all is the global tag, which is taken, with a warning,"
                        + " where none is named.")
                .suggesting(Suggestion.IOT_REGIONS));
    endpoints =
        arguments.add(
            Option.texts(
                    "-e,--endpoints",
                    "FILE",
                    "What 'az acr show-endpoints' printed, a file for each registry; - is standard"
                        + " input. Gives registries, regions and kind of data endpoint.")
                .suggesting(Suggestion.FILES));
    allowMissingTags =
        arguments.add(
            Option.values(
                "--allow-missing-tag",
                "NAME",
                "Leave out this tag, with a warning, if the file lacks it.",
                new TagNameValue()));
    tags =
        arguments.add(
            Option.values(
                    "--tag",
                    "NAME[:PORT]",
                    "Another service tag as the file writes it, outbound; default port 443.",
                    new NamedTagValue())
                .suggesting(Suggestion.TAGS));
    family =
        arguments.add(
            Option.value(
                "--family", "FAMILY", "{}.", Choice.of(FamilyChoice.class), FamilyChoice.BOTH));
    arguments.under(Heading.OPTIONS);
    own = List.copyOf(arguments.all().subList(first, arguments.all().size()));
  }

  /** Returns whether any of these options was given on the command line. */
  boolean isGiven() {
    return own.stream().anyMatch(Argument::isGiven);
  }

  /** Returns whether any of these options but the file was given on the command line. */
  boolean selects() {
    return own.stream()
        .filter(argument -> !serviceTags.declares(argument.option()))
        .anyMatch(Argument::isGiven);
  }

  /** Returns whether an option of these means something for what is wanted; any other does. */
  boolean takes(Option<?> option) {
    List<WantedPurpose> wanted = SelectionResolver.wantedPurposes(this);
    if (option == regions.option()) {
      return SelectionResolver.narrows(wanted, KnownTag.Narrowing.REGISTRY_REGION);
    }
    if (option == iotRegions.option()) {
      return SelectionResolver.narrows(wanted, KnownTag.Narrowing.IOT_REGION);
    }
    if (option == dataEndpoint.option()) {
      return wanted.stream().anyMatch(each -> each.purpose().usesDataEndpoints());
    }
    boolean ofPurposes =
        option == registry.option()
            || option == endpoints.option()
            || option == allowMissingTags.option();
    return !ofPurposes || !wanted.isEmpty();
  }

  boolean familyGiven() {
    return family.isGiven();
  }

  Set<Family> families() {
    return switch (family.get()) {
      case IPV4 -> EnumSet.of(Family.IPV4);
      case IPV6 -> EnumSet.of(Family.IPV6);
      case BOTH -> EnumSet.allOf(Family.class);
    };
  }

  /** Reads the files and turns the options into what they mean in them. */
  Selection resolve(InputFiles files) throws IOException {
    return resolve(files, Optional.empty(), List.of(), UpdateGuard.none());
  }

  /**
   * Reads the files and turns the options into what they mean in them.
   *
   * @param name the file, for a command that has its own way to name it
   * @param earlier files that may still know a region or tag which the new one has lost
   * @param guard compares with them
   */
  Selection resolve(
      InputFiles files, Optional<String> name, List<ServiceTagsFile> earlier, UpdateGuard guard)
      throws IOException {
    return new SelectionResolver(this, files).resolve(name, earlier, guard);
  }

  /** Appends the options that make a selection, in one spelling and order. */
  void append(CanonicalCommand command, Selection selection) {
    AccessRequest access = selection.access();
    command.add(registry.option(), registry.option().texts(access.registryNames()));
    command.add(regions.option(), lowerCase(access.regions()));
    command.add(iotRegions.option(), lowerCase(access.iotRegions()));
    if (selection.regionsChosen() && access.regions().isEmpty()) {
      command.add(regions.option(), List.of(ALL));
    }
    if (selection.iotRegionsChosen() && access.iotRegions().isEmpty()) {
      command.add(iotRegions.option(), List.of(ALL));
    }
    if (access.dataEndpoint() != DataEndpoint.STORAGE) {
      command.add(dataEndpoint.option(), dataEndpoint.option().texts(access.dataEndpoint()));
    }
    if (!selection.namedTags().isEmpty()
        || access.purposes().size() != 1
        || access.purposes().get(0).purpose() != PULL.purpose()) {
      command.add(
          purposes.option(), access.purposes().stream().map(WantedPurpose::optionValue).toList());
    }
    command.add(allowMissingTags.option(), allowMissingTags.option().texts(allowMissingTags.get()));
    command.add(tags.option(), tags.option().texts(selection.namedTags()));
    if (selection.families().size() == 1) {
      command.add(family.option(), family.option().texts(family.get()));
    }
  }

  private static List<String> lowerCase(List<String> regions) {
    List<String> lower = new ArrayList<>();
    for (String region : regions) {
      lower.add(region.toLowerCase(Locale.ROOT));
    }
    return lower;
  }
}
