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

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    StringBuilder batch = new StringBuilder();
    begin(batch, Header.lines(plan, installation, usage(installation.name())));
    List<String> rules = rules(plan);
    String name = installation.name();
    appendRules(batch, name + "_new", rules);
    delete(batch, name);
    appendRules(batch, name, rules);
    delete(batch, name + "_new");
    end(batch, out);
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    StringBuilder batch = new StringBuilder();
    begin(
        batch,
        Header.removal(
            installation,
            new Usage()
                .apply("run it as administrator. Safe to repeat.")
                .check("netsh advfirewall firewall show rule name=" + installation.name())
                .lines()));
    delete(batch, installation.name());
    delete(batch, installation.name() + "_new");
    end(batch, out);
  }

  private static void begin(StringBuilder batch, List<String> header) {
    batch.append("@echo off\ngoto main\n");
    Header.append(batch, "rem", header);
    batch.append(
        """

        :apply
        net session >nul 2>&1
        if errorlevel 1 (
          echo acrfw: error: this needs an administrator, so nothing was changed 1>&2
          exit /b 1
        )
        """);
  }

  private static void end(StringBuilder batch, StringBuilder out) {
    batch.append(
        """
        exit /b 0

        :failed
        echo acrfw: error: netsh refused a rule; the rules that were there are still there 1>&2
        exit /b 1

        :main
        call :apply
        """);
    out.append(batch.toString().replace("\n", "\r\n"));
  }

  private static void delete(StringBuilder batch, String name) {
    batch.append("netsh advfirewall firewall delete rule name=").append(name).append(" >nul\n");
  }

  private static void appendRules(StringBuilder batch, String name, List<String> rules) {
    for (String rule : rules) {
      batch.append("netsh advfirewall firewall add rule name=").append(name);
      batch.append(rule).append(" >nul || goto failed\n");
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
        .check("netsh advfirewall firewall show rule name=" + name)
        .boot("nothing to do; Windows keeps the rules.")
        .undoByRemoval()
        .lines();
  }
}
