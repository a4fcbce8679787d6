package dev.acrfw.render.appliance;

import dev.acrfw.ip.Family;
import dev.acrfw.option.Option;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script of FortiOS' CLI: an address for each prefix, a group for each direction, ports and
 * family, a service for the ports, and policies where their number is given.
 *
 * @see <a href="https://docs.fortinet.com/document/fortigate/7.6.0/cli-reference/">FortiOS CLI
 *     reference: firewall address, address6, addrgrp, addrgrp6, service custom, policy</a>
 */
public final class FortigateRenderer implements Renderer {
  /** The number of the first policy. */
  public static final Option<Integer> POLICY =
      Option.number(
          "--fortigate-policy",
          "N",
          "The number of the first policy; a policy of that number is replaced. Default: no policies.",
          0,
          2_000_000_000,
          0);

  private static final String SIGN = "#";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<AddressGroup> groups = AddressGroup.of(plan, installation);
    Set<String> gone = EarlierGroups.gone(installation, groups, SIGN);
    List<String> header = new ArrayList<>(Header.lines(plan, installation, usage(installation)));
    header.add("");
    header.addAll(EarlierGroups.lines(groups, gone));
    Header.append(out, SIGN, header);
    for (Family family : Family.values()) {
      Set<String> addresses = new LinkedHashSet<>();
      groups.forEach(group -> addresses.addAll(group.of(family).cidrs()));
      appendAddresses(out, addresses, family, installation);
      appendGroups(out, groups, gone, family, installation);
    }
    appendServices(out, groups);
    int first = installation.options().get(POLICY);
    if (first > 0) {
      appendPolicies(out, groups, first);
    }
    for (Family family : Family.values()) {
      appendStale(out, groups, family, installation);
    }
  }

  private static String suffix(Family family) {
    return family == Family.IPV4 ? "" : "6";
  }

  private static String address(String cidr, Installation installation) {
    return "\"" + installation.name() + " " + cidr + "\"";
  }

  private static void appendAddresses(
      StringBuilder out, Set<String> addresses, Family family, Installation installation) {
    if (addresses.isEmpty()) {
      return;
    }
    out.append("config firewall address").append(suffix(family)).append('\n');
    for (String cidr : addresses) {
      out.append("    edit ").append(address(cidr, installation)).append("\n        set ");
      if (family == Family.IPV4) {
        out.append("subnet ").append(cidr, 0, cidr.indexOf('/')).append(' ');
        out.append(DottedMask.of(cidr));
      } else {
        out.append("ip6 ").append(cidr);
      }
      out.append("\n    next\n");
    }
    out.append("end\n");
  }

  /** A group is set whole; one of which nothing is left gets FortiOS' own address that is none. */
  private static void appendGroups(
      StringBuilder out,
      List<AddressGroup> groups,
      Set<String> gone,
      Family family,
      Installation installation) {
    out.append("config firewall addrgrp").append(suffix(family)).append('\n');
    for (AddressGroup group : groups) {
      out.append("    edit \"").append(group.name(family)).append("\"\n        set member");
      if (group.of(family).isEmpty()) {
        out.append(" \"none\"");
      }
      group.of(family).cidrs().forEach(cidr -> out.append(' ').append(address(cidr, installation)));
      out.append("\n    next\n");
    }
    for (String name : gone) {
      out.append("    edit \"").append(name).append('_').append(family.lowerName());
      out.append("\"\n        set member \"none\"\n    next\n");
    }
    out.append("end\n");
  }

  private static void appendServices(StringBuilder out, List<AddressGroup> groups) {
    out.append("config firewall service custom\n");
    for (AddressGroup group : groups) {
      out.append("    edit \"").append(group.name()).append("\"\n        set tcp-portrange ");
      out.append(group.opening().ports().joined(" ")).append("\n    next\n");
    }
    out.append("end\n");
  }

  private static void appendPolicies(StringBuilder out, List<AddressGroup> groups, int first) {
    out.append("config firewall policy\n");
    int number = first;
    for (AddressGroup group : groups) {
      out.append("    edit ").append(number++).append("\n        set name \"");
      out.append(group.name())
          .append("\"\n        set srcintf \"any\"\n        set dstintf \"any\"\n");
      for (Family family : Family.values()) {
        String members = "\"" + group.name(family) + "\"\n";
        out.append("        set srcaddr").append(suffix(family)).append(' ');
        out.append(group.outbound() ? "\"all\"\n" : members);
        out.append("        set dstaddr").append(suffix(family)).append(' ');
        out.append(group.outbound() ? members : "\"all\"\n");
      }
      out.append("        set service \"").append(group.name()).append("\"\n");
      out.append("        set schedule \"always\"\n        set action accept\n    next\n");
    }
    out.append("end\n");
  }

  /** Takes away the addresses that earlier outputs made and no group has any more. */
  private static void appendStale(
      StringBuilder out, List<AddressGroup> groups, Family family, Installation installation) {
    Optional<EarlierOutput> earlier = installation.earlier();
    if (earlier.isEmpty()) {
      return;
    }
    Set<String> stale = new LinkedHashSet<>();
    Matcher edit =
        Pattern.compile(
                "(?m)^    (?:edit|delete) \"" + installation.name() + " ([0-9a-f.:]+/[0-9]+)\"$")
            .matcher(new String(earlier.get().bytes(), StandardCharsets.UTF_8));
    while (edit.find()) {
      if (edit.group(1).contains(":") == (family == Family.IPV6)) {
        stale.add(edit.group(1));
      }
    }
    groups.forEach(group -> stale.removeAll(group.of(family).cidrs()));
    if (!stale.isEmpty()) {
      out.append("config firewall address").append(suffix(family)).append('\n');
      for (String cidr : stale) {
        out.append("    delete ").append(address(cidr, installation)).append('\n');
      }
      out.append("end\n");
    }
  }

  private static List<String> usage(Installation installation) {
    boolean policies = installation.options().get(POLICY) > 0;
    return new Usage()
        .apply(
            "System > Configuration > Scripts, or paste it into the CLI"
                + (policies ? "; move the policies before" : "."),
            policies
                ? "those that deny: config firewall policy; move N before M; end"
                : "Then, once, policies that refer to the groups and services.")
        .check("show firewall addrgrp | grep -f " + installation.name() + "_")
        .boot("nothing to do.")
        .undo("delete the policies, then the groups, services and addresses of this name.")
        .lines();
  }
}
