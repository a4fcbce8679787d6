package dev.acrfw.render.appliance;

import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A script for RouterOS: an address list for each direction and ports, and a rule of the chain
 * {@code forward} for each. Entries are added first and marked; what has another mark goes last.
 *
 * @see <a href="https://help.mikrotik.com/docs/spaces/ROS/pages/47579229/Scripting">RouterOS:
 *     scripting</a>
 * @see <a href="https://help.mikrotik.com/docs/spaces/ROS/pages/130220087/Address-lists">RouterOS:
 *     address lists</a>
 */
public final class MikrotikRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<AddressGroup> groups = AddressGroup.of(plan, installation);
    Usage usage = usage(installation).undoByRemoval();
    Header.append(out, "#", Header.lines(plan, installation, usage.lines()));
    String mark = installation.name() + " " + checksum(groups);
    for (Family family : Family.values()) {
      out.append(menu(family)).append("address-list\n");
      for (AddressGroup group : groups) {
        for (String cidr : group.of(family).cidrs()) {
          appendEntry(out, group.name(), shown(cidr, family), mark);
        }
      }
      out.append(menu(family)).append("filter\n");
      StringBuilder others = new StringBuilder();
      for (AddressGroup group : groups) {
        if (!group.of(family).isEmpty()) {
          appendRule(out, group);
          others.append(" && comment!=\"").append(group.name()).append('"');
        }
      }
      out.append("remove [find where ")
          .append(own("comment", installation))
          .append(others)
          .append("]\n");
      out.append(menu(family)).append("address-list\nremove [find where ");
      out.append(own("list", installation)).append(" && comment!=\"").append(mark).append("\"]\n");
    }
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    Header.append(out, "#", Header.removal(installation, usage(installation).lines()));
    for (Family family : Family.values()) {
      out.append(menu(family)).append("filter\nremove [find where ");
      out.append(own("comment", installation)).append("]\n");
      out.append(menu(family)).append("address-list\nremove [find where ");
      out.append(own("list", installation)).append("]\n");
    }
  }

  private static String menu(Family family) {
    return family == Family.IPV4 ? "/ip firewall " : "/ipv6 firewall ";
  }

  /** Names of installations have no underscore, so nothing of another one begins like that. */
  private static String own(String property, Installation installation) {
    return property + "~\"^" + AddressGroup.prefix(installation) + "(out|in)_\"";
  }

  /** RouterOS shows a single IPv4 address without its length. */
  private static String shown(String cidr, Family family) {
    return family == Family.IPV4 && cidr.endsWith("/32")
        ? cidr.substring(0, cidr.length() - 3)
        : cidr;
  }

  private static void appendEntry(StringBuilder out, String list, String address, String mark) {
    String entry = "list=\"" + list + "\" address=" + address;
    out.append(":do { add ").append(entry).append(" comment=\"").append(mark);
    out.append("\" } on-error={ set [find ").append(entry).append("] comment=\"").append(mark);
    out.append("\" disabled=no }\n");
  }

  private static void appendRule(StringBuilder out, AddressGroup group) {
    String rule =
        "chain=forward action=accept protocol=tcp dst-port=%s %s-address-list=\"%s\""
            .formatted(
                group.opening().ports().joined(","),
                group.outbound() ? "dst" : "src",
                group.name());
    String named = "comment=\"" + group.name() + "\"";
    out.append(":if ([:len [find ").append(named).append("]] = 0) do={\n  :do { add ").append(rule);
    out.append(' ')
        .append(named)
        .append(" place-before=[:pick [find where !dynamic] 0] } on-error={ add ");
    out.append(rule).append(' ').append(named).append(" }\n} else={ set [find ").append(named);
    out.append("] ").append(rule).append(" disabled=no }\n");
  }

  /** The mark of entries: the same addresses have the same one, whenever they were published. */
  private static String checksum(List<AddressGroup> groups) {
    StringBuilder all = new StringBuilder();
    for (AddressGroup group : groups) {
      all.append(group.name()).append(group.addresses().ipv4().cidrs());
      all.append(group.addresses().ipv6().cidrs());
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(all.toString().getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Usage usage(Installation installation) {
    return new Usage()
        .apply("put the file on the router, then: /import file-name=FILE")
        .check(
            "/ip firewall address-list print count-only where list~\"^"
                + AddressGroup.prefix(installation)
                + "\"")
        .boot("nothing to do; the router keeps its configuration.");
  }
}
