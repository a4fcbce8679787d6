#!/bin/sh
apply_rules() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --format nsg-az
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
# Holds: Storage.WestEurope IPv4 80 IPv6 73786976294838206464
#
# Opens:
#   outbound tcp 443 AzureContainerRegistry.WestEurope for contoso.azurecr.io, azurecr.io
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: sh FILE GROUP NSG, signed in with az. Safe to run again.
# Check: az network nsg rule list --resource-group GROUP --nsg-name NSG --output table
# Boot:  nothing to do; the group keeps its rules.
# Undo:  run what the same command with --remove instead of a selection writes.
# Outbound: a group lets everything out by its default rule, so outbound rules matter only in front of one that denies: --enforce, or your own.
set -eu

# fail MESSAGE HINT [CODE]
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit "${3:-1}"
}

group=${1:-}
nsg=${2:-}
if [ -z "$group" ] || [ -z "$nsg" ]; then
  fail "which resource group and network security group?" "sh FILE GROUP NSG"
fi
command -v az >/dev/null || fail "no Azure CLI found" "install az and sign in with 'az login'"

# cannot_read: says why az cannot list the group's rules
cannot_read() {
  subscription=$(az account show --query name --output tsv </dev/null 2>/dev/null) ||
    fail "az is not signed in, or its subscription does not exist" \
      "'az login', then 'az account set --subscription NAME'"
  fail "az cannot read a group $nsg in the resource group $group of the subscription $subscription" \
    "see 'az network nsg list --output table'; 'az account set --subscription NAME' changes to another"
}

# read_rules: sets the rules of the group, one a line: direction, priority, name, access,
# protocol, ports and addresses of source and destination, description
read_rules() {
  rules=$(az network nsg rule list --resource-group "$group" --nsg-name "$nsg" --output tsv \
    --query "[].[direction, priority, name, access, protocol,
      join(' ', [sourcePortRange || '', join(' ', sort(sourcePortRanges || ['']))]),
      join(' ', [destinationPortRange || '', join(' ', sort(destinationPortRanges || ['']))]),
      join(' ', [sourceAddressPrefix || '', join(' ', sort(sourceAddressPrefixes || ['']))]),
      join(' ', [destinationAddressPrefix || '',
        join(' ', sort(destinationAddressPrefixes || ['']))]),
      to_string([description])]" </dev/null) || cannot_read
  rules=$(printf '%s\n' "$rules" | tr -d '\r' | awk -F '\t' -v OFS='\t' '
    $0 == "" { next }
    NF != 10 || $2 !~ /^[0-9]+$/ { exit 1 }
    { for (i = 1; i <= NF; i++) gsub(/^ +| +$/, "", $i); print }') ||
    fail "az shows the rules in a way that this script does not know" "update az"
}

# own: the names of the rules in the group that acrfw made under this name
own() {
  printf '%s\n' "$rules" | cut -f 3 | grep -E '^acrfw-(out|in)-[0-9]+(-[0-9]+)*-([A-Z]|deny-)' || true
}

# left_over: those of them that are not wanted
left_over() {
  own | while read -r name; do
    printf '%s\n' "$wanted" | grep -q -i -x -F -e "$name" || printf '%s\n' "$name"
  done
}

# stop WHAT: ends after a failure of az
stop() {
  old=$(left_over | tr '\n' ' ')
  fail "az could not $1; new in the group: ${made:-none}; old and still there: ${old:-none}" \
    "mend what az says above and run this again: it does what is left"
}

# delete_left_over: goes on with the rules that are not wanted
delete_left_over() {
  for name in $(left_over); do
    az network nsg rule delete --resource-group "$group" --nsg-name "$nsg" --name "$name" \
      --output none </dev/null || stop "delete $name"
    echo "- $name"
    changed=yes
    rules=$(printf '%s\n' "$rules" | awk -F '\t' -v name="$name" '$3 != name')
  done
}

made=
changed=

# sorted WORD...: the words in one order, on one line
sorted() {
  printf '%s\n' "$@" | LC_ALL=C sort | tr '\n' ' ' | sed 's/ $//'
}

# is_there LINE: whether the group has just that rule
is_there() {
  printf '%s\n' "$1" "$rules" | awk '
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
  line="$line${tab}[\"acrfw: $what, --nsg-priority $base\"]"
  if ! is_there "$line"; then
    case $direction in
      Outbound) set -- --source-address-prefixes '*' --destination-address-prefixes "$@" ;;
      *) set -- --destination-address-prefixes '*' --source-address-prefixes "$@" ;;
    esac
    # shellcheck disable=SC2086 # ports are words
    az network nsg rule create --resource-group "$group" --nsg-name "$nsg" --name "$name" \
      --direction "$direction" --priority "$priority" --access "$access" \
      --protocol "$protocol" --source-port-ranges '*' --destination-port-ranges $ports \
      --description "acrfw: $what, --nsg-priority $base" \
      --output none "$@" </dev/null || stop "write $name"
    changed=yes
    made="$made$name "
    echo "$sign $name, priority $priority"
    rules=$(printf '%s\n' "$rules" | awk -F '\t' -v name="$name" 'tolower($3) != tolower(name)')
    rules="$rules
