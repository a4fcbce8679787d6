package dev.acrfw.render.aerleon;

import dev.acrfw.access.Direction;
import dev.acrfw.access.Ports;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.ip.Family;
import dev.acrfw.render.FolderText;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import dev.acrfw.servicetags.TagName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Networks, services and an include of terms, so that a policy of the user's own has one line of
 * acrfw's, and aerleon's generators can be used.
 *
 * @see <a href="https://aerleon.readthedocs.io/en/latest/">aerleon: definitions, policies,
 *     includes</a>
 */
public final class AerleonRenderer implements Renderer {
  /** The path of the definitions; NAME is the installation's. */
  public static final String DEFINITIONS = "definitions/NAME.yaml";

  /** How much an output takes. */
  public static final String LIMITS = "one direction";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<Rule> rules = plan.rules();
    Direction direction = rules.get(0).direction();
    if (rules.stream().anyMatch(rule -> rule.direction() != direction)) {
      throw new UnsupportedException(
          "an include goes into a filter of one direction, and this selection has both",
          "make one for each, under two names: --name");
    }
    String name = installation.name();
    String include = "includes/" + name + ".yaml";
    List<String> header = Header.lines(plan, installation, usage(include));
    Map<TagName, String> networks = networks(rules, name);

    FolderText.begin(out, DEFINITIONS.replace("NAME", name));
    Header.append(out, "#", header);
    appendNetworks(out, rules, networks);
    appendServices(out, rules, name);

    FolderText.begin(out, "policies/" + include);
    Header.append(out, "#", header);
    appendTerms(out, rules, networks, name);
  }

  private static void appendNetworks(
      StringBuilder out, List<Rule> rules, Map<TagName, String> networks) {
    out.append("networks:\n");
    Set<TagName> defined = new HashSet<>();
    for (Rule rule : rules) {
      TagName tag = rule.serviceTag().name();
      if (defined.add(tag)) {
        out.append("  ").append(networks.get(tag)).append(":\n    values:\n");
        for (Family family : Family.values()) {
          rule.addresses()
              .of(family)
              .forEachCidr(cidr -> out.append("      - address: ").append(cidr).append('\n'));
        }
      }
    }
  }

  private static void appendServices(StringBuilder out, List<Rule> rules, String name) {
    out.append("services:\n");
    Set<Ports> defined = new HashSet<>();
    for (Rule rule : rules) {
      if (defined.add(rule.ports())) {
        out.append("  ").append(service(name, rule.ports())).append(":\n");
        for (int port : rule.ports().numbers()) {
          out.append("    - protocol: tcp\n      port: ").append(port).append('\n');
        }
      }
    }
  }

  private static void appendTerms(
      StringBuilder out, List<Rule> rules, Map<TagName, String> networks, String name) {
    out.append("terms:\n");
    int number = 0;
    for (Rule rule : rules) {
      number++;
      TagName tag = rule.serviceTag().name();
      String peer = rule.direction() == Direction.OUTBOUND ? "destination" : "source";
      out.append("  - name: ").append(name).append('-').append(rule.direction().shortName());
      out.append('-').append(number).append("\n    comment: \"").append(tag).append("\"\n    ");
      out.append(peer).append("-address: ").append(networks.get(tag));
      out.append("\n    destination-port: ").append(service(name, rule.ports()));
      out.append("\n    protocol: tcp\n    action: accept\n");
    }
  }

  /** Returns a name for each tag; two tags that differ in punctuation only get different ones. */
  private static Map<TagName, String> networks(List<Rule> rules, String name) {
    Map<TagName, String> networks = new LinkedHashMap<>();
    for (Rule rule : rules) {
      TagName tag = rule.serviceTag().name();
      String token = token(name + "_" + tag);
      while (!networks.containsKey(tag) && networks.containsValue(token)) {
        token += "_";
      }
      networks.putIfAbsent(tag, token);
    }
    return networks;
  }

  private static String service(String name, Ports ports) {
    return token(name + "_TCP_" + ports.joined("_"));
  }

  /** aerleon's own definitions are written so. */
  private static String token(String name) {
    return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  private static List<String> usage(String include) {
    return new Usage()
        .apply(
            "put '- include: " + include + "' among the terms of a filter of yours, before those",
            "that deny, and run aclgen.")
        .check("what aclgen wrote has these addresses, in each family that its target handles.")
        .boot("the device that gets aclgen's output keeps it.")
        .undo("take the include out of the policy, and delete the two files.")
        .lines();
  }
}
