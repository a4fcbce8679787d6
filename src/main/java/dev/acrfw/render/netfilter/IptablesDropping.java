package dev.acrfw.render.netfilter;

import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.Plan.Opening;
import java.util.ArrayList;
import java.util.List;

/** The rules of iptables that drop what is not allowed. */
final class IptablesDropping {
  /** A function that refuses a second name; its arguments are in its first line. */
  static final String ALONE =
      """

      # alone COMMAND DIRECTION PORT CHAIN: two names that drop refuse each other's addresses
      alone() {
        command -v grep >/dev/null || fail "grep is not here, so nothing was changed" "install it"
        other=$("$1" -w 60 -S | grep -e "--comment [^e]*enforced_$2:\\([0-9]*,\\)*$3," |
          grep -v -e "-j $4\\$" | head -n 1)
        [ -z "$other" ] ||
          fail "another name enforces $2 port $3: $other" "enforce them together, under one name"
        if command -v nft >/dev/null && nft list ruleset 2>/dev/null | grep -q "jump enforced_$2_$3\\$"; then
          fail "rules of acrfw in the format nftables enforce $2 port $3" \\
            "take them away first: --format nftables --remove"
        fi
        case $("$1" -V) in
          *legacy*) twin=$1-nft ;;
          *) twin=$1-legacy ;;
        esac
        if command -v "$twin" >/dev/null && grep -q . /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null &&
          "$twin" -w 60 -S 2>/dev/null | grep -q -e "--comment [^e]*enforced_$2:\\([0-9]*,\\)*$3,"; then
          fail "rules of $twin enforce $2 port $3" "take them away with that back end, or use it for these"
        fi
      }

      # own_session PORT: refuses to close the port that this session came through
      own_session() {
        # shellcheck disable=SC2086 # client address and port, server address and port
        set -- "$1" ${SSH_CONNECTION:-}
        if [ "${5:-}" = "$1" ] && [ -z "$force" ]; then
          fail "this session came through port $1, which these rules close to others than Azure" \\
            "name where you come from with --except, and run it with --force"
        fi
      }
      """;

  /**
   * A host that tracked no connection before would take what goes on for new, so TCP is told by its
   * first packet.
   */
  private static final List<String> NEW_CONNECTIONS =
      List.of(" -p tcp --syn", " -p udp -m conntrack --ctstate NEW");

  private final StringBuilder out;
  private final Enforcement enforcement;
  private final String name;
  private final String dropChain;

  /**
   * @param out takes complete lines for iptables-restore
   * @param name the installation's name
   * @param dropChain the chain that logs and drops
   */
  IptablesDropping(StringBuilder out, Enforcement enforcement, String name, String dropChain) {
    this.out = out;
    this.enforcement = enforcement;
    this.name = name;
    this.dropChain = dropChain;
  }

  /** Appends what is dropped at a hook. */
  void append(Hook hook, HookPlan hooks, Family family) {
    String chain = hook.chain(name);
    for (Opening opening : hooks.at(hook)) {
      boolean outbound = opening.direction() == Direction.OUTBOUND;
      for (String protocol : NEW_CONNECTIONS) {
        String match = protocol + hooks.portMatch(opening).iptables(opening);
        enforcement
            .except()
            .of(family)
            .forEachCidr(
                cidr ->
                    out.append("-A ")
                        .append(chain)
                        .append(outbound ? " -d " : " -s ")
                        .append(cidr)
                        .append(match)
                        .append(" -j RETURN\n"));
        for (String local : local(hook, outbound, family)) {
          out.append("-A ").append(chain).append(local).append(match);
          out.append(" -m comment --comment enforced_");
          out.append(opening.direction().shortName()).append(':');
          out.append(opening.ports().joined(",")).append(", -j ").append(dropChain).append('\n');
        }
      }
    }
  }

  /** Appends the chain that logs and drops. */
  void appendChain() {
    out.append("-A ").append(dropChain).append(" -m limit --limit 10/min -j LOG --log-prefix \"");
    out.append(name).append(" drop: \"\n");
    out.append("-A ").append(dropChain).append(" -j DROP\n");
  }

  /** Returns the matches, one a rule, of the hosts to enforce for: this one, or those behind it. */
  private List<String> local(Hook hook, boolean outbound, Family family) {
    return switch (hook) {
      case OUTPUT -> List.of(" ! -o lo");
      case INPUT -> List.of(" ! -i lo");
      case FORWARD -> {
        List<String> matches = new ArrayList<>();
        enforcement
            .local()
            .of(family)
            .forEachCidr(cidr -> matches.add((outbound ? " -s " : " -d ") + cidr));
        yield matches;
      }
    };
  }
}
