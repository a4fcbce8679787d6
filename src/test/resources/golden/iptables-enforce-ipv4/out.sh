#!/bin/sh
apply_rules() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --region westeurope --family ipv4 --format iptables --enforce
# Source: ServiceTags_Public.json, cloud Public, change number 7
# SHA-256: 6311e1cf9d17492c369d2be7055605cb5d26126d30dccdda76dd1204ba9ad956
# Generator: acrfw 0.1.0
# Holds: AzureContainerRegistry.WestEurope IPv4 8
# Holds: Storage.WestEurope IPv4 80
#
# Opens:
#   outbound tcp 443 AzureContainerRegistry.WestEurope for *.azurecr.io, azurecr.io: 8 IPv4 addresses, 0 IPv6 prefixes
#   outbound tcp 443 Storage.WestEurope for *.blob.core.windows.net: 80 IPv4 addresses, 0 IPv6 prefixes
# Note: regions: some addresses of the global tags are in no region, and no --region opens them; 'acrfw endpoints' counts them
#
# Apply: sh FILE, as root. Safe to run again; silent when all went well.
# Check: iptables -S acrfw_output; ip6tables -S acrfw_output
# Boot:  run it before the network is up (samples/systemd); replies need an accept of
#        established connections in your own rules.
# Undo:  run what the same command with --remove instead of a selection writes.
set -eu
PATH=$PATH:/usr/sbin:/sbin
force=
[ "${1:-}" != --force ] || force=yes

# fail MESSAGE HINT [CODE]
fail() {
  echo "acrfw: error: $1" >&2
  echo "acrfw: hint: $2" >&2
  exit "${3:-1}"
}

# need COMMAND: refuses to begin what could not be finished
need() {
  why=$("$1" -w 60 -S 2>&1 >/dev/null) && return 0
  echo "$why" >&2
  case $why in
    *incompatible*)
      fail "rules of nft are in the table filter, and $1 cannot use it; nothing was changed" \
        "use --format nftables with --nftables-table 'ip filter' and --family ipv4 (docs/hosts.md)"
      ;;
  esac
  fail "$1 does not work here, so nothing was changed" \
    "install it, run this as root; where IPv6 is off, use rules made with --family ipv4"
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

# jump_numbers COMMAND FROM CHAIN MATCH: sets numbers to those of the jumps, the last one first
jump_numbers() {
  number=0 numbers=
  rules=$("$1" -w 60 -S "$2")
  while IFS= read -r line; do
    case $line in "-A "*) number=$((number + 1)) ;; esac
    [ "$line" != "-A $2 $4-j $3" ] || numbers="$number $numbers"
  done <<LINES
$rules
LINES
}

# jump COMMAND FROM CHAIN MATCH: exactly one jump from FROM to CHAIN, as the first rule of FROM
# whatever others have put before it, and never a moment without one
jump() {
  jump_numbers "$@"
  case " $numbers" in
    *" 1 ") ;;
    *)
      # shellcheck disable=SC2086 # a match of several words, or none
      "$1" -w 60 -I "$2" 1 $4 -j "$3"
      jump_numbers "$@"
      ;;
  esac
  for number in $numbers; do
    # By number, because a rule alone stands for the first one like it.
    if [ "$number" -gt 1 ] && [ "$("$1" -w 60 -S "$2" "$number")" = "-A $2 $4-j $3" ]; then
      "$1" -w 60 -D "$2" "$number"
    fi
  done
  drop_jumps "$1" "$3" "$2"
}

# drop_jumps COMMAND CHAIN [FROM]: takes away the jumps that acrfw made, but for those from FROM
drop_jumps() {
  rules=$("$1" -w 60 -S)
  while IFS= read -r line; do
    from=${line#-A }
    from=${from%% *}
    [ "$from" != "${3:-}" ] || continue
    case $line in
      "-A INPUT -j $2" | "-A FORWARD -j $2" | "-A OUTPUT -j $2") "$1" -w 60 -D "$from" -j "$2" ;;
      "-A $from -m comment --comment acrfw -j $2")
        "$1" -w 60 -D "$from" -m comment --comment acrfw -j "$2"
        ;;
    esac
  done <<LINES
$rules
LINES
}

