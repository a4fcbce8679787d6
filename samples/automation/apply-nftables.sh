#!/bin/sh
# Loads new nftables rules, checks that the registry still answers, and goes back if it does not.
#
#   apply-nftables.sh NEW INSTALLED CHECK...
#
# NEW is what "acrfw generate -f nftables" wrote, INSTALLED the file that /etc/nftables.conf includes,
# CHECK a command that ends with 0 when all is well, for example: curl -sS -m 20 -o /dev/null
# https://contoso.azurecr.io/v2/
set -eu
new=$1 installed=$2
shift 2

if [ -f "$installed" ] && cmp -s "$new" "$installed"; then
  exit 0
fi
nft -c -f "$new"
saved=$(mktemp)
trap 'rm -f "$saved"' EXIT
if [ -f "$installed" ]; then
  cp -p "$installed" "$saved"
else
  acrfw generate --remove --format nftables --output "$saved"
fi
nft -f "$new"
if "$@"; then
  cp "$new" "$installed.new"
  mv "$installed.new" "$installed"
else
  nft -f "$saved"
  echo "the check failed with the new rules, so the old ones are back: $*" >&2
  exit 1
fi
