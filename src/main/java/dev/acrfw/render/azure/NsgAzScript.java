package dev.acrfw.render.azure;

/** The functions of the sh script for a network security group. */
final class NsgAzScript {
  /**
   * Reads the rules. Its blanks: the default of the group's name, and the installation's name.
   *
   * <p>A field that az shows is either one value or a list, and the other is empty; lists are
   * sorted. Descriptions are JSON, so that one with a line break stays on its line.
   */
  static final String READING =
      """

      group=${1:-}
      nsg=${2:-%s}
      if [ -z "$group" ] || [ -z "$nsg" ]; then
        fail "which resource group and network security group?" "sh FILE GROUP NSG"
      fi
      command -v az >/dev/null || fail "no Azure CLI found" "install az and sign in with 'az login'"

      # cannot_read: says why az cannot list the group's rules
      cannot_read() {
        subscription=$(az account show --query name --output tsv </dev/null 2>/dev/null) ||
          fail "az is not signed in, or its subscription does not exist" \\
            "'az login', then 'az account set --subscription NAME'"
        fail "az cannot read a group $nsg in the resource group $group of the subscription $subscription" \\
          "see 'az network nsg list --output table'; 'az account set --subscription NAME' changes to another"
      }

      # read_rules: sets the rules of the group, one a line: direction, priority, name, access,
      # protocol, ports and addresses of source and destination, description
      read_rules() {
        rules=$(az network nsg rule list --resource-group "$group" --nsg-name "$nsg" --output tsv \\
          --query "[].[direction, priority, name, access, protocol,
            join(' ', [sourcePortRange || '', join(' ', sort(sourcePortRanges || ['']))]),
            join(' ', [destinationPortRange || '', join(' ', sort(destinationPortRanges || ['']))]),
            join(' ', [sourceAddressPrefix || '', join(' ', sort(sourceAddressPrefixes || ['']))]),
            join(' ', [destinationAddressPrefix || '',
              join(' ', sort(destinationAddressPrefixes || ['']))]),
            to_string([description])]" </dev/null) || cannot_read
        rules=$(printf '%%s\\n' "$rules" | tr -d '\\r' | awk -F '\\t' -v OFS='\\t' '
          $0 == "" { next }
          NF != 10 || $2 !~ /^[0-9]+$/ { exit 1 }
          { for (i = 1; i <= NF; i++) gsub(/^ +| +$/, "", $i); print }') ||
          fail "az shows the rules in a way that this script does not know" "update az"
      }

      # own: the names of the rules in the group that acrfw made under this name
      own() {
        printf '%%s\\n' "$rules" | cut -f 3 | grep -E '^%s-(out|in)-[0-9]+(-[0-9]+)*-([A-Z]|deny-)' || true
      }

      # left_over: those of them that are not wanted
      left_over() {
        own | while read -r name; do
          printf '%%s\\n' "$wanted" | grep -q -i -x -F -e "$name" || printf '%%s\\n' "$name"
        done
      }

      # stop WHAT: ends after a failure of az
      stop() {
        old=$(left_over | tr '\\n' ' ')
        fail "az could not $1; new in the group: ${made:-none}; old and still there: ${old:-none}" \\
          "mend what az says above and run this again: it does what is left"
      }

      # delete_left_over: goes on with the rules that are not wanted
      delete_left_over() {
        for name in $(left_over); do
          az network nsg rule delete --resource-group "$group" --nsg-name "$nsg" --name "$name" \\
            --output none </dev/null || stop "delete $name"
          echo "- $name"
          changed=yes
          rules=$(printf '%%s\\n' "$rules" | awk -F '\\t' -v name="$name" '$3 != name')
        done
      }

      made=
      changed=
      """;

