package dev.acrfw.render.aws;

import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import dev.acrfw.text.ShScript;

/**
 * A POSIX sh script for the AWS CLI that makes managed prefix lists, one for each direction, ports
 * and family, hold the addresses of a plan.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html">Managed
 *     prefix lists</a>
 */
public final class PrefixListRenderer implements Renderer {
  /** "Amazon VPC quotas", entries of a prefix list. */
  private static final int MAX_ENTRIES = 1000;

  /** How much an output takes. */
  public static final String LIMITS = MAX_ENTRIES + " prefixes a list";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    ShScript script = new ShScript(out, "apply_lists");
    Header.append(
        out, "#", Header.lines(plan, installation, usage(installation).undoByRemoval().lines()));
    begin(script, out, installation);
    for (Opening opening : plan.openings()) {
      for (Family family : Family.values()) {
        append(out, opening, family, installation);
      }
    }
    out.append("finish\n");
    script.end();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    ShScript script = new ShScript(out, "apply_lists");
    Header.append(out, "#", Header.removal(installation, usage(installation).lines()));
    begin(script, out, installation);
    out.append(PrefixListScript.REMOVE);
    script.end();
  }

  private static void begin(ShScript script, StringBuilder out, Installation installation) {
    script.stopAtFailures("name=" + installation.name());
    out.append(PrefixListScript.FUNCTIONS);
  }

  private static void append(
      StringBuilder out, Opening opening, Family family, Installation installation) {
    PrefixSet set = opening.addresses().of(family);
    if (set.isEmpty()) {
      return;
    }
    String list =
        "%s-%s-%s-%s"
            .formatted(
                installation.name(),
                opening.direction().shortName(),
                opening.ports().joined("-"),
                family.lowerName());
    if (set.cidrCount() > MAX_ENTRIES) {
      throw new UnsupportedException(
          "a prefix list takes at most %d entries: %s would have %d"
              .formatted(MAX_ENTRIES, list, set.cidrCount()),
          "select fewer tags or regions");
    }
    out.append("list ").append(list).append(family == Family.IPV4 ? " IPv4" : " IPv6");
    out.append(" <<'CIDRS'\n");
    set.forEachCidr(cidr -> out.append(cidr).append('\n'));
    out.append("CIDRS\n");
  }

  private static Usage usage(Installation installation) {
    return new Usage()
        .apply("sh FILE, with the account and region that aws is set up for. Safe to run again.")
        .check(
            "aws ec2 describe-managed-prefix-lists --filters Name=tag:acrfw,Values="
                + installation.name())
        .boot("nothing to do; AWS keeps the lists.");
  }
}
