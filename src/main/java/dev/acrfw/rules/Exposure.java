package dev.acrfw.rules;

import dev.acrfw.access.AccessRequest;
import dev.acrfw.access.DataEndpoint;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Service;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.util.List;
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
        plan.rules().stream()
            .anyMatch(rule -> !rule.purposes().isEmpty() && isTagOf(Service.STORAGE, rule));
    if (!opensStorage || access.dataEndpoint() == DataEndpoint.DEDICATED) {
      return Optional.empty();
    }
    AddressSpace kept =
        plan.rules().stream()
            .filter(rule -> rule.purposes().isEmpty() || !isTagOf(Service.STORAGE, rule))
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
    List<String> globalTags =
        List.of(Service.values()).stream()
            .filter(Service::followsRegion)
            .filter(service -> plan.rules().stream().anyMatch(rule -> isTagOf(service, rule)))
            .map(Service::tagName)
            .toList();
    return Optional.of(ofTags(globalTags).difference(total()));
  }

  private static boolean isTagOf(Service service, Rule rule) {
    String tag = rule.serviceTag().name();
    return tag.equals(service.tagName()) || tag.startsWith(service.tagName() + ".");
  }

  private AddressSpace ofTags(List<String> tags) {
    AddressSpace all =
        tags.stream()
            .map(tag -> file.addresses(file.tag(tag)))
            .reduce(AddressSpace.EMPTY, AddressSpace::union);
    return new AddressSpace(wanted(all.ipv4()), wanted(all.ipv6()));
  }

  private PrefixSet wanted(PrefixSet set) {
    return families.contains(set.family()) ? set : PrefixSet.empty(set.family());
  }
}
