package dev.acrfw.render.appliance;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.render.Installation;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.List;

/**
 * What one group of addresses holds, and what its rule is.
 *
 * @param name for example {@code acrfw_out_443}, of 30 characters at most: pf takes 31. Names of
 *     installations have no underscore, so no other one's begins like that
 * @param opening the direction, ports and addresses
 */
record AddressGroup(String name, Opening opening) {
  /** Returns the groups of a plan. */
  static List<AddressGroup> of(Plan plan, Installation installation) {
    List<AddressGroup> groups = new ArrayList<>();
    for (Opening opening : plan.openings()) {
      String name =
          prefix(installation)
              + opening.direction().shortName()
              + "_"
              + opening.ports().joined("_");
      groups.add(new AddressGroup(name, opening));
    }
    return groups;
  }

  /** Returns what the names of all groups of an installation begin with. */
  static String prefix(Installation installation) {
    return installation.name() + "_";
  }

  boolean outbound() {
    return opening.direction() == Direction.OUTBOUND;
  }

  AddressSpace addresses() {
    return opening.addresses();
  }

  PrefixSet of(Family family) {
    return opening.addresses().of(family);
  }

  /** Returns the name of the part that holds one family, for example {@code acrfw_out_443_ipv4}. */
  String name(Family family) {
    return name + "_" + family.lowerName();
  }
}
