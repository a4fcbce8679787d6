package dev.acrfw.render.azure;

import dev.acrfw.access.Direction;
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
  private static final String FUNCTIONS =
      """

      group=${1:-}
      nsg=${2:-%s}
      if [ -z "$group" ] || [ -z "$nsg" ]; then
        fail "which resource group and network security group?" "sh FILE GROUP NSG"
      fi
      command -v az >/dev/null || fail "no Azure CLI found" "install az and sign in with 'az login'"
      rules=$(az network nsg rule list --resource-group "$group" --nsg-name "$nsg" \\
        --query '[].[direction, priority, name]' --output tsv)

      # own: the names of the rules in the group that acrfw made under this name
      own() {
        printf '%%s\\n' "$rules" | cut -f 3 | grep -E '^%s-(out|in)-[0-9]+(-[0-9]+)*-([A-Z]|deny-)' || true
      }

      # delete_rule NAME
      delete_rule() {
        az network nsg rule delete --resource-group "$group" --nsg-name "$nsg" --name "$1" \\
          --output none </dev/null
      }
      """;

  private static final String RULE =
      """

      # rule NAME DIRECTION FIRST LAST OPTION...: creates or updates a rule; one that is there keeps
      # its priority, a new one gets the first from FIRST to LAST that is free
      rule() {
        name=$1 direction=$2 first=$3 last=$4
        shift 4
        priority=$(printf '%s\\n' "$rules" | awk -F '\\t' -v name="$name" -v direction="$direction" \\
          -v first="$first" '
            tolower($1) == tolower(direction) { taken[$2] = 1 }
            tolower($3) == tolower(name) { own = $2 }
            END {
              for (p = first; !own && (p in taken); p++) { }
              print (own ? own : p)
            }')
        [ "$priority" -le "$last" ] ||
          fail "no priority from $first to $last is free for $name" "use another --nsg-priority"
        az network nsg rule create --resource-group "$group" --nsg-name "$nsg" --name "$name" \\
          --direction "$direction" --priority "$priority" --source-port-ranges '*' \\
          --output none "$@" </dev/null
        rules="$rules
      $direction$tab$priority$tab$name"
        wanted="$wanted
      $name"
      }

      tab=$(printf '\\t')
      wanted=
      """;

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<SecurityRule> rules = SecurityRules.of(plan, installation);
    Usage usage =
        apply(installation).boot("nothing to do; the group keeps its rules.").undoByRemoval();
    ShScript script = begin(out, installation, Header.lines(plan, installation, usage.lines()));
    out.append(RULE);
    for (SecurityRule rule : rules) {
      append(out, rule, installation);
    }
    out.append(
        """

        own | sort -u | while read -r name; do
          printf '%s\\n' "$wanted" | grep -q -i -x -F -e "$name" || delete_rule "$name"
        done
        """);
    script.endWithArguments();
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    ShScript script =
        begin(out, installation, Header.removal(installation, apply(installation).lines()));
    out.append("\nown | while read -r name; do\n  delete_rule \"$name\"\ndone\n");
    script.endWithArguments();
  }

  private static ShScript begin(StringBuilder out, Installation installation, List<String> header) {
    ShScript script = new ShScript(out, "apply_rules");
    Header.append(out, "#", header);
    script.stopAtFailures();
    String nsg = installation.options().find(NsgOptions.NAME).orElse("");
    out.append(FUNCTIONS.formatted(nsg, installation.name()));
    return script;
  }

  private static void append(StringBuilder out, SecurityRule rule, Installation installation) {
    boolean outbound = rule.direction() == Direction.OUTBOUND;
    int first = rule.firstPriority(installation.options().get(NsgOptions.PRIORITY));
    boolean beforeDenying = installation.enforces() && rule.allow();
    int last = beforeDenying ? first + SecurityRules.ROOM_TO_ALLOW - 1 : NsgOptions.MAX_PRIORITY;
    out.append("rule ").append(rule.name()).append(' ').append(rule.directionName()).append(' ');
    out.append(first).append(' ').append(last).append(" \\\n  --access ");
    out.append(rule.allow() ? "Allow" : "Deny").append(" --protocol ").append(rule.protocol());
    out.append(" --destination-port-ranges ").append(rule.ports().joined(" "));
    out.append(" \\\n  --description ").append(Sh.word("acrfw: " + rule.description()));
    out.append(outbound ? " --source" : " --destination").append("-address-prefixes '*'");
    out.append(outbound ? " --destination" : " --source").append("-address-prefixes");
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
