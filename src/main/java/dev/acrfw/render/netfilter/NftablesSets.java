package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The named sets of one installation, and which of them a plan fills.
 *
 * <p>A file cannot delete a set that it does not know the name of, so the names are a closed list,
 * whatever today's purposes need: an opening on other ports has its addresses in its rule.
 */
final class NftablesSets {
  /**
   * Direction and ports of every set that any version of acrfw has ever named. A version may add to
   * this list and never takes anything out of it, so that it can take away what earlier ones made.
   */
  static final List<String> EVER_NAMED = List.of("out_443", "out_443_5671_8883", "in_443");

  private final String name;
  private final List<Family> families;
  private final Map<String, PrefixSet> filled = new LinkedHashMap<>();

  /**
   * @param name the installation's name
   * @param families those that the table holds
   * @param openings what fills the sets; empty where everything is taken away
   */
  NftablesSets(String name, List<Family> families, List<Opening> openings) {
    this.name = name;
    this.families = families;
    List<String> all = all();
    for (Opening opening : openings) {
      for (Family family : Family.values()) {
        PrefixSet addresses = opening.addresses().of(family);
        if (all.contains(nameOf(opening, family)) && !addresses.isEmpty()) {
          filled.put(nameOf(opening, family), addresses);
        }
      }
    }
  }

  /** Returns the names of all sets that may be there. */
  List<String> all() {
    List<String> sets = new ArrayList<>();
    for (Family family : families) {
      for (String ports : EVER_NAMED) {
        sets.add(name + "_" + ports + suffix(family));
      }
    }
    return sets;
  }

  /** Returns whether the plan puts addresses into a set. */
  boolean isFilled(String set) {
    return filled.containsKey(set);
  }

  /** Appends the sets with their addresses. */
  void fill(StringBuilder out) {
    for (Map.Entry<String, PrefixSet> set : filled.entrySet()) {
      out.append("\tset ").append(set.getKey()).append(" {\n\t\ttype ").append(type(set.getKey()));
      out.append("\n\t\tflags interval\n\t\telements = {\n");
      set.getValue().forEachCidr(cidr -> out.append("\t\t\t").append(cidr).append(",\n"));
      out.append("\t\t}\n\t}\n");
    }
  }

  /** Returns the type of a set's elements. */
  static String type(String set) {
    return set.endsWith(suffix(Family.IPV4)) ? "ipv4_addr" : "ipv6_addr";
  }

  /** Appends the rules that accept an opening, one a family. */
  void appendAccepting(StringBuilder out, Opening opening, PortMatch portMatch) {
    String side = opening.direction() == Direction.OUTBOUND ? "daddr " : "saddr ";
    String ports = opening.ports().joined(", ");
    for (Family family : Family.values()) {
      PrefixSet addresses = opening.addresses().of(family);
      if (!addresses.isEmpty()) {
        out.append(family == Family.IPV4 ? "\t\tip " : "\t\tip6 ").append(side);
        if (isFilled(nameOf(opening, family))) {
          out.append('@').append(nameOf(opening, family));
        } else {
          out.append("{\n");
          addresses.forEachCidr(cidr -> out.append("\t\t\t").append(cidr).append(",\n"));
          out.append("\t\t}");
        }
        String match = opening.ports().isSingle() ? ports : "{ " + ports + " }";
        out.append(portMatch.nftables("tcp", match));
        out.append(" counter accept\n");
      }
    }
  }

  private String nameOf(Opening opening, Family family) {
    return name
        + "_"
        + opening.direction().shortName()
        + "_"
        + opening.ports().joined("_")
        + suffix(family);
  }

  private static String suffix(Family family) {
    return family == Family.IPV4 ? "_v4" : "_v6";
  }
}
