# A host with a peer that answers on 443 at an address of the tags (192.0.2.1) and at one outside
# (198.18.0.9); read by the scripts beside it. "reach" says what this host can connect to, "reach
# NAMESPACE" what a container can.
mount -t sysfs sys /sys
mount -t cgroup2 cgroup /sys/fs/cgroup 2>/dev/null || true
mount -t tmpfs run /run
mkdir -p /run/netns /run/dbus /run/lock
ip link set lo up
ip netns add peer
ip link add near type veth peer name far netns peer
ip addr add 10.9.0.1/24 dev near
ip link set near up
ip netns exec peer sh -c 'ip link set lo up; ip addr add 10.9.0.2/24 dev far; ip link set far up
  ip route add default via 10.9.0.1; ip addr add 192.0.2.1/32 dev lo; ip addr add 198.18.0.9/32 dev lo'
ip route add 192.0.2.1 via 10.9.0.2
ip route add 198.18.0.9 via 10.9.0.2
sysctl -qw net.ipv4.ip_forward=1
cat >answer.py <<'P'
import socket, threading
def answer(address):
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((address, 443))
    s.listen(50)
    while True:
        s.accept()[0].close()
for address in ("192.0.2.1", "198.18.0.9"):
    threading.Thread(target=answer, args=(address,)).start()
P
ip netns exec peer python3 answer.py &
for _ in 1 2 3 4 5 6 7 8 9 10; do
  nc -z -w 1 192.0.2.1 443 && break
  sleep 0.5
done

# reach [NAMESPACE]: prints "inside open|closed, outside open|closed"
reach() {
  for place in 'inside 192.0.2.1' 'outside 198.18.0.9'; do
    address=${place#* }
    if ${1:+ip netns exec "$1"} nc -z -w 1 "$address" 443 >/dev/null 2>&1; then is=open; else is=closed; fi
    printf '%s %s' "${place%% *}" "$is"
    [ "${place%% *}" = outside ] || printf ', '
  done
  echo
}

# with BACKEND: makes iptables and its relatives mean the nft or the legacy back end
with() {
  mkdir -p bin
  for command in iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save; do
    ln -sf "/usr/sbin/xtables-$1-multi" "bin/$command"
  done
}

# run FORMAT MODE: loads an output, and prints its exit code and whether it warned
run() {
  code=0
  case $1 in
    nftables) nft -f "nftables-$2" >said 2>&1 || code=$? ;;
    *) sh "${1%-*}-$2" >said 2>&1 || code=$? ;;
  esac
  printf 'exit %s%s: ' "$code" "$(grep -q warning said && echo ', warned')"
}

# use FORMAT: iptables-nft, iptables-legacy, ipset-nft, ipset-legacy, nftables
use() {
  case $1 in
    *-nft) with nft ;;
    *-legacy) with legacy ;;
  esac
}
export PATH="$PWD/bin:$PATH"
