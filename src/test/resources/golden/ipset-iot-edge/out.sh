#!/bin/sh
apply_rules() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --region westeurope --for iot-edge --format ipset
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: f1dcf2f8fbb04ff2da10b1e8b23480e9f2346bd322d869d877c30593fc4293ca
# Generator: acrfw 0.1.0
#
# Opens:
#   outbound tcp 443 MicrosoftContainerRegistry for mcr.microsoft.com, *.data.mcr.microsoft.com: 8 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 AzureFrontDoor.FirstParty for mcr.microsoft.com, *.data.mcr.microsoft.com: 16 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443,5671,8883 AzureIoTHub for *.azure-devices.net, global.azure-devices-provisioning.net: 32 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 AzureContainerRegistry.WestEurope for *.azurecr.io, azurecr.io: 8 IPv4 addresses, 1 IPv6 prefix
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 1 IPv6 prefix
#
# Apply: sh FILE, as root. Safe to run again; silent when all went well.
# Check: iptables -S acrfw_output; ip6tables -S acrfw_output
# Check: iptables -S acrfw_forward; ip6tables -S acrfw_forward
# Boot:  run it before the network is up (samples/systemd); replies need an accept of
#        established connections in your own rules.
# Undo:  run what the same command with --remove instead of a selection writes.
set -eu
PATH=$PATH:/usr/sbin:/sbin

# fail MESSAGE HINT
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit 1
}

# need COMMAND: refuses to begin what could not be finished
need() {
  "$1" -w -S >/dev/null ||
    fail "$1 does not work here, so nothing was changed" \
      "install it, run this as root; where IPv6 is off, use rules made with --family ipv4"
}

# jump COMMAND HOOK CHAIN: exactly one jump from HOOK to CHAIN, and never a moment without one
jump() {
  jumps=$("$1" -w -S "$2" | grep -cx -e "-A $2 -j $3" || true)
  [ "$jumps" -gt 0 ] || "$1" -w -I "$2" -j "$3"
  while [ "$jumps" -gt 1 ]; do
    "$1" -w -D "$2" -j "$3"
    jumps=$((jumps - 1))
  done
}

# drop_chain COMMAND HOOK CHAIN: takes a chain and the jumps to it away, if they are there
drop_chain() {
  "$1" -w -n -L "$3" >/dev/null 2>&1 || return 0
  while "$1" -w -D "$2" -j "$3" 2>/dev/null; do :; done
  "$1" -w -F "$3"
  "$1" -w -X "$3" 2>/dev/null ||
    echo "acrfw: warning: $1: other rules refer to the chain $3, so it stays, empty" >&2
}

ipset list -n >/dev/null ||
  fail "ipset does not work here, so nothing was changed" "install it, run this as root"

# drop_set SET: takes a set away, if it is there
drop_set() {
  ipset list -n "$1" >/dev/null 2>&1 || return 0
  ipset destroy "$1" 2>/dev/null ||
    echo "acrfw: warning: other rules refer to the set $1, so it stays" >&2
}

need iptables
need ip6tables

ipset restore -exist <<'SETS'
create acrfw_out_v4 hash:net,port family inet hashsize 1024 maxelem 262144
create acrfw_out_v4-new hash:net,port family inet hashsize 1024 maxelem 262144
flush acrfw_out_v4-new
add acrfw_out_v4-new 192.0.2.0/29,tcp:443
add acrfw_out_v4-new 198.51.100.64/26,tcp:443
add acrfw_out_v4-new 198.51.100.128/28,tcp:443
add acrfw_out_v4-new 203.0.113.0/29,tcp:443
add acrfw_out_v4-new 203.0.113.32/28,tcp:443
add acrfw_out_v4-new 203.0.113.64/27,tcp:443
add acrfw_out_v4-new 203.0.113.64/27,tcp:5671
add acrfw_out_v4-new 203.0.113.64/27,tcp:8883
create acrfw_out_v6 hash:net,port family inet6 hashsize 1024 maxelem 262144
create acrfw_out_v6-new hash:net,port family inet6 hashsize 1024 maxelem 262144
flush acrfw_out_v6-new
add acrfw_out_v6-new 2001:db8:0:1::/64,tcp:443
add acrfw_out_v6-new 2001:db8:1:8::/62,tcp:443
add acrfw_out_v6-new 2001:db8:2::/64,tcp:443
add acrfw_out_v6-new 2001:db8:3::/64,tcp:443
add acrfw_out_v6-new 2001:db8:4::/64,tcp:443
add acrfw_out_v6-new 2001:db8:4::/64,tcp:5671
add acrfw_out_v6-new 2001:db8:4::/64,tcp:8883
swap acrfw_out_v4-new acrfw_out_v4
destroy acrfw_out_v4-new
swap acrfw_out_v6-new acrfw_out_v6
destroy acrfw_out_v6-new
SETS

# IPv4
iptables-restore -w --noflush <<'RULES'
*filter
:acrfw_output - [0:0]
:acrfw_forward - [0:0]
-A acrfw_output -m set --match-set acrfw_out_v4 dst,dst -j ACCEPT
-A acrfw_forward -m set --match-set acrfw_out_v4 dst,dst -j ACCEPT
COMMIT
RULES
jump iptables OUTPUT acrfw_output
jump iptables FORWARD acrfw_forward

# IPv6
ip6tables-restore -w --noflush <<'RULES'
*filter
:acrfw_output - [0:0]
:acrfw_forward - [0:0]
-A acrfw_output -m set --match-set acrfw_out_v6 dst,dst -j ACCEPT
-A acrfw_forward -m set --match-set acrfw_out_v6 dst,dst -j ACCEPT
COMMIT
RULES
jump ip6tables OUTPUT acrfw_output
jump ip6tables FORWARD acrfw_forward

# What earlier runs with other options made goes last.
drop_chain iptables INPUT acrfw_input
drop_chain iptables OUTPUT acrfw_drop
drop_chain ip6tables INPUT acrfw_input
drop_chain ip6tables OUTPUT acrfw_drop
drop_set acrfw_in_v4
drop_set acrfw_in_v6
}; apply_rules
