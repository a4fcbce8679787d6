package dev.acrfw.render.appliance;

import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * An anchor for pf: a table for each direction and ports, and a rule that passes it.
 *
 * @see <a href="https://man.openbsd.org/pf.conf">pf.conf(5)</a>
 */
public final class PfRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<AddressGroup> groups = AddressGroup.of(plan, installation);
    Header.append(out, "#", Header.lines(plan, installation, usage(installation)));
    for (AddressGroup group : groups) {
      List<String> cidrs = new ArrayList<>();
      for (Family family : Family.values()) {
        cidrs.addAll(group.of(family).cidrs());
      }
      out.append("table <").append(group.name()).append("> const { \\\n  ");
      out.append(String.join(", \\\n  ", cidrs)).append(" }\n");
    }
    for (AddressGroup group : groups) {
      out.append("pass ").append(group.outbound() ? "out" : "in").append(" quick proto tcp ");
      out.append(
          group.outbound() ? "to <" + group.name() + ">" : "from <" + group.name() + "> to any");
      out.append(" port { ").append(group.opening().ports().joined(", ")).append(" }\n");
    }
  }

  private static List<String> usage(Installation installation) {
    String name = installation.name();
    return new Usage()
        .apply(
            "pfctl -n -f FILE && pfctl -a "
                + name
                + " -f FILE, as root; pf.conf has, before what blocks",
            "with 'quick', the line: anchor \"" + name + "\"")
        .check("pfctl -a " + name + " -s rules; pfctl -a " + name + " -s Tables")
        .boot("pf.conf has as well: load anchor \"" + name + "\" from \"/etc/" + name + ".pf\"")
        .undo("pfctl -a " + name + " -F all, and take the lines out of pf.conf.")
        .lines();
  }
}
