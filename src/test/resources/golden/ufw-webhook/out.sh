#!/bin/sh
apply_block() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --region westeurope --for webhook:8443 --format ufw --name web --hook forward --hook input
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8 IPv6 18446744073709551616
#
# Opens:
#   inbound tcp 8443 AzureContainerRegistry.WestEurope: 8 IPv4 addresses, 1 IPv6 prefix
# Note: webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret header), for any tenant's webhooks come from these addresses; a geo-replicated registry has a webhook for each replica's region, so name all of them
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: sh FILE, as root; it writes to /etc/ufw and reloads ufw.
# Check: ufw show before-rules
# Boot:  nothing to do; ufw reads its files when it starts.
# Undo:  run what the same command with --remove instead of a selection writes.
# Ports: inbound rules see the port after a translation: for a container or a host that
#        is published under another port, name its own, with --hook forward, or take
#        --published (iptables, nftables).
set -eu
PATH=$PATH:/usr/sbin:/sbin
name=web

# fail MESSAGE HINT [CODE]
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit "${3:-1}"
}

# one_at_a_time NAME: waits for another run for this name, a minute at most; the lock is the
# system's own, so it ends with its holder, however that ends
one_at_a_time() {
  command -v flock >/dev/null && [ -w /run ] || return 0
  exec 9>"/run/acrfw-$1.lock"
  # BusyBox' flock cannot wait for a time.
  flock -w 60 9 2>/dev/null || flock -n 9 ||
    fail "another run for the name $1 is at work, so nothing was changed" \
      "run this again when that one has ended"
}

# with FILE: FILE of ufw with the block of this name in place of an earlier one, as the last
# rules of the table filter; without a block where it has no rules
with() {
  awk -v begin="# BEGIN acrfw $name" -v end="# END acrfw $name" -v block="$folder/$1" '
    $0 == begin { inside = 1 }
    !inside && /^[*]/ { table = $1 }
    !inside && $1 == "COMMIT" && table == "*filter" && !placed {
      while ((getline rule <block) > 0) {
        if (!placed) print begin
        placed = 1
        print rule
      }
      if (placed) print end
      placed = 1
    }
    !inside { print }
    $0 == end { inside = 0 }
    END { exit !placed }' "$etc/$1" >"$folder/whole-$1" ||
    fail "$etc/$1 has no table filter that ends with COMMIT, so nothing was changed" \
      "see what was done to it; ufw reset makes it anew"
}

# loads COMMAND FILE...: refuses to begin where a reload would fail half way, which turns ufw off
loads() {
  command=$1
  shift
  for file in "$@"; do
    [ ! -s "$file" ] || "$command" --test --noflush <"$file" >/dev/null ||
      fail "$command does not take $file, so nothing was changed"         "mend it: the next reload or restart of ufw would fail as well"
  done
}

# put FROM: gives ufw the files that FROM begins with, each at once and with its owner and mode
put() {
  for file in before.rules before6.rules; do
    cp -p "$etc/$file" "$etc/$file.new"
    cat "$1$file" >"$etc/$file.new"
    mv "$etc/$file.new" "$etc/$file"
  done
}

# replace: makes the new files those that count, or leaves all as it was
replace() {
  with before.rules
  with before6.rules
  if cmp -s "$etc/before.rules" "$folder/whole-before.rules" &&
    cmp -s "$etc/before6.rules" "$folder/whole-before6.rules"; then
    echo "nothing to change"
    return
  fi
  loads iptables-restore "$folder/whole-before.rules" "$etc/user.rules" "$etc/after.rules"
  loads ip6tables-restore "$folder/whole-before6.rules" "$etc/user6.rules" "$etc/after6.rules"
  active=
  ! LC_ALL=C ufw status | grep -q '^Status: active' || active=yes
  cp "$etc/before.rules" "$folder/old-before.rules"
  cp "$etc/before6.rules" "$folder/old-before6.rules"
  put "$folder/whole-"
  if [ -z "$active" ]; then
    echo "ufw is not active: the rules count from 'ufw enable' on"
  elif ! ufw reload; then
    put "$folder/old-"
    # A reload that fails leaves ufw off.
    ufw --force enable || true
    fail "ufw refused the rules, so its files are as they were"       "its reasons are above; see that it is active: ufw status"
  fi
}

etc=/etc/ufw
if ! command -v ufw >/dev/null || [ ! -f "$etc/before.rules" ] || [ ! -f "$etc/before6.rules" ]; then
  fail "there is no ufw here, so nothing was changed" "install it, or take another format"
fi
[ -w "$etc/before.rules" ] ||
  fail "$etc cannot be written, so nothing was changed" "run this as root"
one_at_a_time "$name"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

cat >"$folder/before.rules" <<'RULES'
-A ufw-before-forward -s 192.0.2.0/29 -p tcp -m tcp --dport 8443 -j ACCEPT
-A ufw-before-input -s 192.0.2.0/29 -p tcp -m tcp --dport 8443 -j ACCEPT
RULES
cat >"$folder/before6.rules" <<'RULES'
-A ufw6-before-forward -s 2001:db8:0:1::/64 -p tcp -m tcp --dport 8443 -j ACCEPT
-A ufw6-before-input -s 2001:db8:0:1::/64 -p tcp -m tcp --dport 8443 -j ACCEPT
RULES
replace
}; apply_block
