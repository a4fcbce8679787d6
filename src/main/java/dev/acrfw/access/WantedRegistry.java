package dev.acrfw.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A registry that is to be reached, or any.
 *
 * @param name the registry; empty for any
 * @param regions the suffixes of the regional tags of it and its replicas, for example {@code
 *     WestEurope}; empty for all
 * @param withoutDataEndpoint those of the regions that were seen to have no data endpoint
 * @param dedicatedIsOn whether it was seen to have dedicated data endpoints
 * @param regionalEndpoints whether it was seen to have regional endpoints
 */
public record WantedRegistry(
    Optional<RegistryName> name,
    List<String> regions,
    List<String> withoutDataEndpoint,
    boolean dedicatedIsOn,
    boolean regionalEndpoints) {

  /** Returns one of which nothing was seen. */
  public static WantedRegistry unseen(Optional<RegistryName> name, List<String> regions) {
    return new WantedRegistry(name, regions, List.of(), false, false);
  }

  /** Returns the same registry with one more region. */
  WantedRegistry withRegion(String region) {
    List<String> more = new ArrayList<>(regions);
    more.add(region);
    return new WantedRegistry(name, more, withoutDataEndpoint, dedicatedIsOn, regionalEndpoints);
  }

  /** Returns the label of its login server, or a wildcard. */
  String label() {
    return name.isPresent() ? name.get().label() : "*";
  }
}
