package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Plan.Opening;
import java.util.List;

/**
 * A POSIX sh script that fills sets and swaps them in, with one rule for each set in iptables and
 * ip6tables.
 *
 * <p>There is one set for each direction and family, whose entries hold their port: so the names of
 * the sets do not depend on the selection, and one swap replaces all of it.
 */
public final class IpsetRenderer implements Renderer {
  /**
   * A set keeps these from its first day: {@code create -exist} fails with other ones (ipset(8)).
   * hashsize is only where it starts to grow from.
   */
  private static final int MAX_ELEMENTS = 262_144;

  /** How much an output takes. */
  public static final String LIMITS = "262,144 prefixes times ports a direction and family";

  private static final String PARAMETERS = " hashsize 1024 maxelem " + MAX_ELEMENTS + "\n";

  private static final String FUNCTIONS =
      """
      ipset list -n >/dev/null ||
        fail "ipset does not work here, so nothing was changed" "install it, run this as root"

      # drop_set SET: takes a set away, if it is there
      drop_set() {
        ipset list -n "$1" >/dev/null 2>&1 || return 0
        ipset destroy "$1" 2>/dev/null ||
          echo "acrfw: warning: other rules refer to the set $1, so it stays" >&2
      }

      """;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    HookPlan hooks = new HookPlan(plan, installation);
    NetfilterScript script = new NetfilterScript(out, installation);
    script.begin(
        Header.lines(
            plan,
            installation,
            script.usage(
                hooks,
                "Beside netfilter-persistent install ipset-persistent: saved rules name these sets, and",
                "without it none of them loads.")),
        FUNCTIONS);
    script.needs(hooks);
    appendSets(out, installation.name(), hooks.openings());
    script.chains(
        hooks,
        Enforcement.of(installation, hooks),
        (rules, chain, openings, family) ->
            appendRules(rules, installation.name(), chain, openings, family));
    script.dropUnused(hooks);
    for (Direction direction : Direction.values()) {
      for (Family family : Family.values()) {
        if (elements(hooks.openings(), direction, family) == 0) {
          dropSet(out, installation.name(), direction, family);
        }
      }
    }
    script.warnOfOthers(hooks);
    script.end();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    NetfilterScript script = new NetfilterScript(out, installation);
    script.begin(Header.removal(installation, NetfilterScript.removalUsage()), FUNCTIONS);
    script.dropAll();
    for (Direction direction : Direction.values()) {
      for (Family family : Family.values()) {
        dropSet(out, installation.name(), direction, family);
      }
    }
    script.end();
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return Enforcement.warnings(plan, installation);
  }

  private static void appendSets(StringBuilder out, String name, List<Opening> openings) {
    StringBuilder swaps = new StringBuilder();
    out.append("\nipset restore -exist <<'SETS'\n");
    for (Direction direction : Direction.values()) {
      for (Family family : Family.values()) {
        if (elements(openings, direction, family) > 0) {
          String set = set(name, direction, family);
          String type = " hash:net,port family " + (family == Family.IPV4 ? "inet" : "inet6");
          out.append("create ").append(set).append(type).append(PARAMETERS);
          out.append("create ").append(set).append("-new").append(type).append(PARAMETERS);
          out.append("flush ").append(set).append("-new\n");
          appendElements(out, set, openings, direction, family);
          swaps.append("swap ").append(set).append("-new ").append(set).append('\n');
          swaps.append("destroy ").append(set).append("-new\n");
        }
      }
    }
    out.append(swaps).append("SETS\n");
  }

  private static void appendElements(
      StringBuilder out, String set, List<Opening> openings, Direction direction, Family family) {
    for (Opening opening : openings) {
      if (opening.direction() == direction) {
        for (int port : opening.ports().numbers()) {
          String before = "add " + set + "-new ";
          String after = ",tcp:" + port + "\n";
          PrefixSet addresses = opening.addresses().of(family);
          addresses.forEachCidr(cidr -> out.append(before).append(cidr).append(after));
        }
      }
    }
  }

  private static int elements(List<Opening> openings, Direction direction, Family family) {
    int elements = 0;
    for (Opening opening : openings) {
      if (opening.direction() == direction) {
        elements += opening.addresses().of(family).cidrCount() * opening.ports().numbers().size();
      }
    }
    if (elements > MAX_ELEMENTS) {
      throw new UnsupportedException(
          "a set takes at most %d elements: %d of %s (prefixes times ports)"
              .formatted(MAX_ELEMENTS, elements, family.displayName()),
          "select fewer tags or regions, or use nftables");
    }
    return elements;
  }

  private static void appendRules(
      StringBuilder out, String name, String chain, List<Opening> openings, Family family) {
    for (Direction direction : Direction.values()) {
      if (elements(openings, direction, family) > 0) {
        out.append("-A ").append(chain).append(" -m set --match-set ");
        out.append(set(name, direction, family));
        out.append(direction == Direction.OUTBOUND ? " dst,dst" : " src,dst");
        out.append(" -j ACCEPT\n");
      }
    }
  }

  private static void dropSet(StringBuilder out, String name, Direction direction, Family family) {
    out.append("drop_set ").append(set(name, direction, family)).append('\n');
  }

  private static String set(String name, Direction direction, Family family) {
    return name + "_" + direction.shortName() + (family == Family.IPV4 ? "_v4" : "_v6");
  }
}
