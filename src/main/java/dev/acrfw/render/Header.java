package dev.acrfw.render;

import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The comment at the head of an output: what it opens, where it comes from, how it is used. */
public final class Header {
  private Header() {}

  /** Returns the lines without comment signs. */
  public static List<String> lines(Plan plan, Installation installation, List<String> usage) {
    return lines(plan, installation, usage, true);
  }

  /** The same for an output that names tags, and stays the same when their addresses change. */
  public static List<String> linesWithoutCounts(
      Plan plan, Installation installation, List<String> usage) {
    return lines(plan, installation, usage, false);
  }

  private static List<String> lines(
      Plan plan, Installation installation, List<String> usage, boolean counts) {
    List<String> lines = new ArrayList<>();
    lines.add("Allow-rules for Azure Container Registry, written by acrfw. Do not edit.");
    lines.add("Command: " + installation.commandLine());
    lines.addAll(Provenance.lines(plan));
    lines.add("");
    lines.add("Opens:");
    for (Rule rule : plan.rules()) {
      lines.add("  " + describe(rule) + (counts ? ": " + size(rule) : ""));
    }
    for (String warning : plan.warnings()) {
      lines.add("Warning: " + warning);
    }
    for (String note : plan.notes()) {
      lines.add("Note: " + note);
    }
    lines.add("");
    lines.addAll(usage);
    return lines;
  }

  /** Returns the lines of an output that takes rules away. */
  public static List<String> removal(Installation installation, List<String> usage) {
    List<String> lines = new ArrayList<>();
    lines.add("Takes away what acrfw's earlier outputs of this name made. Do not edit.");
    lines.add("Command: " + installation.commandLine());
    lines.add(Provenance.generator());
    lines.add("");
    lines.addAll(usage);
    return lines;
  }

  /** Appends the lines as comments, each after the sign that starts a comment. */
  public static void append(StringBuilder out, String sign, List<String> lines) {
    for (String line : lines) {
      out.append(line.isEmpty() ? sign : sign + " " + onOneLine(line)).append('\n');
    }
  }

  /** A line end in a comment would start a line of code, whatever it came from. */
  private static String onOneLine(String line) {
    StringBuilder safe = new StringBuilder(line);
    for (int i = 0; i < safe.length(); i++) {
      if (safe.charAt(i) < ' ' || safe.charAt(i) > '~') {
        safe.setCharAt(i, '?');
      }
    }
    return safe.toString();
  }

  private static String describe(Rule rule) {
    String hosts = rule.hosts().isEmpty() ? "" : " for " + String.join(", ", rule.hosts());
    return rule.direction().displayName()
        + " tcp "
        + rule.ports().joined(",")
        + " "
        + rule.serviceTag().name()
        + hosts;
  }

  private static String size(Rule rule) {
    BigInteger ipv4 = rule.addresses().ipv4().addressCount();
    int ipv6 = rule.addresses().ipv6().cidrCount();
    return ipv4 + " IPv4 addresses, " + ipv6 + (ipv6 == 1 ? " IPv6 prefix" : " IPv6 prefixes");
  }
}
