package dev.acrfw.access;

import dev.acrfw.servicetags.Cloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which access is wanted, in the terms of the file.
 *
 * @param cloud the cloud of the file
 * @param registries the registries, at least one
 * @param regions the regions of all of them; empty for the global tags
 * @param iotRegions the same for the tag of IoT Hub
 * @param dataEndpoint where the registries serve their layers from
 * @param purposes what is to be done; empty when only single tags are wanted
 */
public record AccessRequest(
    Cloud cloud,
    List<WantedRegistry> registries,
    List<String> regions,
    List<String> iotRegions,
    DataEndpoint dataEndpoint,
    List<WantedPurpose> purposes) {

  /** Returns the DNS suffix of login servers; nothing where neither cloud nor registry tells it. */
  public Optional<String> loginSuffix() {
    Optional<String> suffix = cloud.loginSuffix();
    for (RegistryName registry : registryNames()) {
      suffix = suffix.isPresent() ? suffix : registry.loginSuffix();
    }
    return suffix;
  }

  /** Returns the names of the registries; none when any will do. */
  public List<RegistryName> registryNames() {
    List<RegistryName> names = new ArrayList<>();
    for (WantedRegistry registry : registries) {
      if (registry.name().isPresent()) {
        names.add(registry.name().get());
      }
    }
    return names;
  }

  /** Returns the names of the purposes that need blob storage whatever the data endpoints. */
  public List<String> purposesKeepingStorage() {
    List<String> names = new ArrayList<>();
    for (WantedPurpose wanted : purposes) {
      if (wanted.purpose().alwaysNeedsStorage()) {
        names.add(wanted.purpose().displayName());
      }
    }
    return names;
  }

  /** Returns whether all registries were seen to have dedicated data endpoints. */
  public boolean dedicatedIsOn() {
    for (WantedRegistry registry : registries) {
      if (!registry.dedicatedIsOn()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the commands, each in quotes, that give dedicated data endpoints to the registries that
   * were not seen to have them.
   */
  public String switchingCommands() {
    StringBuilder commands = new StringBuilder();
    for (WantedRegistry registry : registries) {
      if (!registry.dedicatedIsOn()) {
        commands
            .append(commands.isEmpty() ? "'" : ", '")
            .append("az acr update --name ")
            .append(registry.name().map(RegistryName::name).orElse("NAME"))
            .append(" --data-endpoint-enabled'");
      }
    }
    return commands.toString();
  }

  /** Returns the same request with one more region of what narrows a tag. */
  public AccessRequest withRegion(KnownTag tag, String region) {
    List<String> more = new ArrayList<>(regionsOf(tag));
    more.add(region);
    if (tag.narrowing() == KnownTag.Narrowing.IOT_REGION) {
      return new AccessRequest(cloud, registries, regions, more, dataEndpoint, purposes);
    }
    List<WantedRegistry> wider = new ArrayList<>();
    for (WantedRegistry registry : registries) {
      wider.add(registry.withRegion(region));
    }
    return new AccessRequest(cloud, wider, more, iotRegions, dataEndpoint, purposes);
  }

  /** Returns the same request for registries that serve layers from another place. */
  public AccessRequest withDataEndpoint(DataEndpoint other) {
    return new AccessRequest(cloud, registries, regions, iotRegions, other, purposes);
  }

  /** Returns the same request with one more purpose. */
  public AccessRequest withPurpose(WantedPurpose purpose) {
    List<WantedPurpose> more = new ArrayList<>(purposes);
    more.add(purpose);
    return new AccessRequest(cloud, registries, regions, iotRegions, dataEndpoint, more);
  }

  /** Returns the regions that narrow a tag; empty for the global one. */
  public List<String> regionsOf(KnownTag tag) {
    return switch (tag.narrowing()) {
      case REGISTRY_REGION -> regions;
      case IOT_REGION -> iotRegions;
      case NEVER -> List.of();
    };
  }
}
