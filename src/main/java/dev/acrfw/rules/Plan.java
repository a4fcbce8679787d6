package dev.acrfw.rules;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Ports;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that an output says: every format renders this.
 *
 * @param source the file that the addresses come from
 * @param endpoints what has to be reached; formats made of names render these
 * @param rules what is allowed; formats made of addresses or tags render these
 * @param warnings what is probably not as the user wants it, a line each
 * @param notes what else the user has to do or know, a line each
 */
public record Plan(
    Source source,
    List<Endpoint> endpoints,
    List<Rule> rules,
    List<String> warnings,
    List<String> notes) {

  /**
   * All addresses that are allowed in one direction on one list of ports.
   *
   * @param direction which side opens the connection
   * @param ports the TCP ports
   * @param addresses the union of the rules' addresses
   */
  public record Opening(Direction direction, Ports ports, AddressSpace addresses) {
    private boolean covers(Rule rule) {
      return direction == rule.direction() && ports.equals(rule.ports());
    }
  }

  /** Returns whether containers behind a bridge need some of the rules. */
  public boolean forwards() {
    for (Rule rule : rules) {
      for (Purpose purpose : rule.purposes()) {
        if (purpose.isOfContainers()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Returns the hosts of the endpoints by their ports, in the order of the endpoints.
   *
   * @throws dev.acrfw.failure.UsageException when the region of a host is not known
   */
  public Map<Ports, List<String>> hostNames() {
    Map<Ports, List<String>> names = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      endpoint
          .hostName()
          .ifPresent(
              host -> names.computeIfAbsent(endpoint.ports(), p -> new ArrayList<>()).add(host));
    }
    return names;
  }

  /** Returns the rules' addresses united by direction and ports, in the order of the rules. */
  public List<Opening> openings() {
    List<Opening> openings = new ArrayList<>();
    for (Rule rule : rules) {
      int same = 0;
      while (same < openings.size() && !openings.get(same).covers(rule)) {
        same++;
      }
      if (same == openings.size()) {
        openings.add(new Opening(rule.direction(), rule.ports(), rule.addresses()));
      } else {
        AddressSpace united = openings.get(same).addresses().union(rule.addresses());
        openings.set(same, new Opening(rule.direction(), rule.ports(), united));
      }
    }
    return openings;
  }

  /** Returns whether any rule holds addresses of a family. */
  public boolean opens(Family family) {
    for (Rule rule : rules) {
      if (!rule.addresses().of(family).isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
