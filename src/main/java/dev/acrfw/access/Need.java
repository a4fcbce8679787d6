package dev.acrfw.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that a purpose needs.
 *
 * <p>In hosts, {@code {registry}} is the registry's label, {@code {login}}, {@code {blob}}, {@code
 * {iothub}} and {@code {provisioning}} are the cloud's suffixes, and {@code {region}} makes one
 * endpoint for each region.
 *
 * @param host the pattern of the name; nothing when the connection is inbound
 * @param ports the TCP ports; none when the user says which
 * @param tags the service tags that hold the addresses
 * @param dataEndpoints the kinds of data endpoint that this is for
 * @param regionalEndpoint whether this is only for registries with regional endpoints
 */
record Need(
    Optional<String> host,
    Ports ports,
    List<KnownTag> tags,
    Set<DataEndpoint> dataEndpoints,
    boolean regionalEndpoint) {

  private static final Set<DataEndpoint> EVERY_KIND = Set.of(DataEndpoint.values());

  static Need outbound(String host, Integer... ports) {
    return new Need(Optional.of(host), Ports.of(ports), List.of(), EVERY_KIND, false);
  }

  static Need inbound() {
    return new Need(Optional.empty(), Ports.of(), List.of(), EVERY_KIND, false);
  }

  Need tags(KnownTag... wanted) {
    return new Need(host, ports, List.of(wanted), dataEndpoints, regionalEndpoint);
  }

  Need onlyWith(DataEndpoint kind) {
    return new Need(host, ports, tags, Set.of(kind, DataEndpoint.BOTH), regionalEndpoint);
  }

  Need onlyWithRegionalEndpoints() {
    return new Need(host, ports, tags, dataEndpoints, true);
  }

  boolean dependsOnDataEndpoints() {
    return !dataEndpoints.equals(EVERY_KIND);
  }

  boolean appliesTo(AccessRequest request) {
    return dataEndpoints.contains(request.dataEndpoint())
        && (!regionalEndpoint || request.regionalEndpoints());
  }
}
