package dev.acrfw.access;

import dev.acrfw.servicetags.TagName;
import java.util.List;
import java.util.Optional;

/**
 * Something that has to be reached, or that reaches in.
 *
 * @param host a DNS name, possibly with a wildcard; nothing when the connection is inbound
 * @param purposes the purposes that need it, without duplicates
 * @param ports the TCP ports
 * @param serviceTags the tags that hold its addresses; empty where the file has none of them
 */
public record Endpoint(
    Optional<String> host, List<Purpose> purposes, Ports ports, List<TagName> serviceTags) {

  /** Returns which side opens the connection. */
  public Direction direction() {
    return host.isPresent() ? Direction.OUTBOUND : Direction.INBOUND;
  }

  /** Returns the same endpoint with other tags. */
  public Endpoint withServiceTags(List<TagName> tags) {
    return new Endpoint(host, purposes, ports, tags);
  }
}
