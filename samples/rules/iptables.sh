#!/bin/sh
apply_rules() {
# Allow-rules for Azure Container Registry, written by acrfw. Do not edit.
# Command: acrfw generate --registry contoso --region westeurope --format iptables
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
# Apply: sh FILE, as root. Safe to run again; silent when all went well.
# Check: iptables -S acrfw_output; ip6tables -S acrfw_output
# Boot:  run it before the network is up (samples/systemd); replies need an accept of
#        established connections in your own rules.
# Undo:  run what the same command with --remove instead of a selection writes.
set -eu
PATH=$PATH:/usr/sbin:/sbin

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

need iptables
need ip6tables
one_at_a_time acrfw

# IPv4
iptables-restore -w 60 --noflush <<'RULES'
*filter
:acrfw_output - [0:0]
-A acrfw_output -d 192.0.2.0/29 -p tcp -m tcp --dport 443 -j ACCEPT
-A acrfw_output -d 198.51.100.64/26 -p tcp -m tcp --dport 443 -j ACCEPT
-A acrfw_output -d 198.51.100.128/28 -p tcp -m tcp --dport 443 -j ACCEPT
COMMIT
RULES
jump iptables OUTPUT acrfw_output ''

# IPv6
ip6tables-restore -w 60 --noflush <<'RULES'
*filter
:acrfw_output - [0:0]
-A acrfw_output -d 2001:db8:0:1::/64 -p tcp -m tcp --dport 443 -j ACCEPT
-A acrfw_output -d 2001:db8:1:8::/62 -p tcp -m tcp --dport 443 -j ACCEPT
COMMIT
RULES
jump ip6tables OUTPUT acrfw_output ''

# What earlier runs with other options made goes last.
drop_chain iptables acrfw_forward
drop_chain iptables acrfw_input
drop_chain iptables acrfw_drop
drop_chain ip6tables acrfw_forward
drop_chain ip6tables acrfw_input
drop_chain ip6tables acrfw_drop

# others HOOK: names the chains of other tables, and of the other back end, that drop at a hook
others() {
  upper=$(echo "$1" | tr '[:lower:]' '[:upper:]')
  case $(iptables -V) in
    *legacy*) own='' other='' ;;
    *) own=$upper other=legacy ;;
  esac
  if command -v nft >/dev/null && command -v awk >/dev/null; then
    nft list ruleset 2>/dev/null | awk -v hook="$1" -v own="$own" '
      $1 == "table" { table = $2 " " $3 }
      $1 == "chain" { chain = table " " $2; name = $2 }
      $1 == "type" && $4 == hook && !(name == own && table ~ /^ip6? filter$/) {
        base[chain] = 1
        if (/policy drop/) drops[chain] = 1
      }
      /(jump|goto) / && !/saddr|daddr/ {
        for (i = 1; i < NF; i++) if ($i == "jump" || $i == "goto") edge[chain] = edge[chain] " " $(i + 1)
      }
      /(^|[ 	])(drop|reject)( |;|$)/ && !/policy|saddr|daddr|invalid/ { drops[chain] = 1 }
      function ends(at, depth,   parts, n, i, found) {
        if (drops[at]) return 1
        if (depth > 8) return 0
        n = split(edge[at], parts, " ")
        for (i = 1; i <= n; i++) {
          split(at, place, " ")
          if (ends(place[1] " " place[2] " " parts[i], depth + 1)) found = 1
        }
        return found
      }
      END { for (b in base) if (ends(b, 0)) print b }
    ' | while read -r family table chain; do
      case $table in
        firewalld) way="give the addresses to firewalld instead" ;;
        *) way="allow them there: --format nftables --nftables-table '$family $table'" ;;
      esac
      echo "acrfw: warning: the chain $chain of the table $family $table drops at the hook $1, and an accept in iptables does not override that" >&2
      echo "acrfw: hint: $way (docs/hosts.md)" >&2
    done
  fi
  if [ -n "$other" ] && grep -q . /proc/net/ip_tables_names 2>/dev/null && command -v iptables-legacy >/dev/null &&
    iptables-legacy -w 60 -S "$upper" | grep -q -e "^-P $upper DROP" -e '-j DROP$' -e '-j REJECT'; then
    echo "acrfw: warning: rules of iptables-legacy drop at the hook $1, and these rules are in nf_tables" >&2
    echo "acrfw: hint: run it with iptables-legacy as iptables (update-alternatives), or move those rules" >&2
  fi
}
others output
}; apply_rules
