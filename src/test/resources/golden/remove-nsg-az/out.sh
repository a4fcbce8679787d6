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

own | while read -r name; do
  delete_rule "$name"
done
}; apply_rules "$@"
