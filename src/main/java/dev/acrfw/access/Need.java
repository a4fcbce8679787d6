package dev.acrfw.access;

import java.util.List;

/**
 * One thing that a purpose needs.
 *
 * <p>In hosts, {@code {registry}} is the registry's label, {@code {login}}, {@code {blob}}, {@code
 * {iothub}} and {@code {provisioning}} are the cloud's suffixes, and {@code {region}} makes one
 * endpoint for each region.
 *
 * @param host the pattern of the name; null when the connection is inbound
 * @param ports the TCP ports; empty when the user says it
 * @param services the service tags that hold the addresses
 * @param dataEndpoint the kind of data endpoint that this is for; null for every kind
 * @param regionalEndpoint whether this is only for registries with regional endpoints
 */
record Need(
    String host,
    List<Integer> ports,
    List<Service> services,
    DataEndpoint dataEndpoint,
    boolean regionalEndpoint) {

  static Need outbound(String host, Integer... ports) {
    return new Need(host, List.of(ports), List.of(), null, false);
  }

  static Need inbound() {
    return new Need(null, List.of(), List.of(), null, false);
  }

  Need tags(Service... wanted) {
    return new Need(host, ports, List.of(wanted), dataEndpoint, regionalEndpoint);
  }

  Need onlyWith(DataEndpoint kind) {
    return new Need(host, ports, services, kind, regionalEndpoint);
  }

  Need onlyWithRegionalEndpoints() {
    return new Need(host, ports, services, dataEndpoint, true);
  }

  boolean appliesTo(AccessRequest request) {
    DataEndpoint kind = request.dataEndpoint();
    return (dataEndpoint == null || kind == DataEndpoint.BOTH || kind == dataEndpoint)
        && (!regionalEndpoint || request.regionalEndpoints());
  }
}
