package dev.acrfw.rules;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Service;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.ip.PrefixSetBuilder;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
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
   * @param file the file that the plan was made from
   * @param access the access that the plan was made for
   * @param families the address families of the plan
   * @param plan the plan
   */
  public Exposure(ServiceTagsFile file, AccessRequest access, Set<Family> families, Plan plan) {
    this.file = file;
    this.access = access;
    this.families = families;
    this.plan = plan;
  }

  /** Returns the addresses behind one endpoint of the plan. */
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
    if (!opensStorage || access.dataEndpoint() == DataEndpoint.DEDICATED) {
      return Optional.empty();
    }
    AddressSpace kept =
        plan.rules().stream()
            .filter(rule -> rule.purposes().isEmpty() || !isStorage(rule))
            .map(Rule::addresses)
            .reduce(AddressSpace.EMPTY, AddressSpace::union);
    return Optional.of(total().difference(kept));
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
    for (Service service : narrowedServices()) {
      outside = outside.union(ofTags(List.of(service.tagName())));
    }
    return Optional.of(outside.difference(total()));
  }

  /**
   * Returns, for each service that the chosen regions narrow, the addresses of its global tag that
   * no regional tag of the file holds: no choice of regions opens them.
   */
  public Map<Service, AddressSpace> inNoRegion() {
    Map<Service, AddressSpace> gaps = new EnumMap<>(Service.class);
    for (Service service : narrowedServices()) {
      List<String> regional = new ArrayList<>();
      for (ServiceTag tag : file.regionalTags(service.tagName())) {
        regional.add(tag.name());
      }
      gaps.put(service, ofTags(List.of(service.tagName())).difference(ofTags(regional)));
    }
    return gaps;
  }

  private List<Service> narrowedServices() {
    List<Service> services = new ArrayList<>();
    for (Service service : Service.values()) {
      if (service.narrowing() == Service.Narrowing.REGISTRY_REGION
          && !access.regions().isEmpty()
          && file.hasTag(service.tagName())
          && opens(service)) {
        services.add(service);
      }
    }
    return services;
  }

  private boolean opens(Service service) {
    for (Rule rule : plan.rules()) {
      if (service.owns(rule.serviceTag().name())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStorage(Rule rule) {
    return Service.STORAGE.owns(rule.serviceTag().name());
  }

  private AddressSpace ofTags(List<String> tags) {
    PrefixSetBuilder ipv4 = new PrefixSetBuilder(Family.IPV4);
    PrefixSetBuilder ipv6 = new PrefixSetBuilder(Family.IPV6);
    for (String tag : tags) {
      AddressSpace addresses = file.addresses(file.tag(tag));
      ipv4.addAll(addresses.ipv4());
      ipv6.addAll(addresses.ipv6());
    }
    return new AddressSpace(wanted(ipv4.build()), wanted(ipv6.build()));
  }

  private PrefixSet wanted(PrefixSet set) {
    return families.contains(set.family()) ? set : PrefixSet.empty(set.family());
  }
}
