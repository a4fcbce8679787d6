#!/bin/sh
configure_registry() {
# Network settings of a registry, written by acrfw. Do not edit.
# Command: acrfw registry --registry contoso --resource-group rg --allow 20.1.2.3,20.30.40.0/24 --public-access selected --trusted-services on --tasks-bypass on --data-endpoints on --prune
#
# Apply: sh FILE, logged in with az. Safe to run again: only differences are changed.
# Check: sh FILE --dry-run shows them and changes nothing.
# Undo:  there is no undo; what was there before is in the output of the first run.
set -eu
registry=contoso
group=rg
dry_run=
changed=

fail() {
  echo "acrfw: error: $1" >&2
  exit "${2:-1}"
}

clients_ready=
for option do
  case $option in
    --dry-run) dry_run=yes ;;
    --clients-ready) clients_ready=yes ;;
    *) fail "unknown option $option: it is --dry-run or --clients-ready" 2 ;;
  esac
done

# change WHAT COMMAND...: shows a difference and, without --dry-run, mends it
change() {
  echo "$1"
  shift
  changed=yes
  if [ -z "$dry_run" ]; then
    "$@" --output none || fail "az failed: what is shown above it is done; run this again"
  fi
}

# setting QUERY: a value of the registry
setting() {
  value=$(az acr show --name "$registry" --resource-group "$group" --query "$1" --output tsv) ||
    fail "az cannot read the registry"
  plain "$value"
}

# plain VALUE: without a carriage return, booleans in lower case
plain() {
  printf '%s\n' "$1" | tr -d '\r' | sed 's/^True$/true/; s/^False$/false/'
}

command -v az >/dev/null || fail "az is not installed"
version=$(az version --query '"azure-cli"' --output tsv) || fail "az version failed"
minor=${version#*.}
minor=${minor%%.*}
if [ "${version%%.*}" -lt 2 ] || { [ "${version%%.*}" -eq 2 ] && [ "$minor" -lt 18 ]; }; then
  fail "az $version is too old: 2.18 or newer is needed"
fi
if [ -z "$group" ]; then
  group=$(az acr show --name "$registry" --query resourceGroup --output tsv) ||
    fail "az finds no registry $registry in this subscription"
fi
tier=$(setting sku.name)
[ "$tier" = Premium ] || fail "the registry's tier is $tier, and these settings need Premium"

wanted='
20.1.2.3
20.30.40.0/24
'
rules=$(az acr network-rule list --name "$registry" --resource-group "$group" \
  --query 'ipRules[].ipAddressOrRange' --output tsv) || fail "az cannot list the IP rules"
there=$(printf '%s\n' "$rules" | tr -d '\r' | sed 's|/32$||')
others=
count=0
for rule in $there; do
  if ! printf '%s' "$wanted" | grep -qxF -e "$rule"; then
    others="$others $rule"
    count=$((count + 1))
  fi
done
for rule in $wanted; do
  count=$((count + 1))
done
[ "$count" -le 200 ] ||
  fail "with the rules of others there would be $count IP rules, and a registry takes 200"
for rule in $wanted; do
  if ! printf '%s\n' "$there" | grep -qxF -e "$rule"; then
    change "+ IP rule $rule" \
      az acr network-rule add --name "$registry" --resource-group "$group" --ip-address "$rule"
  fi
done

now=$(setting networkRuleSet.defaultAction)
if [ "$now" != Deny ]; then
  change "networkRuleSet.defaultAction: ${now:-unset} -> Deny" \
    az acr update --name "$registry" --resource-group "$group" --default-action Deny
fi

now=$(setting publicNetworkAccess)
if [ "$now" != Enabled ]; then
  change "publicNetworkAccess: ${now:-unset} -> Enabled" \
    az acr update --name "$registry" --resource-group "$group" --public-network-enabled true
fi

now=$(setting networkRuleBypassOptions)
if [ "$now" != AzureServices ]; then
  change "networkRuleBypassOptions: ${now:-unset} -> AzureServices" \
    az acr update --name "$registry" --resource-group "$group" --allow-trusted-services true
fi

# tasks COMMAND...: az resource, on the version of the API that knows the setting
tasks() {
  az resource "$@" --namespace Microsoft.ContainerRegistry --resource-type registries \
    --name "$registry" --resource-group "$group" --api-version 2025-11-01
}
now=$(tasks show --query properties.networkRuleBypassAllowedForTasks --output tsv) ||
  fail "az cannot read the registry"
now=$(plain "$now")
if [ "$now" != true ]; then
  change "networkRuleBypassAllowedForTasks: ${now:-unset} -> true" \
    tasks update --set properties.networkRuleBypassAllowedForTasks=true
fi

now=$(setting dataEndpointEnabled)
if [ "$now" != true ]; then
  if [ -z "$dry_run" ] && [ -z "$clients_ready" ]; then
    echo "Clients that allow only blob storage fail to pull once this is switched."
    echo "First the rules of 'acrfw generate --data-endpoint both' on every client."
    [ -t 0 ] || fail "paused: run this again with --clients-ready when they have them" 3
    printf 'Has every client these rules? Type yes: '
    read -r answer
    [ "$answer" = yes ] || fail "paused: nothing was switched" 3
  fi
  change "dataEndpointEnabled: ${now:-unset} -> true" \
    az acr update --name "$registry" --resource-group "$group" --data-endpoint-enabled true
  echo "When pulls are seen to work: 'acrfw generate --data-endpoint dedicated' on every client."
fi

for rule in $others; do
  change "- IP rule $rule" \
    az acr network-rule remove --name "$registry" --resource-group "$group" --ip-address "$rule"
done
[ -n "$changed" ] || echo "nothing to change"
}; configure_registry "$@"