$line"
  fi
  lines="$lines
$line"
}

# set_priority: the one that the rule has, or the first that is free; base is the
# --nsg-priority that it was given from
set_priority() {
  base=200 sign='~'
  found=$(printf '%s\n' "$rules" | awk -F '\t' -v name="$name" -v direction="$direction" '
    tolower($3) == tolower(name) && tolower($1) == tolower(direction) { print $2, $NF }')
  priority=${found%% *}
  # What allows stays before what denies, whatever --nsg-priority was.
  case $access in
    Allow) [ "${priority:-0}" -le "$last" ] || priority= ;;
    Deny) [ "${priority:-0}" -ge "$first" ] || priority= ;;
  esac
  if [ -z "$priority" ]; then
    printf '%s\n' "$rules" | cut -f 3 | grep -q -i -x -F -e "$name" || sign=+
    priority=$(printf '%s\n' "$rules" | awk -F '\t' -v direction="$direction" -v p="$first" '
      tolower($1) == tolower(direction) { taken[$2] = 1 }
      END { while (p in taken) p++; print p }')
    [ "$priority" -le "$last" ] ||
      fail "no priority from $first to $last is free for $name" "use another --nsg-priority"
  else
    given=$(printf '%s\n' "$found" | sed -n 's/.*, --nsg-priority \([0-9]*\)"\]$/\1/p')
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
    printf '%s\n' "$lines" | while read -r line; do
      [ -z "$line" ] || is_there "$line" || printf '%s\n' "$line" | cut -f 3
    done | {
      missing=$(tr '\n' ' ')
      [ -z "$missing" ] || fail "not in the group as they were written: $missing" \
        "somebody else changed it at the same time: run this again"
    }
  else
    echo "nothing to change"
  fi
  [ -z "$stay" ] || {
    echo "acrfw: warning: these keep priorities that another --nsg-priority than 200 gave them:$stay" >&2
    echo "acrfw: hint: to move them, run the script that --remove writes, then this one" >&2
  }
  warn_of_others
}

tab=$(printf '\t')
lines=
stay=

