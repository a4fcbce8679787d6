#!/bin/sh
apply_lists() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --format aws-prefix-list
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
# Holds: Storage.WestEurope IPv4 80 IPv6 73786976294838206464
#
# Opens:
#   outbound tcp 443 AzureContainerRegistry.WestEurope for contoso.azurecr.io, azurecr.io: 8 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 1 IPv6 prefix
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: sh FILE, with the account and region that aws is set up for. Safe to run again.
# Check: aws ec2 describe-managed-prefix-lists --filters Name=tag:acrfw,Values=acrfw
# Boot:  nothing to do; AWS keeps the lists.
# Undo:  run what the same command with --remove instead of a selection writes.
set -eu
name=acrfw

# fail MESSAGE HINT [CODE]
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit "${3:-1}"
}

command -v aws >/dev/null || fail "no AWS CLI found" "install aws, and sign in"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
: >"$folder/wanted"
changed=

# ask WORD...: what aws ec2 says to it, without the carriage returns of Windows
ask() {
  aws ec2 "$@" --output text </dev/null >"$folder/said" ||
    fail "aws failed, see above; what was changed before it stays" "run this again"
  tr -d '\r' <"$folder/said"
}

# lists: those that acrfw made under this name: list, id, version, state and size, one a line
lists() {
  ask describe-managed-prefix-lists --filters "Name=tag:acrfw,Values=$name" \
    --query 'PrefixLists[].[PrefixListName, PrefixListId, Version, State, MaxEntries]' >"$folder/lists"
}

# find_list LIST: sets id, version, state and size; no id where there is no such list
find_list() {
  lists
  id='' version='' state='' size=''
  while read -r its_name its_id its_version its_state its_size; do
    [ "$its_name" != "$1" ] || id=$its_id version=$its_version state=$its_state size=$its_size
  done <"$folder/lists"
}

# settled LIST: waits until AWS has done what was asked for, a minute or two at most
settled() {
  for _ in $(seq 60); do
    find_list "$1"
    case $state in
      *-in-progress) sleep 1 ;;
      *-failed) fail "AWS says $state of $1" "see its state message in describe-managed-prefix-lists" ;;
      *) return 0 ;;
    esac
  done
  fail "AWS still says $state of $1" "run this again"
}

# words PREFIX FILE FROM: up to 100 lines of a file from a line on, each after PREFIX
words() {
  tail -n "+$3" "$2" | head -n 100 | sed "s|^|$1|"
}

# fill LIST: makes the list hold the entries in the file of its name, 100 changes a request
fill() {
  ask get-managed-prefix-list-entries --prefix-list-id "$id" --query 'Entries[].Cidr' \
    >"$folder/entries"
  tr '\t' '\n' <"$folder/entries" | sed -n '/[/]/p' | LC_ALL=C sort >"$folder/there"
  LC_ALL=C sort "$folder/$1" >"$folder/sorted"
  LC_ALL=C comm -13 "$folder/there" "$folder/sorted" >"$folder/add"
  LC_ALL=C comm -23 "$folder/there" "$folder/sorted" >"$folder/remove"
  needed=$(wc -l <"$folder/sorted")
  if [ "$needed" -gt "$size" ]; then
    ask modify-managed-prefix-list --prefix-list-id "$id" --max-entries "$((needed))" >/dev/null
    settled "$1"
  fi
  at=1
  while [ -n "$(tail -n "+$at" "$folder/add")$(tail -n "+$at" "$folder/remove")" ]; do
    set -- "$1" --prefix-list-id "$id" --current-version "$version"
    more=$(words Cidr= "$folder/add" "$at")
    # shellcheck disable=SC2086 # words without blanks
    [ -z "$more" ] || set -- "$@" --add-entries $more
    more=$(words Cidr= "$folder/remove" "$at")
    # shellcheck disable=SC2086
    [ -z "$more" ] || set -- "$@" --remove-entries $more
    list=$1
    shift
    ask modify-managed-prefix-list "$@" >/dev/null
    set -- "$list"
    settled "$1"
    at=$((at + 100))
  done
  if [ -s "$folder/add" ] || [ -s "$folder/remove" ]; then
    changed=yes
    echo "$1 ($id): +$(($(wc -l <"$folder/add"))) -$(($(wc -l <"$folder/remove"))) entries"
  fi
}

# list LIST FAMILY: makes the list hold exactly the CIDRs of standard input
list() {
  cat >"$folder/$1"
  echo "$1" >>"$folder/wanted"
  settled "$1"
  if [ -z "$id" ]; then
    ask create-managed-prefix-list --prefix-list-name "$1" --address-family "$2" \
      --max-entries "$(($(wc -l <"$folder/$1")))" \
      --tag-specifications "ResourceType=prefix-list,Tags=[{Key=acrfw,Value=$name}]" >/dev/null
    echo "+ $1"
    settled "$1"
  fi
  fill "$1"
}

# finish: empties the lists of this name that are no longer wanted: rules may refer to them
finish() {
  lists
  cut -f 1 "$folder/lists" >"$folder/names"
  while read -r found; do
    if ! grep -q -x -F -e "$found" "$folder/wanted"; then
      : >"$folder/$found"
      settled "$found"
      fill "$found"
    fi
  done <"$folder/names"
  [ -n "$changed" ] || echo "nothing to change"
}

list acrfw-out-443-ipv4 IPv4 <<'CIDRS'
192.0.2.0/29
198.51.100.64/26
198.51.100.128/28
CIDRS
list acrfw-out-443-ipv6 IPv6 <<'CIDRS'
2001:db8:0:1::/64
2001:db8:1:8::/62
CIDRS
finish
}; apply_lists
