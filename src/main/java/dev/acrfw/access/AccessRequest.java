package dev.acrfw.access;

import dev.acrfw.servicetags.Cloud;
import java.util.List;
import java.util.Optional;

/**
 * Which access is wanted, in the terms of the file.
 *
 * @param cloud the cloud of the file
 * @param registry the registry; empty for any
 * @param regions the suffixes of the regional tags, for example {@code WestEurope}; empty for the
 *     global tags
 * @param withoutDataEndpoint those of the regions that were seen to have no data endpoint
 * @param iotRegions the same for the tag of IoT Hub
 * @param dataEndpoint where the registry serves its layers from
 * @param dedicatedIsOn whether the registry was seen to have dedicated data endpoints
 * @param regionalEndpoints whether the registry has regional endpoints
 * @param purposes what is to be done; empty when only single tags are wanted
 */
public record AccessRequest(
    Cloud cloud,
    Optional<RegistryName> registry,
    List<String> regions,
    List<String> withoutDataEndpoint,
    List<String> iotRegions,
    DataEndpoint dataEndpoint,
    boolean dedicatedIsOn,
    boolean regionalEndpoints,
    List<WantedPurpose> purposes) {

  /** Returns the command that gives the registry dedicated data endpoints. */
  public String switchingCommand() {
    return "az acr update --name "
        + registry.map(RegistryName::name).orElse("NAME")
        + " --data-endpoint-enabled";
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
