# ufw that denies everything: acrfw's scripts beside it, over its reload and after a second run.
. ./host.sh
mkdir -p /etc/ufw
ufw --force reset >/dev/null 2>&1
ufw default deny outgoing >/dev/null
ufw default deny incoming >/dev/null
ufw --force enable >/dev/null
printf 'ufw denies: '; reach
for format in iptables-nft ipset-nft; do
  printf '%s, ' $format; run $format allow; reach
  ufw reload >/dev/null 2>&1
  printf '%s, ufw reloaded: ' $format; reach
  printf '%s, again, ' $format; run $format allow; reach
  printf '%s, removed, ' $format; run $format remove; reach
done
printf 'nftables, '; run nftables allow; reach
nft -f nftables-remove
ufw --force disable >/dev/null
