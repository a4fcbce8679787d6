package dev.acrfw.render;

import dev.acrfw.ip.Family;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;

/** One CIDR a line, for threat feeds, external lists and other tools. */
final class ListRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<Opening> openings = plan.openings();
    if (openings.size() > 1) {
      throw new UnsupportedPlanException(
          "a list says nothing of directions and ports, and this selection has "
              + openings.size()
              + " different ones\nmake one list for each");
    }
    Opening opening = openings.get(0);
    Header.append(out, "#", Header.lines(plan, installation, usage(opening)));
    for (Family family : Family.values()) {
      opening.addresses().of(family).forEachCidr(cidr -> out.append(cidr).append('\n'));
    }
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    throw new UnsupportedPlanException(
        "a list makes nothing by itself\ntake it out of the rule that refers to it");
  }

  private static List<String> usage(Opening opening) {
    String ports = opening.joinedPorts(", ");
    return List.of(
        "Apply: allow "
            + opening.direction().displayName()
            + " TCP, port "
            + ports
            + ", nothing else.",
        "Check: count the lines that are no comments after the import.",
        "Boot:  the firewall that imports the list keeps it.",
        "Undo:  take the list out of the rule that refers to it.");
  }
}
