#!/bin/sh
apply_rules() {
# Takes away what acrfw's earlier outputs of this name made. Do not edit.
# Command: acrfw generate --remove --format iptables
# Generator: acrfw 0.1.0
#
# Apply: sh FILE, as root. Safe to run again; silent when all went well.
# Check: iptables-save; ip6tables-save
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

need iptables
drop_chain iptables OUTPUT acrfw_output
drop_chain iptables FORWARD acrfw_forward
drop_chain iptables INPUT acrfw_input
drop_chain iptables OUTPUT acrfw_drop
drop_chain ip6tables OUTPUT acrfw_output
drop_chain ip6tables FORWARD acrfw_forward
drop_chain ip6tables INPUT acrfw_input
drop_chain ip6tables OUTPUT acrfw_drop
}; apply_rules
