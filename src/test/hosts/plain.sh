# Hosts without another program: whose rules are in other tables, or in the other back end.
. ./host.sh
restart() { iptables -I OUTPUT -p tcp --dport 443 -j ACCEPT; }
undo() { while iptables -D OUTPUT -p tcp --dport 443 -j ACCEPT 2>/dev/null; do :; done; }
printf '**A host that accepts** (without acrfw: %s); its "restart" puts an accept in first place\n\n' "$(opens)"
printf '| format | after the load | after its restart | loaded again |\n|---|---|---|---|\n'
for format in iptables-nft iptables-legacy ipset-nft ipset-legacy; do
  for mode in allow enforce; do
    use $format
    load $format $mode
    printf '| %s, %s | %s%s ' $format $mode "$(opens)" "$warned"
    restart
    printf '| %s ' "$(opens)"
    load $format $mode
    printf '| %s%s |\n' "$(opens)" "$warned"
    undo
    load $format remove
  done
done
use iptables-nft
for mode in allow enforce; do
  load nftables $mode
  printf '| nftables, %s | %s | - | - |\n' $mode "$(opens)"
  load nftables remove
done
nft flush ruleset
echo

# drops TITLE FORMAT...: a table with what formats open where something else drops
drops() {
  printf '**%s** (without acrfw: %s)\n\n| format | after the load |\n|---|---|\n' "$1" "$(opens)"
  shift
  for format in "$@"; do
    mode=allow
    [ "$format" != nftables-ip ] || mode=ip
    use "$format"
    load "${format%-ip}" $mode
    printf '| %s, %s | %s%s |\n' "${format%-ip}" $mode "$(opens)" "$warned"
    load "${format%-ip}" remove
  done
  use iptables-nft
  echo
}
nft -f - <<'R'
table ip filter { chain acrfw_output { }
chain output { type filter hook output priority filter; policy drop; jump acrfw_output
}
}
R
drops "nftables, \`table ip filter\` drops; \"ip\" is \`--nftables-table 'ip filter'\`" iptables-nft ipset-nft nftables nftables-ip
nft flush ruleset
nft -f - <<'R'
table inet filter { chain acrfw_output { }
chain output { type filter hook output priority filter; policy drop; jump acrfw_output
}
}
R
drops 'nftables, `table inet filter` drops and jumps' iptables-nft ipset-nft nftables
nft flush ruleset
nft -f - <<'R'
table inet mine { chain deny { reject with icmpx type admin-prohibited
}
chain outgoing { type filter hook output priority filter + 10; jump deny
}
}
R
drops 'nftables, another table rejects' iptables-nft iptables-legacy ipset-nft nftables
nft flush ruleset
for back in nft legacy; do
  use iptables-$back
  iptables -P OUTPUT DROP
  iptables -A OUTPUT -o lo -j ACCEPT
  drops "iptables-$back, the policy drops" iptables-nft iptables-legacy ipset-nft ipset-legacy nftables
  use iptables-$back
  iptables -P OUTPUT ACCEPT
  iptables -F OUTPUT
done
