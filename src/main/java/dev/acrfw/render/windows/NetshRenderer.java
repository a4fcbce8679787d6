package dev.acrfw.render.windows;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch file. netsh neither replaces nor lists rules by a pattern, so all rules of an
 * installation have one name, and there is a second set of them under another name while the first
 * is replaced.
 *
 * <p>Nothing runs before the label in the last lines was found, so a file that was cut off does
 * nothing.
 */
public final class NetshRenderer implements Renderer {
  /** cmd takes lines of 8,191 characters (KB 830473), and this leaves room for the rest of one. */
  private static final int MAX_LINE = 7_900;

  /** Half of what MS-FASP allows in one list. */
  private static final int MAX_ADDRESSES = 500;

  /** A disabled rule for an address that no host has (RFC 5737). */
  private static final String PROBE =
      " dir=out action=allow enable=no protocol=TCP remoteip=192.0.2.1";

  private static final String NETSH = "netsh advfirewall firewall ";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    StringBuilder batch = new StringBuilder();
    String name = installation.name();
    String bridge = name + "_new";
    begin(batch, Header.lines(plan, installation, usage(name)));
    List<String> rules = rules(plan);
    appendRules(batch, bridge, rules, "kept");
    delete(batch, name);
    failIfThere(batch, name, "kept");
    appendRules(batch, name, rules, "bridged");
    delete(batch, bridge);
    failIfRefused(batch, "left");
    end(
        batch,
        List.of(
            new Refusal(
                "kept",
                "netsh refused; the rules that were there are still there, new ones may be there as "
                    + bridge),
            new Refusal(
                "bridged",
                "netsh refused; all new rules are there as " + bridge + ", but not yet as " + name),
            new Refusal("left", "all new rules are there, but netsh kept " + bridge)),
        out);
  }

  /**
   * {@link #PROBE} is added first: netsh gives the same exit code for "no such rule" and for "the
   * firewall does not answer", and only a firewall that does not answer refuses the probe.
   */
  @Override
  public void remove(Installation installation, StringBuilder out) {
    StringBuilder batch = new StringBuilder();
    String name = installation.name();
    String bridge = name + "_new";
    begin(
        batch,
        Header.removal(
            installation,
            new Usage()
                .apply("run it as administrator. Safe to repeat.")
                .check(NETSH + "show rule name=" + name)
                .lines()));
    appendRules(batch, bridge, List.of(PROBE), "unchanged");
    delete(batch, name);
    failIfThere(batch, name, "kept");
    delete(batch, bridge);
    failIfRefused(batch, "left");
    end(
        batch,
        List.of(
            new Refusal("unchanged", "netsh refused, so nothing was removed"),
            new Refusal("kept", "netsh refused; rules named " + name + " are still there"),
            new Refusal("left", "netsh refused; rules named " + bridge + " are still there")),
        out);
  }

  /** A place where the batch file can stop, and what is true there. */
  private record Refusal(String label, String sentence) {}

  private static void begin(StringBuilder batch, List<String> header) {
    batch.append("@echo off\ngoto main\n");
    Header.append(batch, "rem", header);
    batch.append(
        """

        :apply
        fltmc >nul 2>&1
        if errorlevel 1 (
          echo acrfw: error: this needs an administrator, so nothing was changed 1>&2
          exit /b 1
        )
        """);
  }

  private static void end(StringBuilder batch, List<Refusal> refusals, StringBuilder out) {
    batch.append("exit /b 0\n");
    for (Refusal refusal : refusals) {
      batch.append("\n:").append(refusal.label());
      batch.append("\necho acrfw: error: ").append(refusal.sentence());
      batch.append(": run this again 1>&2\nexit /b 1\n");
    }
    batch.append("\n:main\ncall :apply\n");
    out.append(batch.toString().replace("\n", "\r\n"));
  }

  private static void delete(StringBuilder batch, String name) {
    batch.append(NETSH).append("delete rule name=").append(name).append(" >nul\n");
  }

  /** For a name that may have had no rule: then {@code delete} ends with 1 as well. */
  private static void failIfThere(StringBuilder batch, String name, String label) {
    batch.append(NETSH).append("show rule name=").append(name).append(" >nul\n");
    batch.append("if not errorlevel 1 goto ").append(label).append('\n');
  }

  /** On a line of its own: what is behind {@code ||} runs under wine whatever the exit code is. */
  private static void failIfRefused(StringBuilder batch, String label) {
    batch.append("if errorlevel 1 goto ").append(label).append('\n');
  }

  private static void appendRules(
      StringBuilder batch, String name, List<String> rules, String label) {
    for (String rule : rules) {
      batch.append(NETSH).append("add rule name=").append(name).append(rule).append(" >nul\n");
      failIfRefused(batch, label);
    }
  }

  /** Returns the rules without their name, each short enough for a line. */
  private static List<String> rules(Plan plan) {
    List<String> rules = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      boolean outbound = rule.direction() == Direction.OUTBOUND;
      String before =
          (outbound ? " dir=out" : " dir=in")
              + " action=allow enable=yes profile=any protocol=TCP "
              + (outbound ? "remoteport=" : "localport=")
              + rule.ports().joined(",")
              + " description="
              + rule.serviceTag().name()
              + " remoteip=";
      for (Family family : Family.values()) {
        StringBuilder addresses = new StringBuilder();
        int count = 0;
        for (String cidr : rule.addresses().of(family).cidrs()) {
          boolean full =
              before.length() + addresses.length() + cidr.length() > MAX_LINE
                  || count == MAX_ADDRESSES;
          if (full) {
            rules.add(before + addresses);
            addresses.setLength(0);
            count = 0;
          }
          addresses.append(count == 0 ? "" : ",").append(cidr);
          count++;
        }
        if (count > 0) {
          rules.add(before + addresses);
        }
      }
    }
    return rules;
  }

  private static List<String> usage(String name) {
    return new Usage()
        .apply("run it as administrator. Safe to run again; silent when all went well.")
        .check(NETSH + "show rule name=" + name)
        .boot("nothing to do; Windows keeps the rules.")
        .undoByRemoval()
        .lines();
  }
}
