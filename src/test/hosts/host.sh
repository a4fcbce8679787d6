# A host with a peer that answers on 443 at an address of the tags (192.0.2.1) and at one outside
# (198.18.0.9); read by the scripts beside it.
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
        connection = s.accept()[0]
        connection.sendall(b"x")
        connection.close()
for address in ("192.0.2.1", "198.18.0.9"):
    threading.Thread(target=answer, args=(address,)).start()
P
ip netns exec peer python3 answer.py &
cat >reach.py <<'P'
import socket
def connects(address):
    try:
        with socket.create_connection((address, 443), 0.5) as connection:
            return connection.recv(1) == b"x"
    except OSError:
        return False
inside, outside = connects("192.0.2.1"), connects("198.18.0.9")
print("everything" if inside and outside else "inside only" if inside else "outside only" if outside else "nothing", end="")
P

# reach [NAMESPACE]: what can be connected to
reach() {
  ${1:+ip netns exec "$1"} python3 reach.py
}

# reached: from which addresses of the peer a connection to port 8443 here is let in
cat >listen.py <<'P'
import socket
s = socket.create_server(("10.9.0.1", 8443))
while True:
    s.accept()[0].close()
P
cat >from.py <<'P'
import socket
def connects(address):
    try:
        socket.create_connection(("10.9.0.1", 8443), 0.5, (address, 0)).close()
        return True
    except OSError:
        return False
print(" and ".join(a for a in ("192.0.2.1", "198.18.0.9") if connects(a)) or "none", end="")
P
reached() {
  ip netns exec peer python3 from.py
}

# own FORMAT STATE BREAK MEND: the format that is this firewall's own, whose files STATE sums up: loaded
# twice, with other rules, with something broken that is not its own, and removed
own() {
  $2 >before
  printf '**--format %s**' "$1"
  for run in allow allow inbound; do
    code=0
    sh "$1-$run" >said 2>&1 || code=$?
    printf '\n- %s: exit %s%s, out: %s, in: %s' $run $code "$(grep -q '^nothing' said && echo ', nothing to change')" \
      "$(opens)" "$(reached)"
    restart
    printf '; after a reload: out: %s, in: %s' "$(opens)" "$(reached)"
    boot
    printf '; started as at boot: out: %s, in: %s' "$(opens)" "$(reached)"
  done
  [ $code = 0 ] || sed 's/^/\n> /' said
  $2 >good
  broken=$($3)
  code=0
  sh "$1-allow" >said 2>&1 || code=$?
  $2 >after
  cmp -s good after && left='all as it was' || left='something changed'
  printf '\n- %s: allow: exit %s, %s' "$broken" $code "$left"
  $4
  sh "$1-remove" >said 2>&1 || true
  $2 >after
  cmp -s before after && left='as before' || left='something is left'
  printf '\n- removed: out: %s, in: %s, %s\n\n' "$(opens)" "$(reached)" "$left"
}

# opens [NAMESPACE]: the same; keeps the rules beside the answer, for acrfw audit
opens() {
  answer=$(reach "$@")
  mkdir -p audits
  state=$(mktemp -d audits/XXXXXX)
  printf '%s %s' "${1:-host}" "$answer" >"$state/answer"
  nft -j list ruleset >"$state/nft.json"
  ipset save >"$state/sets" 2>/dev/null || true
  for back_end in nft legacy; do
    # To list legacy tables makes them.
    [ $back_end = nft ] || [ -n "$(cat /proc/net/ip_tables_names /proc/net/ip6_tables_names 2>/dev/null)" ] || continue
    for family in ip ip6; do
      xtables-$back_end-multi "${family}tables-save" >"$state/$back_end-$family" 2>/dev/null || true
    done
  done
  printf %s "$answer"
}

for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  [ "$(reach)" != everything ] || break
  sleep 0.3
done

# container_on BRIDGE: a namespace in a container's place, at 172.17.0.5
container_on() {
  ip netns add container
  ip link add c0 type veth peer name c1 netns container
  ip link set c0 master "$1"
  ip link set c0 up
  ip netns exec container sh -c 'ip link set lo up; ip addr add 172.17.0.5/16 dev c1; ip link set c1 up
    ip route add default via 172.17.0.1'
}

# with BACKEND: makes iptables and its relatives mean the nft or the legacy back end
with() {
  mkdir -p bin
  for command in iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save; do
    ln -sf "/usr/sbin/xtables-$1-multi" "bin/$command"
  done
}

# use FORMAT: makes iptables mean the back end of iptables-nft, iptables-legacy, ipset-nft, ipset-legacy
use() {
  case $1 in
    *-nft) with nft ;;
    *-legacy) with legacy ;;
  esac
}
export PATH="$PWD/bin:$PATH"
use iptables-nft

# load FORMAT MODE: loads an output; sets code, and warned where it warned
load() {
  code=0 warned=
  case $1 in
    nftables) nft -f "nftables-$2" >said 2>&1 || code=$? ;;
    *) sh "${1%-*}-$2" >said 2>&1 || code=$? ;;
  esac
  ! grep -q '^acrfw: warning' said || warned=', warned'
  [ "$code" = 0 ] || warned="$warned, exit $code"
}

# rules: what is in the kernel, without counters and what acrfw leaves empty on purpose
rules() {
  iptables-save 2>/dev/null | grep '^-A' || true
  ip6tables-save 2>/dev/null | grep '^-A' || true
  ipset list -n
}

# matrix TITLE MODES [NAMESPACE]: a table of every format; "restart" is what the other one does
matrix() {
  title=$1 modes=$2 from=${3:-}
  printf '**%s** (without acrfw: %s)\n\n' "$title" "$(opens $from)"
  printf '| format | after the load | after its restart | loaded again | removed |\n|---|---|---|---|---|\n'
  for format in iptables-nft iptables-legacy ipset-nft ipset-legacy nftables; do
    use $format
    for mode in $modes; do
      [ "$format $mode" != 'nftables docker' ] || continue
      restart
      rules >before
      load $format $mode
      printf '| %s, %s | %s%s ' $format $mode "$(opens $from)" "$warned"
      restart
      printf '| %s ' "$(opens $from)"
      load $format $mode
      printf '| %s%s ' "$(opens $from)" "$warned"
      load $format remove
      restart
      rules >after
      cmp -s before after && left='as before' || left='other rules'
      printf '| %s, %s |\n' "$(opens $from)" "$left"
    done
  done
  use iptables-nft
  echo
}
