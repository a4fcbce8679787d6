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
container_on docker0
matrix "Docker $version, a container; \"docker\" is \`--enforce --iptables-from DOCKER-USER\`" 'enforce docker' container
stop
load iptables-nft docker
start
printf '**Before Docker, as at a boot**: iptables-nft, docker: %s\n\n' "$(opens container)"
stop
