# Hosts without another program: whose rules are in other tables, or in the other back end.
. ./host.sh
printf 'accepting host: '; reach
for format in iptables-nft iptables-legacy ipset-nft ipset-legacy nftables; do
  use $format
  printf '%s enforces, ' $format; run $format enforce; reach
  case $format in nftables) ;; *) iptables -I OUTPUT -j ACCEPT; esac
  case $format in nftables) ;; *) printf '%s, after an accept in first place: ' $format; reach
    printf '%s, again, ' $format; run $format enforce; reach; iptables -D OUTPUT -j ACCEPT ;; esac
  run $format remove >/dev/null
done
use iptables-nft
nft -f - <<'R'
table ip filter { chain output { type filter hook output priority filter; policy drop; }
}
R
printf 'table ip filter drops: '; reach
printf 'iptables-nft, '; run iptables-nft allow; reach
run iptables-nft remove >/dev/null || true
nft -f - <<'R'
table ip filter { chain acrfw_output { }
chain output { jump acrfw_output
}
}
R
printf "nftables into 'ip filter', "; run nftables ip; reach
nft flush ruleset
nft -f - <<'R'
table inet mine { chain deny { reject with icmpx type admin-prohibited
}
chain outgoing { type filter hook output priority filter + 10; jump deny
}
}
R
printf 'table inet mine rejects: '; reach
printf 'ipset-nft, '; run ipset-nft allow; reach
run ipset-nft remove >/dev/null
nft flush ruleset
use iptables-legacy
iptables -P OUTPUT DROP
iptables -I OUTPUT -o lo -j ACCEPT
printf 'iptables-legacy drops: '; reach
printf 'iptables-legacy, '; run iptables-legacy allow; reach
run iptables-legacy remove >/dev/null
use iptables-nft
printf 'iptables-nft, '; run iptables-nft allow; reach
run iptables-nft remove >/dev/null
use iptables-legacy
iptables -P OUTPUT ACCEPT
iptables -F OUTPUT
