package dev.acrfw.rules;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Ports;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.servicetags.ServiceTag;
import java.util.List;

/**
 * One allow-rule: TCP connections to (or from) the addresses of one service tag.
 *
 * @param purposes what it is for; empty for a tag that was named by itself
 * @param direction which side opens the connection
 * @param ports the TCP ports at the side that is connected to
 * @param serviceTag the tag
 * @param hosts the endpoints that are behind it; empty for inbound rules and named tags
 * @param beyondHosts whether it is also for what no host stands for: a tag that was named, or
 *     something whose host nothing published names
 * @param addresses the addresses that it allows, in the wanted families; never empty
 */
public record Rule(
    List<Purpose> purposes,
    Direction direction,
    Ports ports,
    ServiceTag serviceTag,
    List<String> hosts,
    boolean beyondHosts,
    AddressSpace addresses) {

  /**
   * Returns the rule's name, for example {@code acrfw-out-443-Storage.WestEurope}.
   *
   * @param name the name of the installation
   */
  public String name(String name) {
    return name + "-" + direction.shortName() + "-" + ports.joined("-") + "-" + serviceTag.name();
  }
}
