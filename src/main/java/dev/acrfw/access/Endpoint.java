package dev.acrfw.access;

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

  /** Returns the same endpoint with other tags. */
  public Endpoint withServiceTags(List<TagName> tags) {
    return new Endpoint(direction, host, purposes, ports, tags);
  }
}
