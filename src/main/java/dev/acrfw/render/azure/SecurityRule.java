package dev.acrfw.render.azure;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Ports;
import dev.acrfw.ip.PrefixSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One rule of a network security group.
 *
 * @param name its name in the group
 * @param allow whether it allows or denies
 * @param direction which side opens the connection
 * @param protocol {@code Tcp} or {@code Udp}
 * @param ports the ports at the side that is connected to
 * @param peer what is at Azure's side
 * @param description what it is for
 */
record SecurityRule(
    String name,
    boolean allow,
    Direction direction,
    String protocol,
    Ports ports,
    Peer peer,
    String description) {

  /** What is at Azure's side: the field that takes a tag takes no prefixes. */
  sealed interface Peer {}

  /** A service tag. */
  record Tag(String name) implements Peer {}

  /** Prefixes of one family. */
  record Prefixes(PrefixSet set) implements Peer {}

  String directionName() {
    return direction == Direction.OUTBOUND ? "Outbound" : "Inbound";
  }

  /**
   * Returns the rule's properties by the names that ARM and Bicep give them: texts, lists of texts,
   * and a number.
   */
  Map<String, Object> properties(int priority) {
    boolean outbound = direction == Direction.OUTBOUND;
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("description", "acrfw: " + description);
    properties.put("access", allow ? "Allow" : "Deny");
    properties.put("direction", directionName());
    properties.put("priority", priority);
    properties.put("protocol", protocol);
    properties.put("sourcePortRange", "*");
    if (ports.isSingle()) {
      properties.put("destinationPortRange", ports.joined(""));
    } else {
      properties.put("destinationPortRanges", ports.texts());
    }
    String azureSide = outbound ? "destination" : "source";
    properties.put(outbound ? "sourceAddressPrefix" : "destinationAddressPrefix", "*");
    if (peer instanceof Prefixes prefixes) {
      properties.put(azureSide + "AddressPrefixes", prefixes.set().cidrs());
    } else if (peer instanceof Tag tag) {
      properties.put(azureSide + "AddressPrefix", tag.name());
    }
    return properties;
  }

  /** Returns the lowest priority that a rule of this kind gets. */
  int firstPriority(int firstOfAll) {
    return firstOfAll + (allow ? 0 : SecurityRules.ROOM_TO_ALLOW);
  }
}
