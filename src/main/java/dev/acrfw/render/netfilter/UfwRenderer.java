package dev.acrfw.render.netfilter;

import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.ShScript;
import java.util.ArrayList;
import java.util.List;

/**
 * A POSIX sh script that keeps a block of rules in ufw's {@code before.rules} and {@code
 * before6.rules}, ahead of the rules that ufw's commands make.
 *
 * @see <a
 *     href="https://manpages.debian.org/bookworm/ufw/ufw-framework.8.en.html">ufw-framework(8)</a>
 */
public final class UfwRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    ShScript script = new ShScript(out, "apply_block");
    List<String> usage =
        new ArrayList<>(
            new Usage()
                .apply("sh FILE, as root; it writes to /etc/ufw and reloads ufw.")
                .check("ufw show before-rules")
                .boot("nothing to do; ufw reads its files when it starts.")
                .undoByRemoval()
                .lines());
    usage.addAll(hooks.portsNote());
    Header.append(out, "#", Header.lines(plan, installation, usage));
    begin(script, out, installation);
    for (Family family : Family.values()) {
      out.append("cat >\"$folder/").append(file(family)).append("\" <<'RULES'\n");
      for (Hook hook : hooks.hooks()) {
        IptablesRenderer.appendRules(out, chain(hook, family), hooks.at(hook), family, hooks);
      }
      out.append("RULES\n");
    }
    out.append("replace\n");
    script.end();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    ShScript script = new ShScript(out, "apply_block");
    List<String> usage =
        new Usage().apply("sh FILE, as root.").check("ufw show before-rules").lines();
    Header.append(out, "#", Header.removal(installation, usage));
    begin(script, out, installation);
    for (Family family : Family.values()) {
      out.append(": >\"$folder/").append(file(family)).append("\"\n");
    }
    out.append("replace\n");
    script.end();
  }

  private static void begin(ShScript script, StringBuilder out, Installation installation) {
    script.stopAtFailures("PATH=$PATH:/usr/sbin:/sbin", "name=" + installation.name());
    out.append(NetfilterFunctions.ONE_AT_A_TIME).append(UfwFunctions.ALL);
  }

  private static String file(Family family) {
    return family == Family.IPV4 ? "before.rules" : "before6.rules";
  }

  private static String chain(Hook hook, Family family) {
    return (family == Family.IPV4 ? "ufw-before-" : "ufw6-before-") + hook.lowerName();
  }
}
