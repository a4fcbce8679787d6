package dev.acrfw.render.windows;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import dev.acrfw.text.PowerShell;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A script for Windows PowerShell 5.1 that adds what is missing and then removes what else of its
 * own is in its group, so that no address of both the old and the new set is ever without a rule.
 * {@link WindowsScript} has what it does.
 *
 * <p>All that acts is in one {@code end} block that the last line closes, so a script that was cut
 * off does not parse.
 */
public final class WindowsRenderer implements Renderer {
  /** Half of what MS-FASP allows in one list. */
  private static final int MAX_ADDRESSES = 500;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    begin(
        out,
        installation,
        Header.lines(
            plan,
            installation,
            apply(installation)
                .boot("nothing to do; Windows keeps the rules.")
                .undoByRemoval()
                .lines()));
    out.append("  $inbound = $").append(has(plan, Direction.INBOUND)).append('\n');
    out.append("  $outbound = $").append(has(plan, Direction.OUTBOUND)).append('\n');
    out.append("  $common = @{\n    Group = $group\n    Action = 'Allow'\n");
    out.append("    Enabled = 'True'\n    Profile = 'Any'\n    Protocol = 'TCP'\n  }\n");
    out.append("  $rules = @(\n");
    for (Rule rule : plan.rules()) {
      for (Family family : Family.values()) {
        List<String> cidrs = rule.addresses().of(family).cidrs();
        int number = 1;
        for (int i = 0; i < cidrs.size(); i += MAX_ADDRESSES, number++) {
          List<String> part = cidrs.subList(i, Math.min(i + MAX_ADDRESSES, cidrs.size()));
          append(out, installation.name(), rule, family, number, part);
        }
      }
    }
    out.append("  )\n\n").append(WindowsScript.REPLACE).append("}\n");
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    begin(out, installation, Header.removal(installation, apply(installation).lines()));
    out.append('\n').append(WindowsScript.TAKE_AWAY).append("}\n");
  }

  private static boolean has(Plan plan, Direction direction) {
    return plan.rules().stream().anyMatch(rule -> rule.direction() == direction);
  }

  private static void begin(StringBuilder out, Installation installation, List<String> header) {
    out.append("#Requires -Version 5.1\n#Requires -RunAsAdministrator\n");
    out.append("[CmdletBinding(SupportsShouldProcess = $true)]\n");
    out.append("param([string] $PolicyStore)\n");
    Header.append(out, "#", header);
    out.append("end {\n");
    out.append("  $group = ").append(PowerShell.literal(installation.name())).append('\n');
  }

  private static void append(
      StringBuilder out, String name, Rule rule, Family family, int number, List<String> cidrs) {
    boolean outbound = rule.direction() == Direction.OUTBOUND;
    String display = rule.name(name) + "-" + family.lowerName() + "-" + number;
    String ports =
        String.join(
            ", ",
            rule.ports().numbers().stream().map(port -> PowerShell.literal("" + port)).toList());
    out.append("    @{\n");
    member(out, "Name", PowerShell.literal(display + "-" + hash(display, cidrs)));
    member(out, "DisplayName", PowerShell.literal(display));
    member(out, "Direction", PowerShell.literal(outbound ? "Outbound" : "Inbound"));
    member(out, outbound ? "RemotePort" : "LocalPort", "@(" + ports + ")");
    out.append("      RemoteAddress = @(\n");
    for (String cidr : cidrs) {
      out.append("        ").append(PowerShell.literal(cidr)).append('\n');
    }
    out.append("      )\n    }\n");
  }

  private static void member(StringBuilder out, String key, String value) {
    out.append("      ").append(key).append(" = ").append(value).append('\n');
  }

  /** Twelve hexadecimal digits that change with what the rule says. */
  private static String hash(String display, List<String> cidrs) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(display.getBytes(StandardCharsets.US_ASCII));
      for (String cidr : cidrs) {
        sha256.update(("\n" + cidr).getBytes(StandardCharsets.US_ASCII));
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Usage apply(Installation installation) {
    return new Usage()
        .apply(
            "powershell -ExecutionPolicy Bypass -File FILE, as administrator.",
            "-WhatIf shows what would change; -PolicyStore 'domain\\GPO' writes to a GPO.")
        .check("Get-NetFirewallRule -Group " + installation.name());
  }
}
