package dev.acrfw.render.azure;

import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.Sh;
import dev.acrfw.text.ShScript;
import java.util.List;

/**
 * A POSIX sh script for the Azure CLI that makes a group's rules of one name what they should be:
 * creates and updates first, keeping the priorities that rules have, deletes then.
 */
public final class NsgAzRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<SecurityRule> rules = SecurityRules.of(plan, installation);
    Usage usage =
        apply(installation).boot("nothing to do; the group keeps its rules.").undoByRemoval();
    List<String> lines = usage.lines();
    if (SecurityRules.mayChangeNothing(rules)) {
      lines.add("Outbound: " + SecurityRules.LETS_OUT);
    }
    ShScript script =
        begin(
            out,
            installation,
            NsgOptions.nameTags(installation.options())
                ? Header.linesWithoutCounts(plan, installation, lines)
                : Header.lines(plan, installation, lines));
    out.append(NsgAzScript.RULE.formatted(installation.options().get(NsgOptions.PRIORITY)));
    out.append(NsgAzOthers.FUNCTION).append("\nwanted='\n");
    rules.forEach(rule -> out.append(rule.name()).append('\n'));
    out.append("'\nread_rules\n");
    for (SecurityRule rule : rules) {
      append(out, rule, installation);
    }
    out.append("delete_left_over\nfinish\n");
    script.endWithArguments();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    ShScript script =
        begin(out, installation, Header.removal(installation, apply(installation).lines()));
    out.append("\nwanted=\nread_rules\ndelete_left_over\n");
    out.append("[ -n \"$changed\" ] || echo \"nothing to change\"\n");
    script.endWithArguments();
  }

  private static ShScript begin(StringBuilder out, Installation installation, List<String> header) {
    ShScript script = new ShScript(out, "apply_rules");
    Header.append(out, "#", header);
    script.stopAtFailures();
    String nsg = installation.options().find(NsgOptions.NAME).orElse("");
    out.append(NsgAzScript.READING.formatted(nsg, installation.name()));
    return script;
  }

  private static void append(StringBuilder out, SecurityRule rule, Installation installation) {
    int first = rule.firstPriority(installation.options().get(NsgOptions.PRIORITY));
    boolean beforeDenying = installation.enforces() && rule.allow();
    int last = beforeDenying ? first + SecurityRules.ROOM_TO_ALLOW - 1 : NsgOptions.MAX_PRIORITY;
    out.append("rule ").append(rule.name()).append(' ').append(rule.directionName()).append(' ');
    out.append(first).append(' ').append(last).append(rule.allow() ? " Allow " : " Deny ");
    out.append(rule.protocol()).append(' ').append(Sh.word(rule.ports().joined(" ")));
    out.append(" \\\n  ").append(Sh.word(rule.description()));
    if (rule.peer() instanceof SecurityRule.Prefixes peer) {
      peer.set().forEachCidr(cidr -> out.append(" \\\n  ").append(cidr));
    } else if (rule.peer() instanceof SecurityRule.Tag tag) {
      out.append(' ').append(tag.name());
    }
    out.append('\n');
  }

  private static Usage apply(Installation installation) {
    boolean named = installation.options().isGiven(NsgOptions.NAME);
    return new Usage()
        .apply(
            "sh FILE GROUP"
                + (named ? " [NSG]" : " NSG")
                + ", signed in with az. Safe to run again.")
        .check("az network nsg rule list --resource-group GROUP --nsg-name NSG --output table");
  }
}
