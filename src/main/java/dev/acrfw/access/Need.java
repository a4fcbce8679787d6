package dev.acrfw.access;

import dev.acrfw.servicetags.Cloud;
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
 * @param cloud the only cloud that needs it; nothing for every cloud
 */
record Need(
    Optional<String> host,
    Ports ports,
    List<KnownTag> tags,
    Set<DataEndpoint> dataEndpoints,
    boolean regionalEndpoint,
    Optional<Cloud> cloud) {

  private static final Set<DataEndpoint> EVERY_KIND = Set.of(DataEndpoint.values());

  static Need outbound(String host, Integer... ports) {
    return new Need(
        Optional.of(host), Ports.of(ports), List.of(), EVERY_KIND, false, Optional.empty());
  }

  static Need inbound() {
    return new Need(Optional.empty(), Ports.of(), List.of(), EVERY_KIND, false, Optional.empty());
  }

  Need tags(KnownTag... wanted) {
    return new Need(host, ports, List.of(wanted), dataEndpoints, regionalEndpoint, cloud);
  }

  Need onlyWith(DataEndpoint kind) {
    return new Need(host, ports, tags, Set.of(kind, DataEndpoint.BOTH), regionalEndpoint, cloud);
  }

  Need onlyWithRegionalEndpoints() {
    return new Need(host, ports, tags, dataEndpoints, true, cloud);
  }

  Need onlyIn(Cloud wanted) {
    return new Need(host, ports, tags, dataEndpoints, regionalEndpoint, Optional.of(wanted));
  }

  boolean dependsOnDataEndpoints() {
    return !dataEndpoints.equals(EVERY_KIND);
  }

  boolean appliesTo(AccessRequest request) {
    return dataEndpoints.contains(request.dataEndpoint())
        && cloud.map(request.cloud()::equals).orElse(true);
  }
}
