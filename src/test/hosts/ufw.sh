# ufw that denies everything.
. ./host.sh
mkdir -p /etc/ufw
ufw --force reset >/dev/null 2>&1
ufw default deny outgoing >/dev/null
ufw default deny incoming >/dev/null
ufw --force enable >/dev/null
restart() { ufw reload >/dev/null 2>&1; }
matrix "ufw $(ufw version | sed -n 's/ufw //p'), denies" 'allow enforce'
ufw --force disable >/dev/null
ufw --force reset >/dev/null 2>&1
