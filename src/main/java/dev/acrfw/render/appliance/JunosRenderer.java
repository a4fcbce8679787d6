package dev.acrfw.render.appliance;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.util.List;

/**
 * A configuration group for Junos: prefix lists, and firewall filters whose terms accept them. The
 * group is replaced whole, and counts when it is committed.
 *
 * @see <a
 *     href="https://www.juniper.net/documentation/us/en/software/junos/cli-reference/topics/ref/statement/prefix-list-edit-policy-options.html">prefix-list</a>
 * @see <a
 *     href="https://www.juniper.net/documentation/us/en/software/junos/cli/topics/topic-map/junos-config-files-loading.html">load
 *     replace</a>
 */
public final class JunosRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<AddressGroup> groups = AddressGroup.of(plan, installation);
    Header.append(out, "#", Header.lines(plan, installation, usage(installation)));
    out.append("groups {\n    replace: ").append(installation.name()).append(" {\n");
    out.append("        policy-options {\n");
    for (AddressGroup group : groups) {
      for (Family family : Family.values()) {
        appendList(out, group, family);
      }
    }
    out.append("        }\n        firewall {\n");
    for (Family family : Family.values()) {
      if (groups.stream().anyMatch(group -> !group.of(family).isEmpty())) {
        out.append("            family ").append(family == Family.IPV4 ? "inet {\n" : "inet6 {\n");
        for (Direction direction : Direction.values()) {
          appendFilter(out, groups, family, direction, installation);
        }
        out.append("            }\n");
      }
    }
    out.append("        }\n    }\n}\napply-groups ").append(installation.name()).append(";\n");
  }

  private static void appendList(StringBuilder out, AddressGroup group, Family family) {
    if (!group.of(family).isEmpty()) {
      out.append("            prefix-list ").append(group.name(family)).append(" {\n");
      group
          .of(family)
          .forEachCidr(cidr -> out.append("                ").append(cidr).append(";\n"));
      out.append("            }\n");
    }
  }

  private static void appendFilter(
      StringBuilder out,
      List<AddressGroup> groups,
      Family family,
      Direction direction,
      Installation installation) {
    List<AddressGroup> own =
        groups.stream()
            .filter(
                group -> group.opening().direction() == direction && !group.of(family).isEmpty())
            .toList();
    if (own.isEmpty()) {
      return;
    }
    out.append("                filter ").append(AddressGroup.prefix(installation));
    out.append(direction.shortName()).append(" {\n");
    for (AddressGroup group : own) {
      out.append("                    term ").append(group.name()).append(" {\n");
      out.append("                        from {\n                            ");
      out.append(group.outbound() ? "destination" : "source").append("-prefix-list {\n");
      out.append("                                ").append(group.name(family)).append(";\n");
      out.append("                            }\n                            ");
      out.append(family == Family.IPV4 ? "protocol" : "next-header").append(" tcp;\n");
      out.append("                            destination-port [ ");
      out.append(group.opening().ports().joined(" ")).append(" ];\n                        }\n");
      out.append("                        then accept;\n                    }\n");
    }
    out.append("                }\n");
  }

  private static List<String> usage(Installation installation) {
    String name = installation.name();
    return new Usage()
        .apply("configure; load replace FILE; commit confirmed 5; see that all works; commit")
        .check("show configuration groups " + name + " | display set")
        .boot("nothing to do.")
        .undo("configure; delete groups " + name + "; delete apply-groups " + name + "; commit")
        .lines();
  }
}
