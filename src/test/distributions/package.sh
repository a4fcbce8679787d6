# package.sh: installs acrfw.deb of this folder in a clean Debian, does what the pages say, upgrades it
# and removes it. Prints what it does, and at the end "all well".
samples=/usr/share/doc/acrfw/samples
step() { echo "== $*"; }
fail() {
  echo "failed: $*" >&2
  exit 1
}
# The root is used again: what an earlier run left is taken away.
dpkg --purge acrfw >/dev/null 2>&1 || true
rm -rf /etc/nftables.d

step install
dpkg -i acrfw.deb >log 2>&1 || { cat log; fail install; }
[ "$(acrfw --version)" = "acrfw $(dpkg-query -W -f '${Version}' acrfw)" ] || fail version
ls /usr/share/acrfw/lib/acrfw-*.jsa /usr/share/acrfw/lib/acrfw-*.for >/dev/null
case $(sh -x /usr/bin/acrfw --version 2>&1) in
  *-XX:SharedArchiveFile=*) ;;
  *) fail "the archive is not used" ;;
esac
[ -e /usr/share/man/man1/acrfw-generate.1.gz ] || echo "this root leaves out manual pages"
bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader acrfw; complete -p acrfw' >/dev/null
[ -e /usr/share/zsh/vendor-completions/_acrfw ] && [ -e /usr/share/fish/vendor_completions.d/acrfw.fish ]

export ACRFW_SERVICE_TAGS=$samples/ServiceTags_Public.json
[ -e "$ACRFW_SERVICE_TAGS" ] || {
  # Container images leave out documentation.
  dpkg-deb --fsys-tarfile acrfw.deb | tar -x -C / ./usr/share/doc/acrfw
}

step nftables
mkdir /etc/nftables.d
acrfw generate -r contoso -l westeurope -f nftables -o acrfw.nft
cat >nftables.conf <<'N'
flush ruleset
table inet filter {
  chain acrfw_output {
  }
  chain output {
    type filter hook output priority filter; policy drop;
    ct state established,related accept
    jump acrfw_output
  }
}
include "/etc/nftables.d/*.nft"
N
cp acrfw.nft /etc/nftables.d/acrfw.nft
nft -f nftables.conf
nft -f /etc/nftables.d/acrfw.nft
nft list chain inet filter acrfw_output | grep -q 'dport 443.*accept' || fail nftables
acrfw generate -f nftables --remove --hook output -o remove-acrfw.nft
rm /etc/nftables.d/acrfw.nft
nft flush chain inet filter output
nft -f remove-acrfw.nft
! nft list ruleset | grep -q 192.0.2 || fail "nftables --remove"

step iptables
acrfw generate -r contoso -l westeurope -f iptables -o acrfw.sh
sh acrfw.sh
iptables -S acrfw_output | grep -q -- '--dports\? 443.*ACCEPT' || fail iptables
ip6tables -S acrfw_output | grep -q ACCEPT || fail ip6tables
acrfw generate -f iptables --remove -o remove-acrfw.sh
sh remove-acrfw.sh
! iptables -S | grep -q acrfw || fail "iptables --remove"

step automation
for word in $(sed -n 's/^ExecStart=//p' $samples/automation/acrfw-update.service); do
  case $word in
    /usr/*acrfw*) [ -x "$word" ] || fail "no $word" ;;
    /opt/*) fail "$word is not where the package puts it" ;;
  esac
done

step squid
acrfw generate -r contoso -l westeurope -f squid -o acrfw.conf
cp acrfw.conf /etc/squid/conf.d/acrfw.conf
squid -k parse 2>&1 | grep -q 'acrfw.conf' || fail squid
! squid -k parse 2>&1 | grep -q -e FATAL -e ERROR || fail "squid -k parse"
rm /etc/squid/conf.d/acrfw.conf

step upgrade
dpkg-deb -R acrfw.deb newer
sed -i 's/^Version: .*/&+1/' newer/DEBIAN/control
dpkg-deb --root-owner-group -b newer newer.deb >/dev/null
dpkg -i newer.deb >log 2>&1 || { cat log; fail upgrade; }
dpkg-query -W -f '${Version}\n' acrfw | grep -q '+1$' || fail "not upgraded"
acrfw tags registry >/dev/null
ls /usr/share/acrfw/lib/acrfw-*.jsa >/dev/null

step remove
dpkg --remove acrfw >log 2>&1 || { cat log; fail remove; }
! grep -q 'not empty' log || { cat log; fail "files are left"; }
[ ! -e /usr/share/acrfw ] && [ ! -e /usr/bin/acrfw ] || fail "files are left"
dpkg --purge acrfw >/dev/null 2>&1
echo "all well"