  /** Brings one rule to what it should be. Its blank: {@code --nsg-priority}. */
  static final String RULE =
      """

      # sorted WORD...: the words in one order, on one line
      sorted() {
        printf '%%s\\n' "$@" | LC_ALL=C sort | tr '\\n' ' ' | sed 's/ $//'
      }

      # is_there LINE: whether the group has just that rule
      is_there() {
        printf '%%s\\n' "$1" "$rules" | awk '
          NR == 1 { wanted = tolower($0) }
          NR > 1 && tolower($0) == wanted { found = 1 }
          END { exit !found }'
      }

      # rule NAME DIRECTION FIRST LAST ACCESS PROTOCOL PORTS WHAT PREFIX...: creates or updates a rule
      # that is not as it should be; one that is there keeps its priority, a new one gets the first
      # from FIRST to LAST that is free
      rule() {
        name=$1 direction=$2 first=$3 last=$4 access=$5 protocol=$6 ports=$7 what=$8
        shift 8
        here='*' there=$(sorted "$@")
        # shellcheck disable=SC2086 # ports are words
        target=$(sorted $ports)
        case $direction in
          Outbound) sides="$here$tab$there" ;;
          *) sides="$there$tab$here" ;;
        esac
        set_priority
        line="$direction$tab$priority$tab$name$tab$access$tab$protocol$tab*$tab$target$tab$sides"
        line="$line${tab}[\\"acrfw: $what, --nsg-priority $base\\"]"
        if ! is_there "$line"; then
          case $direction in
            Outbound) set -- --source-address-prefixes '*' --destination-address-prefixes "$@" ;;
            *) set -- --destination-address-prefixes '*' --source-address-prefixes "$@" ;;
          esac
          # shellcheck disable=SC2086 # ports are words
          az network nsg rule create --resource-group "$group" --nsg-name "$nsg" --name "$name" \\
            --direction "$direction" --priority "$priority" --access "$access" \\
            --protocol "$protocol" --source-port-ranges '*' --destination-port-ranges $ports \\
            --description "acrfw: $what, --nsg-priority $base" \\
            --output none "$@" </dev/null || stop "write $name"
          changed=yes
          made="$made$name "
          echo "$sign $name, priority $priority"
          rules=$(printf '%%s\\n' "$rules" | awk -F '\\t' -v name="$name" 'tolower($3) != tolower(name)')
          rules="$rules
      $line"
        fi
        lines="$lines
      $line"
      }

      # set_priority: the one that the rule has, or the first that is free; base is the
      # --nsg-priority that it was given from
      set_priority() {
        base=%1$s sign='~'
        found=$(printf '%%s\\n' "$rules" | awk -F '\\t' -v name="$name" -v direction="$direction" '
          tolower($3) == tolower(name) && tolower($1) == tolower(direction) { print $2, $NF }')
        priority=${found%%%% *}
        # What allows stays before what denies, whatever --nsg-priority was.
        case $access in
          Allow) [ "${priority:-0}" -le "$last" ] || priority= ;;
          Deny) [ "${priority:-0}" -ge "$first" ] || priority= ;;
        esac
        if [ -z "$priority" ]; then
          printf '%%s\\n' "$rules" | cut -f 3 | grep -q -i -x -F -e "$name" || sign=+
          priority=$(printf '%%s\\n' "$rules" | awk -F '\\t' -v direction="$direction" -v p="$first" '
            tolower($1) == tolower(direction) { taken[$2] = 1 }
            END { while (p in taken) p++; print p }')
          [ "$priority" -le "$last" ] ||
            fail "no priority from $first to $last is free for $name" "use another --nsg-priority"
        else
          given=$(printf '%%s\\n' "$found" | sed -n 's/.*, --nsg-priority \\([0-9]*\\)"\\]$/\\1/p')
          if [ "${given:-$base}" != "$base" ]; then
            base=$given
            stay="$stay $name"
          fi
        fi
      }

      # finish: what was written is there, what others have does not undo it
      finish() {
        if [ -n "$changed" ]; then
          read_rules
          printf '%%s\\n' "$lines" | while read -r line; do
            [ -z "$line" ] || is_there "$line" || printf '%%s\\n' "$line" | cut -f 3
          done | {
            missing=$(tr '\\n' ' ')
            [ -z "$missing" ] || fail "not in the group as they were written: $missing" \\
              "somebody else changed it at the same time: run this again"
          }
        else
          echo "nothing to change"
        fi
        [ -z "$stay" ] || {
          echo "acrfw: warning: these keep priorities that another --nsg-priority than %1$s gave them:$stay" >&2
          echo "acrfw: hint: to move them, run the script that --remove writes, then this one" >&2
        }
        warn_of_others
      }

      tab=$(printf '\\t')
      lines=
      stay=
      """;

  private NsgAzScript() {}
}