# warn_of_others: names rules of others that deny before ours what these allow, and says where
# nothing denies what ours allow
warn_of_others() {
  { printf '%s\n' "$lines"; echo .; printf '%s\n' "$rules"; } | awk -F '\t' '
    function bits(address, n,   group, i, j, k, groups, half, left, value) {
      # the address as bits, one array element a 16-bit group, and its length
      len[n] = address ~ /:/ ? 128 : 32
      if (split(address, half, "/") == 2) len[n] = half[2]
      address = tolower(half[1])
      if (address !~ /:/) {
        split(address, group, ".")
        part[n, 1] = group[1] * 256 + group[2]; part[n, 2] = group[3] * 256 + group[4]
        return
      }
      i = split(address, half, "::")
      k = split(half[1], group, ":")
      for (j = 1; j <= 8; j++) part[n, j] = j <= k ? hex(group[j]) : 0
      if (i == 2) {
        k = split(half[2], group, ":")
        for (j = 1; j <= k; j++) part[n, 8 - k + j] = hex(group[j])
      }
    }
    function hex(digits,   i, value) {
      for (i = 1; i <= length(digits); i++)
        value = value * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
      return value + 0
    }
    function is_address(word) { return word ~ /^[0-9]+\.|:/ }
    function address_meets(a, b,   least, i, shift) {
      if ((a ~ /:/) != (b ~ /:/)) return 0
      bits(a, 1); bits(b, 2)
      least = len[1] < len[2] ? len[1] : len[2]
      for (i = 1; least > 0; i++) {
        shift = least >= 16 ? 1 : 2 ^ (16 - least)
        if (int(part[1, i] / shift) != int(part[2, i] / shift)) return 0
        least -= 16
      }
      return 1
    }
    function region(tag) { return index(tag, ".") ? substr(tag, index(tag, ".") + 1) : "" }
    function is_all(word) { return word == "*" || word == "internet" || word == "0.0.0.0/0" || word == "::/0" }
    function tag_meets(theirs, ours) {
      if (theirs == "azurecloud") return 1
      if (index(theirs, "azurecloud.") == 1) return region(ours) == "" || region(ours) == region(theirs)
      return theirs == ours || index(ours, theirs ".") == 1 || index(theirs, ours ".") == 1
    }
    function addresses_meet(theirs, ours, tag,   t, o, i, j, n, m) {
      n = split(tolower(theirs), t, " "); m = split(tolower(ours), o, " ")
      for (i = 1; i <= n; i++) {
        if (is_all(t[i])) return 1
        if (!is_address(t[i])) { if (tag_meets(t[i], tolower(tag))) return 1; continue }
        for (j = 1; j <= m; j++) if (is_address(o[j]) && address_meets(t[i], o[j])) return 1
      }
      return 0
    }
    function ports_meet(theirs, ours,   t, o, i, j, n, m, ends) {
      n = split(theirs, t, " "); m = split(ours, o, " ")
      for (i = 1; i <= n; i++) {
        if (t[i] == "*") return 1
        if (split(t[i], ends, "-") == 1) ends[2] = ends[1]
        for (j = 1; j <= m; j++) if (o[j] + 0 >= ends[1] + 0 && o[j] + 0 <= ends[2] + 0) return 1
      }
      return 0
    }
    $0 == "." { theirs = 1; next }
    $0 == "" { next }
    !theirs { mine[tolower($3)] = 1; own[++count] = $0; next }
    tolower($4) != "deny" || tolower($3) in mine || $6 !~ /(^| )(\*|0-65535)( |$)/ { next }
    {
      for (n = 1; n <= count; n++) {
        split(own[n], rule, "\t")
        if (tolower(rule[4]) != "allow" || tolower(rule[1]) != tolower($1)) continue
        if ($5 != "*" && tolower($5) != tolower(rule[5]) || !ports_meet($7, rule[7])) continue
        side = rule[1] == "Outbound" ? 9 : 8
        tag = rule[10]; sub(/,.*/, "", tag); sub(/.* /, "", tag)
        if (!addresses_meet($side, rule[side], tag)) continue
        if ($2 + 0 < rule[2] + 0) print "before", $3, $2, rule[3], rule[2]
        else if (is_all(tolower($side))) closed[n] = 1
      }
    }
    END {
      for (n = 1; n <= count; n++) {
        split(own[n], rule, "\t")
        if (rule[1] == "Outbound" && tolower(rule[4]) == "deny") exit
        if (rule[1] == "Outbound" && !closed[n]) open = 1
      }
      if (open) print "open"
    }' | while read -r kind deny at name priority; do
    if [ "$kind" = open ]; then
      echo "acrfw: warning: no rule of the group denies these outbound connections, so it lets everything out, with or without its rules" >&2
      echo "acrfw: hint: add one that denies, with a higher number, or use --enforce" >&2
    else
      echo "acrfw: warning: the rule $deny (priority $at) denies what $name (priority $priority) allows" >&2
      echo "acrfw: hint: give it a higher number, or use a lower --nsg-priority" >&2
    fi
  done
}

wanted='
acrfw-out-443-AzureContainerRegistry.WestEurope
acrfw-out-443-Storage.WestEurope
'
read_rules
rule acrfw-out-443-AzureContainerRegistry.WestEurope Outbound 200 4096 Allow Tcp 443 \
  'outbound tcp 443 AzureContainerRegistry.WestEurope' AzureContainerRegistry.WestEurope
rule acrfw-out-443-Storage.WestEurope Outbound 200 4096 Allow Tcp 443 \
  'outbound tcp 443 Storage.WestEurope' Storage.WestEurope
delete_left_over
finish
}; apply_rules "$@"
