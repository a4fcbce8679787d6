package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import dev.acrfw.text.ShScript;
import java.util.ArrayList;
import java.util.List;

/**
 * A POSIX sh script that gives firewalld ipsets and a policy for each hook, which come before the
 * zones and before policies of the usual priority.
 *
 * @see <a
 *     href="https://firewalld.org/documentation/man-pages/firewalld.policy.html">firewalld.policy(5)</a>
 * @see <a
 *     href="https://firewalld.org/documentation/man-pages/firewalld.ipset.html">firewalld.ipset(5)</a>
 */
public final class FirewalldRenderer implements Renderer {
  /** Policies of a negative priority come before rules of zones; the user's own may come first. */
  private static final int PRIORITY = -100;

  /** The kernel's own default is 65,536. */
  private static final int MAX_ELEMENTS = 262_144;

  /** How much an output takes. */
  public static final String LIMITS = "firewalld 1.0 or later";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    ShScript script = new ShScript(out, "apply_policy");
    List<String> usage =
        new ArrayList<>(
            new Usage()
                .apply("sh FILE, as root; it writes to /etc/firewalld and reloads firewalld.")
                .check(
                    "firewall-cmd --info-policy="
                        + policy(hooks.hooks().iterator().next(), installation))
                .boot("nothing to do; firewalld reads its files when it starts.")
                .undoByRemoval()
                .lines());
    usage.addAll(hooks.portsNote());
    Header.append(out, "#", Header.lines(plan, installation, usage));
    begin(script, out, installation);
    List<Opening> openings = hooks.openings();
    for (Opening opening : openings) {
      for (Family family : Family.values()) {
        appendSet(out, openings, opening, family, installation);
      }
    }
    for (Hook hook : hooks.hooks()) {
      appendPolicy(out, openings, hook, installation);
    }
    out.append("replace\n");
    script.end();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    ShScript script = new ShScript(out, "apply_policy");
    List<String> usage =
        new Usage().apply("sh FILE, as root.").check("firewall-cmd --get-policies").lines();
    Header.append(out, "#", Header.removal(installation, usage));
    begin(script, out, installation);
    out.append("replace\n");
    script.end();
  }

  private static void begin(ShScript script, StringBuilder out, Installation installation) {
    script.stopAtFailures("PATH=$PATH:/usr/sbin:/sbin", "name=" + installation.name());
    out.append(NetfilterFunctions.ONE_AT_A_TIME).append(FirewalldFunctions.ALL);
  }

  private static void appendSet(
      StringBuilder out,
      List<Opening> openings,
      Opening opening,
      Family family,
      Installation installation) {
    if (opening.addresses().of(family).isEmpty()) {
      return;
    }
    out.append("cat >\"$new/ipsets/").append(set(openings, opening, family, installation));
    out.append(
        ".xml\" <<'XML'\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<ipset type=\"hash:net\">\n");
    out.append("  <option name=\"family\" value=\"");
    out.append(family == Family.IPV4 ? "inet" : "inet6").append("\"/>\n");
    out.append("  <option name=\"maxelem\" value=\"").append(MAX_ELEMENTS).append("\"/>\n");
    opening
        .addresses()
        .of(family)
        .forEachCidr(cidr -> out.append("  <entry>").append(cidr).append("</entry>\n"));
    out.append("</ipset>\nXML\n");
  }

  private static void appendPolicy(
      StringBuilder out, List<Opening> openings, Hook hook, Installation installation) {
    out.append("cat >\"$new/policies/").append(policy(hook, installation));
    out.append(".xml\" <<'XML'\n<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<policy priority=\"");
    out.append(PRIORITY).append("\" target=\"CONTINUE\">\n  <ingress-zone name=\"");
    out.append(hook == Hook.OUTPUT ? "HOST" : "ANY").append("\"/>\n  <egress-zone name=\"");
    out.append(hook == Hook.INPUT ? "HOST" : "ANY").append("\"/>\n");
    for (Opening opening : openings) {
      for (Family family : Family.values()) {
        if (hook.serves(opening.direction()) && !opening.addresses().of(family).isEmpty()) {
          for (int port : opening.ports().numbers()) {
            out.append("  <rule family=\"");
            out.append(family.lowerName()).append("\">\n    <");
            out.append(opening.direction() == Direction.OUTBOUND ? "destination" : "source");
            out.append(" ipset=\"").append(set(openings, opening, family, installation));
            out.append("\"/>\n    <port port=\"").append(port);
            out.append("\" protocol=\"tcp\"/>\n    <accept/>\n  </rule>\n");
          }
        }
      }
    }
    out.append("</policy>\nXML\n");
  }

  /** A name of an ipset takes 31 characters, so it has a number in place of the ports. */
  private static String set(
      List<Opening> openings, Opening opening, Family family, Installation installation) {
    int number = openings.indexOf(opening) + 1;
    String version = family == Family.IPV4 ? "v4" : "v6";
    return installation.name()
        + "_"
        + opening.direction().shortName()
        + "_"
        + number
        + "_"
        + version;
  }

  /** A name of a policy takes 18 characters. */
  private static String policy(Hook hook, Installation installation) {
    return installation.name()
        + "_"
        + switch (hook) {
          case OUTPUT -> "out";
          case FORWARD -> "fwd";
          case INPUT -> "in";
        };
  }
}
