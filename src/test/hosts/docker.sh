# Docker, and a namespace in a container's place on docker0: what enforcing does over Docker's restart.
. ./host.sh
start() {
  dockerd --data-root /run/docker-data --exec-root /run/docker-exec -H unix:///run/docker.sock \
    -p /run/docker.pid --storage-driver vfs >dockerd.log 2>&1 &
  for _ in $(seq 60); do docker -H unix:///run/docker.sock version >/dev/null 2>&1 && break; sleep 0.5; done
}
stop() {
  kill "$(cat /run/docker.pid)"
  while [ -e /run/docker.pid ]; do sleep 0.3; done
}
start
ip netns add container
ip link add c0 type veth peer name c1 netns container
ip link set c0 master docker0
ip link set c0 up
ip netns exec container sh -c 'ip link set lo up; ip addr add 172.17.0.5/16 dev c1; ip link set c1 up
  ip route add default via 172.17.0.1'
printf 'container without rules: '; reach container
for format in iptables-nft ipset-nft; do
  for mode in enforce docker; do
    printf '%s %s, ' $format $mode; run $format $mode; reach container
    stop; start
    printf '%s %s, Docker restarted: ' $format $mode; reach container
    printf '%s %s, again, ' $format $mode; run $format $mode; reach container
    printf '%s %s, removed, ' $format $mode; run $format remove; reach container
  done
done
printf 'nftables enforce, '; run nftables enforce; reach container
stop; start
printf 'nftables enforce, Docker restarted: '; reach container
printf 'nftables enforce, removed, '; run nftables remove; reach container

# Rules before Docker, as at a boot.
stop
printf 'iptables-nft docker, before Docker, '; run iptables-nft docker >/dev/null; echo
start
printf 'iptables-nft docker, then Docker: '; reach container
stop
