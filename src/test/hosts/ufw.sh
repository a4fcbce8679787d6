# ufw that denies everything.
. ./host.sh
mkdir -p /etc/ufw
ufw --force reset >/dev/null 2>&1
ufw default deny outgoing >/dev/null
ufw default deny incoming >/dev/null
ufw --force enable >/dev/null
restart() { ufw reload >/dev/null 2>&1; }
matrix "ufw $(ufw version | sed -n 's/ufw //p'), denies" 'allow enforce'
boot() {
  # What its unit runs.
  /lib/ufw/ufw-init stop >/dev/null 2>&1
  /lib/ufw/ufw-init start quiet >/dev/null
}
python3 listen.py &
state() { sha256sum /etc/ufw/before.rules /etc/ufw/before6.rules; }
break_rules() { cp -p /etc/ufw/after.rules kept.rules && sed -i 's/^COMMIT/-A nonesuch/' /etc/ufw/after.rules && echo 'beside rules of somebody that are broken'; }
mend_rules() { cp -p kept.rules /etc/ufw/after.rules; }
own ufw state break_rules mend_rules
ufw --force disable >/dev/null
ufw --force reset >/dev/null 2>&1
