package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;

/** A POSIX sh script with one iptables rule for each prefix. */
final class IptablesRenderer implements Renderer {
  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    NetfilterScript script = new NetfilterScript(out, installation);
    script.begin(
        Header.lines(plan, installation, NetfilterScript.usage(installation, hooks.hooks())));
    script.needs(hooks);
    script.chains(hooks, IptablesRenderer::appendRules);
    script.dropUnused(hooks);
    script.end();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    NetfilterScript script = new NetfilterScript(out, installation);
    script.begin(Header.removal(installation, NetfilterScript.removalUsage()));
    script.dropAll();
    script.end();
  }

  private static void appendRules(
      StringBuilder out, String chain, List<Opening> openings, Family family) {
    for (Opening opening : openings) {
      String before = "-A " + chain + (opening.direction() == Direction.OUTBOUND ? " -d " : " -s ");
      String after =
          opening.ports().size() == 1
              ? " -p tcp -m tcp --dport " + opening.ports().get(0) + " -j ACCEPT\n"
              : " -p tcp -m multiport --dports " + opening.joinedPorts(",") + " -j ACCEPT\n";
      opening
          .addresses()
          .of(family)
          .forEachCidr(cidr -> out.append(before).append(cidr).append(after));
    }
  }
}
