package dev.acrfw.rules;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How many addresses a plan opens, and what other choices would change about that. */
public final class Exposure {
  private final ServiceTagsFile file;
  private final AccessRequest access;
  private final Set<Family> families;
  private final Plan plan;

  /**
   * @param selection the selection that the plan was made for
   * @param plan the plan
   */
  public Exposure(Selection selection, Plan plan) {
    this.file = selection.file();
    this.access = selection.access();
    this.families = selection.families();
    this.plan = plan;
  }

  /** Returns the addresses of the tags of one endpoint of the plan. */
  public AddressSpace of(Endpoint endpoint) {
    return ofTags(endpoint.serviceTags());
  }

  /** Returns all addresses of the plan, each once. */
  public AddressSpace total() {
    return plan.rules().stream()
        .map(Rule::addresses)
        .reduce(AddressSpace.EMPTY, AddressSpace::union);
  }

  /**
   * Returns the addresses that could be closed if the registry had dedicated data endpoints and
   * blob storage were dropped; nothing when the plan opens no storage for a purpose.
   */
  public Optional<AddressSpace> savedByDedicated() {
    boolean opensStorage =
        plan.rules().stream().anyMatch(rule -> !rule.purposes().isEmpty() && isStorage(rule));
    if (!opensStorage
        || access.dataEndpoint() == DataEndpoint.DEDICATED
        || !access.purposesKeepingStorage().isEmpty()) {
      return Optional.empty();
    }
    AddressSpace saved = AddressSpace.EMPTY;
    for (Rule storage : plan.rules()) {
      if (isStorage(storage) && !storage.purposes().isEmpty()) {
        saved = saved.union(storage.addresses().difference(openedBesideStorage(storage)));
      }
    }
    return Optional.of(saved);
  }

  /** What other rules open on the same ports, in the same direction. */
  private AddressSpace openedBesideStorage(Rule storage) {
    AddressSpace.Builder opened = new AddressSpace.Builder();
    for (Rule rule : plan.rules()) {
      boolean stays = rule.purposes().isEmpty() || !isStorage(rule);
      if (stays
          && rule.direction() == storage.direction()
          && rule.ports().numbers().containsAll(storage.ports().numbers())) {
        opened.addAll(rule.addresses());
      }
    }
    return opened.build();
  }

  /**
   * Returns the addresses of the global tags that the chosen regions leave out; nothing when no
   * region was chosen.
   */
  public Optional<AddressSpace> outsideRegions() {
    if (access.regions().isEmpty()) {
      return Optional.empty();
    }
    AddressSpace outside = AddressSpace.EMPTY;
    for (KnownTag known : narrowedTags()) {
      outside = outside.union(ofTags(List.of(known.tag())));
    }
    return Optional.of(outside.difference(total()));
  }

  /**
   * Returns, for each tag that the chosen regions narrow, the addresses of the global tag that no
   * regional tag of the file holds: no choice of regions opens them. It needs the tags of all
   * regions, and is empty where one of them is damaged.
   */
  public Map<KnownTag, AddressSpace> inNoRegion() {
    try {
      return gaps();
    } catch (InvalidInputException e) {
      return Map.of();
    }
  }

  private Map<KnownTag, AddressSpace> gaps() {
    Map<KnownTag, AddressSpace> gaps = new EnumMap<>(KnownTag.class);
    for (KnownTag known : narrowedTags()) {
      List<TagName> regional = new ArrayList<>();
      for (ServiceTag tag : file.regionalTags(known.tag())) {
        regional.add(tag.name());
      }
      gaps.put(known, ofTags(List.of(known.tag())).difference(ofTags(regional)));
    }
    return gaps;
  }

  private List<KnownTag> narrowedTags() {
    List<KnownTag> tags = new ArrayList<>();
    for (KnownTag known : KnownTag.values()) {
      if (known.narrowing() == KnownTag.Narrowing.REGISTRY_REGION
          && !access.regions().isEmpty()
          && file.hasTag(known.tag())
          && isNeeded(known)) {
        tags.add(known);
      }
    }
    return tags;
  }

  /** A tag that has no address of the wanted families is needed all the same, without a rule. */
  private boolean isNeeded(KnownTag known) {
    return plan.endpoints().stream()
        .flatMap(endpoint -> endpoint.serviceTags().stream())
        .anyMatch(known::owns);
  }

  private static boolean isStorage(Rule rule) {
    return KnownTag.STORAGE.owns(rule.serviceTag().name());
  }

  private AddressSpace ofTags(List<TagName> tags) {
    AddressSpace.Builder space = new AddressSpace.Builder();
    for (TagName tag : tags) {
      space.addAll(file.addresses(file.tag(tag)).space());
    }
    return space.build().only(families);
  }
}
