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

# nft before 0.9.3 refuses these files, and it says so in words that do not help.
version=$(nft --version | sed 's/[^0-9]*\([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*/\1 \2 \3/')
old=$(echo "$version" | awk '{ print ($1 * 10000 + $2 * 100 + $3 < 903) ? "yes" : "" }')
if [ -n "$old" ]; then
  echo "nft $(echo "$version" | tr ' ' .) is too old for these rules, so nothing was changed: 0.9.3 is needed" >&2
  exit 1
fi

# Loaded also when the file is the same: a host may have lost its rules since.
if [ -f "$installed" ] && cmp -s "$new" "$installed"; then
  nft -f "$installed"
  exit 0
fi
nft -c -f "$new"
mkdir -p "$(dirname "$installed")"
saved=$(mktemp)
trap 'rm -f "$saved" "$installed.new"' EXIT
# What is to be kept is written before it is loaded: a full disk stops it here, with nothing changed.
cp "$new" "$installed.new"
if [ -f "$installed" ]; then
  cp -p "$installed" "$saved"
else
  acrfw generate --remove --format nftables --output "$saved"
fi
nft -f "$new"
if "$@"; then
  mv "$installed.new" "$installed"
else
  nft -f "$saved"
  echo "the check failed with the new rules, so the old ones are back: $*" >&2
  exit 1
fi
