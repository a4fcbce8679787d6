#!/bin/sh
apply_rules() {
# Takes away what acrfw's earlier outputs of this name made. Do not edit.
# Command: acrfw generate --remove --format nsg-az
# Generator: acrfw 0.1.0
#
# Apply: sh FILE GROUP NSG, signed in with az. Safe to run again.
# Check: az network nsg rule list --resource-group GROUP --nsg-name NSG --output table
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

wanted=
read_rules
delete_left_over
[ -n "$changed" ] || echo "nothing to change"
}; apply_rules "$@"
