package dev.acrfw.render.appliance;

import dev.acrfw.ip.Family;
import dev.acrfw.option.Option;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Commands for Cisco ASA: an object group for each direction and ports, and entries of an access
 * list that refer to it.
 *
 * <p>A group that is in use can neither be deleted nor emptied, so a second one stands in for it
 * meanwhile, and at no moment is there no entry.
 *
 * @see <a
 *     href="https://www.cisco.com/c/en/us/td/docs/security/asa/asa-cli-reference/I-R/asa-command-ref-I-R/n-commands.html">network-object</a>
 * @see <a
 *     href="https://www.cisco.com/c/en/us/td/docs/security/asa/asa-cli-reference/A-H/asa-command-ref-A-H/aa-ac-commands.html">access-list
 *     extended</a>
 */
public final class CiscoAsaRenderer implements Renderer {
  /** The access list that gets the entries. */
  public static final Option<String> ACL =
      Option.shaped(
          "--cisco-asa-acl",
          "ACL",
          "The access list that gets the entries, as its first ones. Default: one named after --name.",
          "[A-Za-z][A-Za-z0-9._-]{0,63}",
          "the name of an access list",
          "");

  private static final String NEXT = "_next";
  private static final String SIGN = "!";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<AddressGroup> groups = AddressGroup.of(plan, installation);
    Set<String> gone = EarlierGroups.gone(installation, groups, SIGN);
    String acl = installation.options().find(ACL).orElse(installation.name());
    List<String> header =
        new ArrayList<>(Header.lines(plan, installation, usage(acl, installation)));
    header.add("");
    header.addAll(EarlierGroups.lines(groups, gone));
    Header.append(out, SIGN, header);
    for (AddressGroup group : groups) {
      String next = group.name() + NEXT;
      appendGroup(out, group, next);
      appendEntries(out, "access-list " + acl + " line 1", group, next);
      appendEntries(out, "no access-list " + acl, group, group.name());
      out.append("no object-group network ").append(group.name()).append('\n');
      appendGroup(out, group, group.name());
      appendEntries(out, "access-list " + acl + " line 1", group, group.name());
      appendEntries(out, "no access-list " + acl, group, next);
      out.append("no object-group network ").append(next).append('\n');
    }
    for (String name : gone) {
      appendRemoval(out, acl, name);
    }
    out.append(SIGN).append("\n! To remove all of it:\n");
    for (AddressGroup group : groups) {
      StringBuilder removal = new StringBuilder();
      appendRemoval(removal, acl, group.name());
      removal.toString().lines().forEach(line -> out.append("!   ").append(line).append('\n'));
    }
  }

  private static void appendGroup(StringBuilder out, AddressGroup group, String name) {
    out.append("object-group network ").append(name).append('\n');
    for (Family family : Family.values()) {
      for (String cidr : group.of(family).cidrs()) {
        out.append(" network-object ").append(object(cidr, family)).append('\n');
      }
    }
  }

  /** IPv4 has dotted masks here, IPv6 lengths, and a single address of either is a host. */
  private static String object(String cidr, Family family) {
    int slash = cidr.indexOf('/');
    String address = cidr.substring(0, slash);
    int length = Integer.parseInt(cidr.substring(slash + 1));
    if (length == family.bits()) {
      return "host " + address;
    }
    return family == Family.IPV6 ? cidr : address + " " + DottedMask.of(cidr);
  }

  private static void appendEntries(
      StringBuilder out, String before, AddressGroup group, String name) {
    for (int port : group.opening().ports().numbers()) {
      appendEntry(out, before, group.outbound(), name, port);
    }
  }

  private static void appendEntry(
      StringBuilder out, String before, boolean outbound, String name, int port) {
    String group = " object-group " + name;
    out.append(before)
        .append(" extended permit tcp")
        .append(outbound ? " any" + group : group + " any");
    out.append(" eq ").append(port).append('\n');
  }

  /** The name says the direction and the ports. */
  private static void appendRemoval(StringBuilder out, String acl, String name) {
    String[] words = name.split("_");
    for (int i = 2; i < words.length; i++) {
      appendEntry(
          out, "no access-list " + acl, words[1].equals("out"), name, Integer.parseInt(words[i]));
    }
    out.append("no object-group network ").append(name).append('\n');
  }

  private static List<String> usage(String acl, Installation installation) {
    List<String> lines =
        new ArrayList<>(
            new Usage()
                .apply(
                    "copy /noconfirm FILE running-config; messages that something to be removed does not",
                    "exist are expected. Then: write memory")
                .check("show object-group id " + installation.name() + "_out_443")
                .boot("nothing to do after write memory.")
                .undo("the commands at the end of this file.")
                .lines());
    if (!installation.options().isGiven(ACL)) {
      lines.add(
          "ACL:   "
              + acl
              + " counts once it is bound with access-group; one that is bound already takes");
      lines.add("       the entries with --cisco-asa-acl.");
    }
    return lines;
  }
}
