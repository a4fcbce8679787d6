# Docker, and a namespace in a container's place on docker0.
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
restart() { stop; start; }
start
version=$(docker -H unix:///run/docker.sock version --format '{{.Server.Version}}' | cut -d + -f 1)
ip netns add container
ip link add c0 type veth peer name c1 netns container
ip link set c0 master docker0
ip link set c0 up
ip netns exec container sh -c 'ip link set lo up; ip addr add 172.17.0.5/16 dev c1; ip link set c1 up
  ip route add default via 172.17.0.1'
matrix "Docker $version, a container; \"docker\" is \`--enforce --iptables-from DOCKER-USER\`" 'enforce docker' container
stop
load iptables-nft docker
start
printf '**Before Docker, as at a boot**: iptables-nft, docker: %s\n\n' "$(opens container)"
stop
