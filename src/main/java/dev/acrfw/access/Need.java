package dev.acrfw.access;

import dev.acrfw.servicetags.Cloud;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a purpose needs.
 *
 * <p>In hosts, {@code {registry}} is the registry's label, {@code {login}}, {@code {blob}}, {@code
 * {iothub}} and {@code {provisioning}} are the cloud's suffixes, {@code {resourcemanager}} is its
 * Azure Resource Manager, and {@code {region}} makes one endpoint for each region.
 *
 * @param direction which side opens the connection
 * @param host the pattern of the name; nothing when there is none
 * @param ports the TCP ports; none when the user says which
 * @param tags the service tags that hold the addresses
 * @param dataEndpoints the kinds of data endpoint that this is for
 * @param regionalEndpoint whether this is only for registries with regional endpoints
 * @param cloud the only cloud that needs it; nothing for every cloud
 */
record Need(
    Direction direction,
    Optional<String> host,
    Ports ports,
    List<KnownTag> tags,
    Set<DataEndpoint> dataEndpoints,
    boolean regionalEndpoint,
    Optional<Cloud> cloud) {

  private static final Set<DataEndpoint> EVERY_KIND = Set.of(DataEndpoint.values());

  static Need outbound(String host, Integer... ports) {
    return to(Direction.OUTBOUND, Optional.of(host), ports);
  }

  /** Something whose host names no article gives. */
  static Need outboundWithoutName(Integer... ports) {
    return to(Direction.OUTBOUND, Optional.empty(), ports);
  }

  static Need inbound() {
    return to(Direction.INBOUND, Optional.empty());
  }

  private static Need to(Direction direction, Optional<String> host, Integer... ports) {
    return new Need(
        direction, host, Ports.of(ports), List.of(), EVERY_KIND, false, Optional.empty());
  }

  Need tags(KnownTag... wanted) {
    return new Need(
        direction, host, ports, List.of(wanted), dataEndpoints, regionalEndpoint, cloud);
  }

  Need onlyWith(DataEndpoint kind) {
    return new Need(
        direction, host, ports, tags, Set.of(kind, DataEndpoint.BOTH), regionalEndpoint, cloud);
  }

  Need onlyWithRegionalEndpoints() {
    return new Need(direction, host, ports, tags, dataEndpoints, true, cloud);
  }

  Need onlyIn(Cloud wanted) {
    return new Need(
        direction, host, ports, tags, dataEndpoints, regionalEndpoint, Optional.of(wanted));
  }

  boolean dependsOnDataEndpoints() {
    return !dataEndpoints.equals(EVERY_KIND);
  }

  boolean isDataEndpoint() {
    return host.isPresent() && host.get().contains("{region}.data.");
  }

  boolean isNarrowedBy(KnownTag.Narrowing narrowing) {
    for (KnownTag tag : tags) {
      if (tag.narrowing() == narrowing) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether each registry has such a host of its own. */
  boolean isOfRegistry() {
    return host.isPresent() && host.get().contains("{registry}");
  }

  boolean appliesTo(AccessRequest request) {
    return dataEndpoints.contains(request.dataEndpoint())
        && (cloud.isEmpty() || cloud.get().equals(request.cloud()));
  }
}
