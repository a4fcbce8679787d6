# firewalld that denies outgoing traffic by a policy: acrfw's outputs beside it, and its own way.
. ./host.sh
dbus-uuidgen --ensure
dbus-daemon --system --fork
rm -rf /etc/firewalld/policies /etc/firewalld/ipsets
firewalld --nofork --nopid >firewalld.log 2>&1 &
for _ in $(seq 40); do firewall-cmd --state >/dev/null 2>&1 && break; sleep 0.5; done
permanent() { firewall-cmd --permanent "$@" >/dev/null; }
printf 'firewalld as it comes: '; reach
for format in iptables-nft ipset-nft nftables; do
  printf '%s enforces, ' $format; run $format enforce; reach
  firewall-cmd --reload >/dev/null
  printf '%s, firewalld reloaded: ' $format; reach
  printf '%s, again, ' $format; run $format enforce; reach
  run $format remove >/dev/null
done
permanent --new-policy deny
permanent --policy deny --add-ingress-zone HOST
permanent --policy deny --add-egress-zone ANY
permanent --policy deny --set-target DROP
permanent --policy deny --set-priority -1
firewall-cmd --reload >/dev/null
printf 'firewalld denies: '; reach
for format in iptables-nft ipset-nft nftables; do
  printf '%s, ' $format; run $format allow; reach
  run $format remove >/dev/null
done
grep -v '^#' list-allow | grep -v : >prefixes
permanent --new-policy acrfw
permanent --policy acrfw --add-ingress-zone HOST
permanent --policy acrfw --add-egress-zone ANY
permanent --policy acrfw --set-target CONTINUE
permanent --policy acrfw --set-priority -100
permanent --new-ipset=acrfw_v4 --type=hash:net
permanent --ipset=acrfw_v4 --add-entries-from-file=prefixes
if ! permanent --policy acrfw \
  --add-rich-rule='rule family=ipv4 destination ipset=acrfw_v4 port port=443 protocol=tcp accept' 2>/dev/null; then
  while read -r cidr; do
    permanent --policy acrfw \
      --add-rich-rule="rule family=ipv4 destination address=$cidr port port=443 protocol=tcp accept"
  done <prefixes
fi
firewall-cmd --reload >/dev/null
printf 'a policy of firewalld: '; reach
firewall-cmd --reload >/dev/null
printf 'a policy of firewalld, reloaded: '; reach
