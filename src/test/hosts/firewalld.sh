# firewalld as it comes, with a policy that denies outgoing traffic, and its own way.
. ./host.sh
dbus-uuidgen --ensure
dbus-daemon --system --fork
rm -rf /etc/firewalld/policies /etc/firewalld/ipsets
start() {
  firewalld --nofork --nopid >firewalld.log 2>&1 &
  daemon=$!
  for _ in $(seq 40); do firewall-cmd --state >/dev/null 2>&1 && break; sleep 0.5; done
}
boot() {
  kill $daemon
  wait $daemon || true
  start
}
start
version=$(firewall-cmd --version)
restart() { firewall-cmd --reload >/dev/null; }
permanent() { firewall-cmd --permanent "$@" >/dev/null; }
matrix "firewalld $version, accepts outgoing" enforce
permanent --new-policy deny
permanent --policy deny --add-ingress-zone HOST
permanent --policy deny --add-egress-zone ANY
permanent --policy deny --set-target DROP
permanent --policy deny --set-priority -1
restart
matrix "firewalld $version, denies outgoing" allow
grep -v '^#' list-allow | grep -v : >prefixes
permanent --new-policy acrfw
permanent --policy acrfw --add-ingress-zone HOST
permanent --policy acrfw --add-egress-zone ANY
permanent --policy acrfw --set-target CONTINUE
permanent --policy acrfw --set-priority -100
permanent --new-ipset=acrfw_v4 --type=hash:net
permanent --ipset=acrfw_v4 --add-entries-from-file=prefixes
way='an ipset in a rich rule'
if ! permanent --policy acrfw \
  --add-rich-rule='rule family=ipv4 destination ipset=acrfw_v4 port port=443 protocol=tcp accept' 2>/dev/null; then
  way='a rich rule a prefix'
  while read -r cidr; do
    permanent --policy acrfw \
      --add-rich-rule="rule family=ipv4 destination address=$cidr port port=443 protocol=tcp accept"
  done <prefixes
fi
restart
printf '**A policy of firewalld %s**, %s: %s' "$version" "$way" "$(opens)"
restart
printf '; after a reload: %s\n\n' "$(opens)"
permanent --delete-policy acrfw
permanent --delete-ipset=acrfw_v4
restart
python3 listen.py &
state() { (cd /etc/firewalld/ && find ipsets policies -name 'acrfw*.xml' | sort | xargs -r sha256sum); }
break_zone() { echo '<zone' >/etc/firewalld/zones/broken.xml && echo 'beside a zone that is broken'; }
mend_zone() { rm /etc/firewalld/zones/broken.xml; }
own firewalld state break_zone mend_zone
