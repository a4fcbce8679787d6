# Runs samples/automation/playbook.yml on this host, in namespaces of its own: with a registry that
# answers and one that does not, on a host that has rules and on one that has none. Beside it: the
# samples, registry.py, a configuration, and the tags and rules of two weeks.
set -eu
cp -a /etc etc
mount --bind etc /etc
rm -rf /etc/nftables.d
mkdir -p /var/lib/acrfw
mount -t tmpfs none /var/lib/acrfw
echo '127.0.0.1 localhost contoso.azurecr.io' >/etc/hosts
ip link set lo up
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=contoso.azurecr.io \
  -addext subjectAltName=DNS:contoso.azurecr.io -keyout key.pem -out cert.pem 2>/dev/null
export CURL_CA_BUNDLE="$PWD/cert.pem" HOME="$PWD" ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false LC_ALL=C.UTF-8
server=
trap 'kill $server 2>/dev/null || true' EXIT
answer() {
  python3 registry.py cert.pem key.pem 2>/dev/null & server=$!
  until python3 -c 'import socket; socket.create_connection(("127.0.0.1", 443))' 2>/dev/null; do sleep 0.1; done
}
play() { # WEEK: sets code
  sed -i "s/^\\(cloud\\|service-tags\\):.*/service-tags: $1.json/" acrfw.yaml
  code=0
  ansible-playbook -i localhost, -c local -e ansible_become=false playbook.yml >said 2>&1 || code=$?
}
installed() { # WEEK: its rules, whatever the name of its file of tags
  grep -v -e '^# Source' -e '^# Command' -e '^# SHA' "$1" >a
  grep -v -e '^# Source' -e '^# Command' -e '^# SHA' /etc/nftables.d/acrfw.nft >b
  cmp a b
}
expect() { # CODE WORDS
  [ "$code" = "$1" ] && grep -q "$2" said || { cat said; echo "expected $1, $2; code $code"; exit 1; }
}
nft add table inet filter

play first
expect 2 'the rules that were there are back'
[ ! -e /etc/nftables.d/acrfw.nft ]
if nft list sets | grep -q acrfw; then exit 1; fi

answer
play first
expect 0 'failed=0'
installed first
nft list ruleset >loaded
grep -q 198.51.100.128/28 loaded

play first
expect 0 'changed=0'

kill $server
play second
expect 2 'the rules that were there are back'
installed first
nft list ruleset >after
cmp loaded after

answer
play second
expect 0 'failed=0'
installed second
nft list ruleset | grep -q 192.0.2.48/29
echo done
