package dev.acrfw.access;

import dev.acrfw.failure.UsageException;
import dev.acrfw.servicetags.TagName;
import java.util.List;
import java.util.Optional;

/**
 * Something that has to be reached, or that reaches in.
 *
 * @param direction which side opens the connection
 * @param host a DNS name, possibly with a wildcard; nothing when the connection is inbound, or
 *     where nothing published names the host
 * @param purposes the purposes that need it, without duplicates
 * @param ports the TCP ports
 * @param serviceTags the tags that hold its addresses; empty where the file has none of them
 */
public record Endpoint(
    Direction direction,
    Optional<String> host,
    List<Purpose> purposes,
    Ports ports,
    List<TagName> serviceTags) {

  /**
   * Returns the host as a firewall of names takes it: a {@code *} at its start only, if any;
   * nothing where there is no host.
   *
   * @throws UsageException when its region is not known
   */
  public Optional<String> hostName() {
    if (host.isPresent() && host.get().contains(".*.")) {
      throw new UsageException(
          "the name of a data endpoint holds its region: name the regions with --region");
    }
    return host;
  }

  /** Returns the same endpoint with other tags. */
  public Endpoint withServiceTags(List<TagName> tags) {
    return new Endpoint(direction, host, purposes, ports, tags);
  }
}
