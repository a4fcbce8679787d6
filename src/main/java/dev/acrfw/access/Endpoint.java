package dev.acrfw.access;

import java.util.List;

/**
 * Something that has to be reached, or that reaches in.
 *
 * @param host a DNS name, possibly with a wildcard; null when the connection is inbound
 * @param purposes the purposes that need it, without duplicates
 * @param direction which side opens the connection
 * @param ports the TCP ports, ascending
 * @param serviceTags the tags that hold its addresses
 */
public record Endpoint(
    String host,
    List<Purpose> purposes,
    Direction direction,
    List<Integer> ports,
    List<String> serviceTags) {

  /** Returns the same endpoint behind other tags. */
  public Endpoint withServiceTags(List<String> tags) {
    return new Endpoint(host, purposes, direction, ports, tags);
  }
}
