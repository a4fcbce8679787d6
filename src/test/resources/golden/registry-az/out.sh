#!/bin/sh
configure_registry() {
# Network settings of a registry, written by acrfw. Do not edit.
# Command: acrfw registry --registry contoso --resource-group rg --allow 20.1.2.3,20.30.40.0/24 --prune --public-access selected --trusted-services on --tasks-bypass on --data-endpoints on
#
# Apply: sh FILE, signed in with az 2.47 or newer. Safe to run again.
# Check: sh FILE --dry-run shows what differs and changes nothing.
# Undo:  there is no undo; what was there before is in the output of the first run.
set -eu

# fail MESSAGE HINT [CODE]
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit "${3:-1}"
}

dry_run=
clients_ready=
for option do
  case $option in
    --dry-run) dry_run=yes ;;
    --clients-ready) clients_ready=yes ;;
    *) fail "unknown option $option" "it is --dry-run or --clients-ready" 2 ;;
  esac
done

registry=contoso
group=rg
api=2025-11-01

# resource VERB OPTION...: the registry, in the version of the API that knows all settings
resource() {
  verb=$1
  shift
  az resource "$verb" --namespace Microsoft.ContainerRegistry --resource-type registries \
    --name "$registry" --resource-group "$group" --api-version "$api" "$@"
}

# read_registry: sets what is there
read_registry() {
  there=$(resource show --output tsv --query "[
    sku.name, not_null(properties.networkRuleSet.defaultAction, ''),
    not_null(properties.publicNetworkAccess, ''),
    not_null(properties.networkRuleBypassOptions, ''),
    not_null(properties.networkRuleBypassAllowedForTasks, ''),
    not_null(properties.dataEndpointEnabled, ''), to_string(properties.networkRuleSet),
    join(' ', properties.networkRuleSet.ipRules[].value || ['']),
    not_null(properties.regionalEndpoints, ''),
    not_null(properties.endpointProtocol, '')]" </dev/null) ||
    fail "az cannot read the registry $registry" "see what az says above"
  there=$(printf '%s\n' "$there" | tr -d '\r')
  [ "$(printf '%s\n' "$there" | grep -c .)" -ge 2 ] ||
    fail "az shows the registry in a way that this script does not know" "update az"
}

# line NUMBER: a line of what is there, as the Resource Manager writes it
line() {
  printf '%s\n' "$there" | sed -n "$1p" | sed 's/^True$/true/; s/^False$/false/'
}

# ip_rules: the addresses that are let in, one a line
ip_rules() {
  line 8 | tr ' ' '\n' | sed -e '/:/!s|/32$||' -e 's|/128$||'
}

# differs SETTING NOW WANTED JSON: notes what is to be shown and sent
differs() {
  [ "$2" = "$3" ] || {
    shown="$shown$1: ${2:-unset} -> $3
"
    sent="$sent,$4"
  }
}

command -v az >/dev/null || fail "no Azure CLI found" "install az and sign in with 'az login'"
version=$(az version --query '"azure-cli"' --output tsv </dev/null | tr -d '\r')
minor=${version#*.}
case $version in
  [0-9]*.[0-9]*) ;;
  *) fail "'az version' fails" "see what az says above" ;;
esac
if [ "${version%%.*}" -lt 2 ] || { [ "${version%%.*}" -eq 2 ] && [ "${minor%%.*}" -lt 47 ]; }; then
  fail "az $version has no 'az resource patch'" "update az to 2.47 or newer"
fi
if [ -z "$group" ]; then
  group=$(az acr show --name "$registry" --query resourceGroup --output tsv </dev/null |
    tr -d '\r')
  [ -n "$group" ] || fail "az finds no registry $registry in this subscription" \
    "sign in with 'az login', or name the subscription with 'az account set --subscription NAME'"
fi
read_registry
tier=$(line 1)
[ "$tier" = Premium ] ||
  fail "the registry's tier is $tier, and these settings need Premium" \
    "change it: az acr update --name $registry --sku Premium"

wanted='
20.1.2.3
20.30.40.0/24
'
unwanted=

# is_in RULE LIST
is_in() {
  printf '%s\n' "$2" | grep -qxF -e "$1"
}

kept=
for rule in $(ip_rules); do
  is_in "$rule" "$wanted$unwanted" || kept="$kept
$rule"
done
kept=

# differences: sets what is to be shown and sent
differences() {
  shown=
  sent=
  new_rules=
  rules=$(ip_rules)
  for rule in $wanted $kept; do
    is_in "$rule" "$rules" || shown="$shown+ IP rule $rule
"
    new_rules="$new_rules,{\"action\":\"Allow\",\"value\":\"$rule\"}"
  done
  for rule in $rules; do
    is_in "$rule" "$wanted
$kept" || shown="$shown- IP rule $rule
"
  done
  [ -z "$shown" ] || sent="$sent,\"ipRules\":[${new_rules#,}]"
  differs networkRuleSet.defaultAction "$(line 2)" Deny '"defaultAction":"Deny"'
  if [ -n "$sent" ]; then
    # What else the rule set holds goes back as it was: of a key that stands twice az
    # takes the last.
    rule_set=$(line 7)
    case $rule_set in
      '{}' | null) sent=",\"networkRuleSet\":{${sent#,}}" ;;
      *) sent=",\"networkRuleSet\":${rule_set%?}$sent}" ;;
    esac
  fi
  differs publicNetworkAccess "$(line 3)" Enabled '"publicNetworkAccess":"Enabled"'
  differs networkRuleBypassOptions "$(line 4)" AzureServices '"networkRuleBypassOptions":"AzureServices"'
  differs networkRuleBypassAllowedForTasks "$(line 5)" true '"networkRuleBypassAllowedForTasks":true'
  differs dataEndpointEnabled "$(line 6)" true '"dataEndpointEnabled":true'
}

if [ "$(line 6)" != true ] && [ -z "$dry_run$clients_ready" ]; then
  echo "Clients that allow only blob storage fail to pull once this is switched."
  echo "First the rules of 'acrfw generate --data-endpoint both' on every client."
  [ -t 0 ] || fail "paused, and nothing was changed" \
    "run this again with --clients-ready when they have these rules" 3
  printf 'Has every client these rules? Type yes: '
  read -r answer
  [ "$answer" = yes ] || fail "paused, and nothing was changed" \
    "run this again when they have these rules" 3
fi

differences
if [ -z "$shown" ]; then
  echo "nothing to change"
  return
fi
if [ -z "$dry_run" ]; then
  printf '{%s}' "${sent#,}" | resource patch --properties @- --output none ||
    fail "az could not change the registry: all of it is done, or nothing" \
      "see what az says above, then run this again"
  done_now=$shown
  read_registry
  differences
  if [ -n "$shown" ]; then
    printf '%s' "$shown" >&2
    fail "the change was sent, and what is shown above is not there yet" \
      "somebody else may have changed it at the same time: run this again"
  fi
  shown=$done_now
fi
printf '%s' "$shown"
case $shown in *dataEndpointEnabled*)
  echo "When pulls are seen to work: 'acrfw generate --data-endpoint dedicated' on every client." ;;
esac
}; configure_registry "$@"
