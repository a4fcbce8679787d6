#!/bin/sh
apply_rules() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --region westeurope --format nsg-az --enforce --nsg-name web-nsg --nsg-addresses prefixes
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: f1dcf2f8fbb04ff2da10b1e8b23480e9f2346bd322d869d877c30593fc4293ca
# Generator: acrfw 0.1.0
#
# Opens:
#   outbound tcp 443 AzureContainerRegistry.WestEurope for *.azurecr.io, azurecr.io: 8 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 1 IPv6 prefix
#
# Apply: sh FILE GROUP [NSG], signed in with az. Safe to run again.
# Check: az network nsg rule list --resource-group GROUP --nsg-name NSG --output table
# Boot:  nothing to do; the group keeps its rules.
# Undo:  run what the same command with --remove instead of a selection writes.
set -eu

# fail MESSAGE HINT [CODE]
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit "${3:-1}"
}

group=${1:-}
nsg=${2:-web-nsg}
if [ -z "$group" ] || [ -z "$nsg" ]; then
  fail "which resource group and network security group?" "sh FILE GROUP NSG"
fi
command -v az >/dev/null || fail "no Azure CLI found" "install az and sign in with 'az login'"
rules=$(az network nsg rule list --resource-group "$group" --nsg-name "$nsg" \
  --query '[].[direction, priority, name]' --output tsv)

# own: the names of the rules in the group that acrfw made under this name
own() {
  printf '%s\n' "$rules" | cut -f 3 | grep -E '^acrfw-(out|in)-[0-9]+(-[0-9]+)*-([A-Z]|deny-)' || true
}

# delete_rule NAME
delete_rule() {
  az network nsg rule delete --resource-group "$group" --nsg-name "$nsg" --name "$1" \
    --output none </dev/null
}

# rule NAME DIRECTION FIRST LAST OPTION...: creates or updates a rule; one that is there keeps
# its priority, a new one gets the first from FIRST to LAST that is free
rule() {
  name=$1 direction=$2 first=$3 last=$4
  shift 4
  priority=$(printf '%s\n' "$rules" | awk -F '\t' -v name="$name" -v direction="$direction" \
    -v first="$first" '
      tolower($1) == tolower(direction) { taken[$2] = 1 }
      tolower($3) == tolower(name) { own = $2 }
      END {
        for (p = first; !own && (p in taken); p++) { }
        print (own ? own : p)
      }')
  [ "$priority" -le "$last" ] ||
    fail "no priority from $first to $last is free for $name" "use another --nsg-priority"
  az network nsg rule create --resource-group "$group" --nsg-name "$nsg" --name "$name" \
    --direction "$direction" --priority "$priority" --source-port-ranges '*' \
    --output none "$@" </dev/null
  rules="$rules
$direction$tab$priority$tab$name"
  wanted="$wanted
$name"
}

tab=$(printf '\t')
wanted=
rule acrfw-out-443-AzureContainerRegistry.WestEurope-ipv4 Outbound 200 699 \
  --access Allow --protocol Tcp --destination-port-ranges 443 \
  --description 'acrfw: outbound tcp 443 AzureContainerRegistry.WestEurope' --source-address-prefixes '*' --destination-address-prefixes \
  192.0.2.0/29
rule acrfw-out-443-AzureContainerRegistry.WestEurope-ipv6 Outbound 200 699 \
  --access Allow --protocol Tcp --destination-port-ranges 443 \
  --description 'acrfw: outbound tcp 443 AzureContainerRegistry.WestEurope' --source-address-prefixes '*' --destination-address-prefixes \
  2001:db8:0:1::/64
rule acrfw-out-443-Storage.WestEurope-ipv4 Outbound 200 699 \
  --access Allow --protocol Tcp --destination-port-ranges 443 \
  --description 'acrfw: outbound tcp 443 Storage.WestEurope' --source-address-prefixes '*' --destination-address-prefixes \
  198.51.100.64/26 \
  198.51.100.128/28
rule acrfw-out-443-Storage.WestEurope-ipv6 Outbound 200 699 \
  --access Allow --protocol Tcp --destination-port-ranges 443 \
  --description 'acrfw: outbound tcp 443 Storage.WestEurope' --source-address-prefixes '*' --destination-address-prefixes \
  2001:db8:1:8::/62
rule acrfw-out-443-deny-tcp Outbound 700 4096 \
  --access Deny --protocol Tcp --destination-port-ranges 443 \
  --description 'acrfw: deny other outbound tcp 443' --source-address-prefixes '*' --destination-address-prefixes Internet
rule acrfw-out-443-deny-udp Outbound 700 4096 \
  --access Deny --protocol Udp --destination-port-ranges 443 \
  --description 'acrfw: deny other outbound udp 443' --source-address-prefixes '*' --destination-address-prefixes Internet

own | sort -u | while read -r name; do
  printf '%s\n' "$wanted" | grep -q -i -x -F -e "$name" || delete_rule "$name"
done
}; apply_rules "$@"
