package dev.acrfw.rules;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Endpoint;
import dev.acrfw.access.Purpose;
import dev.acrfw.ip.AddressSpace;
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
   * @param ports the TCP ports, ascending
   * @param addresses the union of the rules' addresses
   */
  public record Opening(Direction direction, List<Integer> ports, AddressSpace addresses) {
    /** Returns the ports with a separator between them. */
    public String joinedPorts(String separator) {
      return join(ports, separator);
    }
  }

  /** Returns the ports with a separator between them. */
  public static String join(List<Integer> ports, String separator) {
    return String.join(separator, ports.stream().map(String::valueOf).toList());
  }

  /** Returns whether containers behind a bridge need the rules: an IoT Edge device runs modules. */
  public boolean forwards() {
    return rules.stream().anyMatch(rule -> rule.purposes().contains(Purpose.IOT_EDGE));
  }

  /** Returns the rules' addresses united by direction and ports, in the order of the rules. */
  public List<Opening> openings() {
    record Key(Direction direction, List<Integer> ports) {}
    Map<Key, AddressSpace> united = new LinkedHashMap<>();
    for (Rule rule : rules) {
      united.merge(new Key(rule.direction(), rule.ports()), rule.addresses(), AddressSpace::union);
    }
    List<Opening> openings = new ArrayList<>();
    united.forEach(
        (key, addresses) -> openings.add(new Opening(key.direction, key.ports, addresses)));
    return openings;
  }
}
