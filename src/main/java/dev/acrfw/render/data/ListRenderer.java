package dev.acrfw.render.data;

import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;

/** One CIDR a line, for threat feeds, external lists and other tools. */
public final class ListRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<Opening> openings = plan.openings();
    if (openings.size() > 1) {
      throw new UnsupportedException(
          "a list says nothing of directions and ports, and this selection has "
              + openings.size()
              + " different ones",
          "make one list for each");
    }
    Opening opening = openings.get(0);
    Header.append(out, "#", Header.lines(plan, installation, usage(opening)));
    for (Family family : Family.values()) {
      opening.addresses().of(family).forEachCidr(cidr -> out.append(cidr).append('\n'));
    }
  }

  private static List<String> usage(Opening opening) {
    return new Usage()
        .apply(
            "allow "
                + opening.direction().displayName()
                + " TCP, port "
                + opening.ports().joined(", ")
                + ", nothing else.")
        .check("count the lines that are not comments after the import.")
        .boot("the firewall that imports the list keeps it.")
        .undo("take the list out of the rule that refers to it.")
        .lines();
  }
}
