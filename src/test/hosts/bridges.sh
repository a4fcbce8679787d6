# The rules of libvirt's default network, kube-proxy with flannel, and netavark, in their real layout,
# for a namespace in a guest's or container's place; "restart" puts them in first place again.
. ./host.sh
ip link add bridge0 type bridge
ip addr add 172.17.0.1/16 dev bridge0
ip link set bridge0 up
container_on bridge0
iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o bridge0 -j MASQUERADE
again() { # CHAIN RULE...: a chain of one accept, jumped to first
  chain=$1
  shift
  while iptables -D FORWARD -j "$chain" 2>/dev/null; do :; done
  iptables -N "$chain" 2>/dev/null || iptables -F "$chain"
  iptables -A "$chain" "$@"
  iptables -I FORWARD -j "$chain"
}
gone() {
  for chain in "$@"; do
    while iptables -D FORWARD -j "$chain" 2>/dev/null; do :; done
    iptables -F "$chain" 2>/dev/null && iptables -X "$chain"
  done
}
restart() {
  again LIBVIRT_FWX -i bridge0 -o bridge0 -j ACCEPT
  again LIBVIRT_FWI -d 172.17.0.0/16 -o bridge0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  again LIBVIRT_FWO -s 172.17.0.0/16 -i bridge0 -j ACCEPT
}
restart
matrix "libvirt's default network, a guest" enforce container
gone LIBVIRT_FWX LIBVIRT_FWI LIBVIRT_FWO
restart() {
  again FLANNEL-FWD -s 172.17.0.0/16 -j ACCEPT
  again KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
}
restart
matrix 'kube-proxy and flannel, a pod' enforce container
gone FLANNEL-FWD KUBE-FORWARD
restart() { again NETAVARK_FORWARD -s 172.17.0.0/16 -j ACCEPT; }
restart
matrix 'netavark (podman), a container' enforce container
