package dev.acrfw.render;

import dev.acrfw.access.Direction;
import dev.acrfw.render.SecurityRules.SecurityRule;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.Sh;
import java.util.ArrayList;
import java.util.List;

/**
 * A POSIX sh script for the Azure CLI that makes a group's rules of one name what they should be:
 * creates and updates first, keeping the priorities that rules have, deletes then.
 *
 * <p>All of it is one function that the last line closes and calls, so a script that was cut off
 * runs nothing.
 */
final class NsgAzRenderer implements Renderer {
  private static final String FUNCTIONS =
      """
      set -eu

      # fail MESSAGE HINT
      fail() {
        echo "acrfw: error: $1" >&2
        echo "acrfw: hint: $2" >&2
        exit 1
      }

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
    List<String> usage = new ArrayList<>(apply(installation));
    usage.add("Boot:  nothing to do; the group keeps its rules.");
    usage.add("Undo:  run what the same command with --remove instead of a selection writes.");
    begin(out, installation, Header.lines(plan, installation, usage));
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
    out.append("}; apply_rules \"$@\"\n");
  }

  @Override
  public void remove(Installation installation, StringBuilder out) {
    begin(out, installation, Header.removal(installation, apply(installation)));
    out.append("\nown | while read -r name; do\n  delete_rule \"$name\"\ndone\n");
    out.append("}; apply_rules \"$@\"\n");
  }

  private static void begin(StringBuilder out, Installation installation, List<String> header) {
    out.append("#!/bin/sh\napply_rules() {\n");
    Header.append(out, "#", header);
    String nsg = installation.nsg().nsgName();
    out.append(FUNCTIONS.formatted(nsg == null ? "" : nsg, installation.name()));
  }

  private static void append(StringBuilder out, SecurityRule rule, Installation installation) {
    boolean outbound = rule.direction() == Direction.OUTBOUND;
    int first = rule.firstPriority(installation.nsg());
    boolean beforeDenying = installation.enforcement().isPresent() && rule.allow();
    int last = beforeDenying ? first + SecurityRules.ROOM_TO_ALLOW - 1 : SecurityRules.MAX_PRIORITY;
    out.append("rule ").append(rule.name()).append(' ').append(rule.directionName()).append(' ');
    out.append(first).append(' ').append(last).append(" \\\n  --access ");
    out.append(rule.allow() ? "Allow" : "Deny").append(" --protocol ").append(rule.protocol());
    out.append(" --destination-port-ranges ").append(Plan.join(rule.ports(), " "));
    out.append(" \\\n  --description ").append(Sh.word("acrfw: " + rule.description()));
    out.append(outbound ? " --source" : " --destination").append("-address-prefixes '*'");
    out.append(outbound ? " --destination" : " --source").append("-address-prefixes");
    if (rule.prefixes() == null) {
      out.append(' ').append(rule.tag());
    } else {
      rule.prefixes().forEachCidr(cidr -> out.append(" \\\n  ").append(cidr));
    }
    out.append('\n');
  }

  private static List<String> apply(Installation installation) {
    String nsg = installation.nsg().nsgName() == null ? " NSG" : " [NSG]";
    return List.of(
        "Apply: sh FILE GROUP" + nsg + ", signed in with az. Safe to run again.",
        "Check: az network nsg rule list --resource-group GROUP --nsg-name NSG --output table");
  }
}