# drop_chain COMMAND CHAIN: takes a chain and the jumps to it away, if they are there
drop_chain() {
  "$1" -w 60 -n -L "$2" >/dev/null 2>&1 || return 0
  drop_jumps "$1" "$2"
  "$1" -w 60 -F "$2"
  "$1" -w 60 -X "$2" 2>/dev/null ||
    echo "acrfw: warning: $1: other rules refer to the chain $2, so it stays, empty" >&2
}

# alone COMMAND DIRECTION PORT CHAIN: two names that drop refuse each other's addresses
alone() {
  command -v grep >/dev/null || fail "grep is not here, so nothing was changed" "install it"
  other=$("$1" -w 60 -S | grep -e "--comment [^e]*enforced_$2:\([0-9]*,\)*$3," |
    grep -v -e "-j $4\$" | head -n 1)
  [ -z "$other" ] ||
    fail "another name enforces $2 port $3: $other" "enforce them together, under one name"
  if command -v nft >/dev/null && nft list ruleset 2>/dev/null | grep -q "jump enforced_$2_$3\$"; then
    fail "rules of acrfw in the format nftables enforce $2 port $3" \
      "take them away first: --format nftables --remove"
  fi
  case $("$1" -V) in
    *legacy*) twin=$1-nft ;;
    *) twin=$1-legacy ;;
  esac
  if command -v "$twin" >/dev/null && grep -q . /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null &&
    "$twin" -w 60 -S 2>/dev/null | grep -q -e "--comment [^e]*enforced_$2:\([0-9]*,\)*$3,"; then
    fail "rules of $twin enforce $2 port $3" "take them away with that back end, or use it for these"
  fi
}

# own_session PORT: refuses to close the port that this session came through
own_session() {
  # shellcheck disable=SC2086 # client address and port, server address and port
  set -- "$1" ${SSH_CONNECTION:-}
  if [ "${5:-}" = "$1" ] && [ -z "$force" ]; then
    fail "this session came through port $1, which these rules close to others than Azure" \
      "name where you come from with --except, and run it with --force"
  fi
}

[ -e /proc/net/if_inet6 ] || ip6tables() { :; }
need iptables
need ip6tables
one_at_a_time acrfw
alone iptables out 443 acrfw_drop
alone ip6tables out 443 acrfw_drop

# IPv4
iptables-restore -w 60 --noflush <<'RULES'
*filter
:acrfw_output - [0:0]
:acrfw_drop - [0:0]
-A acrfw_output -d 192.0.2.0/29 -p tcp -m tcp --dport 443 -j ACCEPT
-A acrfw_output -d 198.51.100.64/26 -p tcp -m tcp --dport 443 -j ACCEPT
-A acrfw_output -d 198.51.100.128/28 -p tcp -m tcp --dport 443 -j ACCEPT
-A acrfw_output ! -o lo -p tcp --syn -m multiport --dports 443 -m comment --comment enforced_out:443, -j acrfw_drop
-A acrfw_output ! -o lo -p udp -m conntrack --ctstate NEW -m multiport --dports 443 -m comment --comment enforced_out:443, -j acrfw_drop
-A acrfw_drop -m limit --limit 10/min -j LOG --log-prefix "acrfw drop: "
-A acrfw_drop -j DROP
COMMIT
RULES
jump iptables OUTPUT acrfw_output ''

# IPv6
[ ! -e /proc/net/if_inet6 ] || ip6tables-restore -w 60 --noflush <<'RULES'
*filter
:acrfw_output - [0:0]
:acrfw_drop - [0:0]
-A acrfw_output ! -o lo -p tcp --syn -m multiport --dports 443 -m comment --comment enforced_out:443, -j acrfw_drop
-A acrfw_output ! -o lo -p udp -m conntrack --ctstate NEW -m multiport --dports 443 -m comment --comment enforced_out:443, -j acrfw_drop
-A acrfw_drop -m limit --limit 10/min -j LOG --log-prefix "acrfw drop: "
-A acrfw_drop -j DROP
COMMIT
RULES
jump ip6tables OUTPUT acrfw_output ''

# What earlier runs with other options made goes last.
drop_chain iptables acrfw_forward
drop_chain iptables acrfw_input
drop_chain ip6tables acrfw_forward
drop_chain ip6tables acrfw_input
}; apply_rules "$@"
