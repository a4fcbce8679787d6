#!/bin/sh
apply_policy() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --for webhook:8443 --for pull --family ipv4 --format firewalld --name web
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8
# Holds: Storage.WestEurope IPv4 80
#
# Opens:
#   inbound tcp 8443 AzureContainerRegistry.WestEurope: 8 IPv4 addresses, 0 IPv6 prefixes
#   outbound tcp 443 AzureContainerRegistry.WestEurope for contoso.azurecr.io, azurecr.io: 8 IPv4 addresses, 0 IPv6 prefixes
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 0 IPv6 prefixes
# Note: webhook: the endpoint must be publicly reachable and must authenticate its caller (a secret header), for any tenant's webhooks come from these addresses; a geo-replicated registry has a webhook for each replica's region, so name all of them
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: sh FILE, as root; it writes to /etc/firewalld and reloads firewalld.
# Check: firewall-cmd --info-policy=web_out
# Boot:  nothing to do; firewalld reads its files when it starts.
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

# own FOLDER: the files of this name that were made before; no other name has an underscore
own() {
  for file in "$1"/ipsets/"${name}"_out_*_v[46].xml "$1"/ipsets/"${name}"_in_*_v[46].xml \
    "$1"/policies/"${name}"_out.xml "$1"/policies/"${name}"_fwd.xml "$1"/policies/"${name}"_in.xml; do
    [ ! -e "$file" ] || echo "${file#"$1"/}"
  done
}

# put FROM FILE...: puts files in their places, each at once
put() {
  from=$1
  shift
  for file in "$@"; do
    cp "$from/$file" "$etc/$file.new"
    mv "$etc/$file.new" "$etc/$file"
  done
}

# load: lets firewalld read its files, if it runs
load() {
  if firewall-cmd --state >/dev/null 2>&1; then
    firewall-cmd --check-config >/dev/null && firewall-cmd --reload >/dev/null
  else
    firewall-offline-cmd --check-config >/dev/null
  fi
}

# leave FROM: what is there of this name becomes what FROM has, policies after their ipsets
leave() {
  # shellcheck disable=SC2046 # names without spaces
  put "$1" $(own "$1")
  own "$etc" | sort -r | while IFS= read -r file; do
    [ -e "$1/$file" ] || rm "$etc/$file"
  done
}

# replace: makes the new files those that count, or leaves all as it was
replace() {
  if [ "$(cd "$new" && own . | sort | xargs -r cat)" = "$(cd "$etc" && own . | sort | xargs -r cat)" ] &&
    [ "$(own "$new")" = "$(own "$etc")" ]; then
    echo "nothing to change"
    return
  fi
  # shellcheck disable=SC2046 # names without spaces
  for file in $(own "$etc"); do
    cp -p "$etc/$file" "$old/$file"
  done
  leave "$new"
  load && return
  leave "$old"
  load || true
  fail "firewalld refused the files, so all is as it was" "its reasons are above and in its log"
}

etc=/etc/firewalld
if ! command -v firewall-offline-cmd >/dev/null || [ ! -d "$etc" ]; then
  fail "there is no firewalld here, so nothing was changed" "install it, or take another format"
fi
case $(firewall-offline-cmd --version) in
  0.*)
    fail "firewalld before 1.0 has no policy that lets a connection out whose others are denied;" \
      "nothing was changed: take another format (docs/hosts.md)"
    ;;
esac
[ -w "$etc" ] || fail "$etc cannot be written, so nothing was changed" "run this as root"
one_at_a_time "$name"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
new=$folder/new old=$folder/old
mkdir -p "$new/ipsets" "$new/policies" "$old/ipsets" "$old/policies" "$etc/ipsets" "$etc/policies"

cat >"$new/ipsets/web_in_1_v4.xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <option name="family" value="inet"/>
  <option name="maxelem" value="262144"/>
  <entry>192.0.2.0/29</entry>
</ipset>
XML
cat >"$new/ipsets/web_out_2_v4.xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<ipset type="hash:net">
  <option name="family" value="inet"/>
  <option name="maxelem" value="262144"/>
  <entry>192.0.2.0/29</entry>
  <entry>198.51.100.64/26</entry>
  <entry>198.51.100.128/28</entry>
</ipset>
XML
cat >"$new/policies/web_out.xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<policy priority="-100" target="CONTINUE">
  <ingress-zone name="HOST"/>
  <egress-zone name="ANY"/>
  <rule family="ipv4">
    <destination ipset="web_out_2_v4"/>
    <port port="443" protocol="tcp"/>
    <accept/>
  </rule>
</policy>
XML
cat >"$new/policies/web_in.xml" <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<policy priority="-100" target="CONTINUE">
  <ingress-zone name="ANY"/>
  <egress-zone name="HOST"/>
  <rule family="ipv4">
    <source ipset="web_in_1_v4"/>
    <port port="8443" protocol="tcp"/>
    <accept/>
  </rule>
</policy>
XML
replace
}; apply_policy
