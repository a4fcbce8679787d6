package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;

/** A POSIX sh script with one iptables rule for each prefix. */
public final class IptablesRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    NetfilterScript script = new NetfilterScript(out, installation);
    script.begin(Header.lines(plan, installation, script.usage(hooks)), "");
    script.needs(hooks);
    script.chains(
        hooks,
        Enforcement.of(installation, hooks),
        (rules, chain, openings, family) -> appendRules(rules, chain, openings, family, hooks));
    script.dropUnused(hooks);
    script.warnOfOthers(hooks);
    script.end();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    NetfilterScript script = new NetfilterScript(out, installation);
    script.begin(Header.removal(installation, NetfilterScript.removalUsage()), "");
    script.dropAll();
    script.end();
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return Enforcement.warnings(plan, installation);
  }

  /** Appends a rule for each prefix of a family, as iptables-restore takes them. */
  static void appendRules(
      StringBuilder out, String chain, List<Opening> openings, Family family, HookPlan hooks) {
    for (Opening opening : openings) {
      String before = "-A " + chain + (opening.direction() == Direction.OUTBOUND ? " -d " : " -s ");
      PortMatch port = hooks.portMatch(opening);
      boolean plain = opening.ports().isSingle() && port == PortMatch.OF_THE_PACKET;
      String match =
          plain ? " -m tcp --dport " + opening.ports().joined(",") : port.iptables(opening);
      String after = " -p tcp" + match + " -j ACCEPT\n";
      opening
          .addresses()
          .of(family)
          .forEachCidr(cidr -> out.append(before).append(cidr).append(after));
    }
  }
}
