#!/bin/sh
# boot.sh SUITE: loads every output that a kernel takes on a Debian of that suite with its own kernel, in
# qemu, emulated (a minute or two); on trixie those for IPv4 again, with a kernel that has no IPv6. Prints
# "booted VERSION" when all is well.
# Needs root, debootstrap, qemu-system-x86_64, cpio, kmod, and a packed acrfw in target.
set -eu
cd "$(dirname "$0")/../../.."
suite=$1
root=$(sh src/test/distributions/set-up.sh "$suite" "$suite" nftables iptables ipset iproute2 kmod procps)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ ! -e "$root/kernel/complete" ]; then
  mkdir -p "$root/kernel"
  # shellcheck disable=SC2016 # expanded in the root
  unshare -m -p -f chroot "$root" sh -c 'mount -t proc proc /proc; cd /kernel
    image=$(apt-cache depends linux-image-amd64 | sed -n "s/.*Depends: //p" | head -n 1)
    apt-get update -q && apt-get download "$image" && dpkg -x ./*.deb . && rm ./*.deb && touch complete' \
    >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; exit 1; }
fi
image=$(ls "$root"/kernel/boot/vmlinuz-*)
version=${image##*/vmlinuz-}
for modules in "$root/kernel/lib/modules/$version" "$root/kernel/usr/lib/modules/$version"; do
  [ ! -d "$modules" ] || break
done

tree=$work/tree
target=$tree/usr/lib/modules/$version
mkdir -p "$tree"
tar -C "$root" -c --exclude=./kernel --exclude=./usr/lib/jvm --exclude=./usr/share/doc \
  --exclude=./usr/share/locale --exclude=./usr/share/man --exclude=./var/cache --exclude=./var/lib/apt \
  --exclude='./w/*' --exclude='./proc/*' --exclude='./dev/*' . | tar -C "$tree" -x
mkdir -p "$target/kernel/arch/x86" "$tree/proc" "$tree/sys" "$tree/w"
[ -e "$tree/lib/modules" ] || ln -s ../usr/lib/modules "$tree/lib/modules"
for folder in net lib crypto arch/x86/crypto; do
  [ ! -d "$modules/kernel/$folder" ] || cp -r "$modules/kernel/$folder" "$target/kernel/$folder"
done
cp "$modules"/modules.builtin* "$modules"/modules.order "$target/"
depmod -b "$tree" "$version" 2>/dev/null || depmod -b "$tree/usr" "$version"

acrfw() { target/acrfw/bin/acrfw generate "$@" 2>/dev/null; }
for format in nftables iptables ipset; do
  for rules in 'week1 -l westeurope' 'week2 -l all --for iot-edge' 'enforce -l westeurope --enforce'; do
    # shellcheck disable=SC2086 # a name and options
    set -- $rules
    name=$1
    shift
    acrfw -s samples/ServiceTags_Public.json "$@" -f $format >"$tree/w/$name.$format"
  done
  acrfw -s samples/ServiceTags_Public.json -l westeurope --enforce --family ipv4 -f $format >"$tree/w/ipv4.$format"
  acrfw --remove -f $format >"$tree/w/remove.$format"
done
cat >"$tree/w/script" <<'S'
set -eu
load() {
  case $1 in
    *.nftables) nft -c -f "$1"; nft -f "$1" ;;
    *) sh "$1" >said 2>&1 || { cat said; exit 1; }; [ ! -s said ] || { cat said; exit 1; } ;;
  esac
}
if [ ! -e /proc/net/if_inet6 ]; then
  for format in nftables iptables ipset; do
    load ipv4.$format
    load ipv4.$format
    nft list ruleset | grep -q acrfw_output
    load remove.$format
  done
  exit
fi
for format in nftables iptables ipset; do
  for name in week1 week2 enforce enforce week1; do load $name.$format; done
  nft list ruleset | grep -q acrfw_output
  if [ $format = nftables ]; then
    nft list ruleset >before
    head -n 40 week2.nftables >cut
    if nft -f cut 2>/dev/null; then echo "a part loads"; exit 1; fi
    nft list ruleset | cmp - before
    # Linux 5.10 refuses every file of this kind after that, until another change was committed.
    nft add table inet another
    nft delete table inet another
  fi
  load remove.$format
  load remove.$format
done
if nft list ruleset | grep 'jump acrfw'; then exit 1; fi
S
cat >"$tree/init" <<'I'
#!/bin/sh
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc; mount -t sysfs sys /sys; mount -t tmpfs tmp /tmp; mount -t tmpfs run /run
mount -t devtmpfs dev /dev
ip link set lo up
cd /w
sh ./script 2>&1
# On a line of its own, also where nothing came after what the firmware drew.
printf '\nEND %s\n' "$?"
echo o >/proc/sysrq-trigger
sleep 9
I
chmod +x "$tree/init"
(cd "$tree" && find . | cpio -o -H newc 2>/dev/null | gzip -1) >"$work/initrd"
# Emulated also where there is a /dev/kvm: in a machine that is virtual itself, it may hang.
for ipv6 in '' ipv6.disable=1; do
  [ -z "$ipv6" ] || [ "$suite" = trixie ] || continue
  timeout 300 qemu-system-x86_64 -accel tcg -m 3000 -smp 2 -nographic -no-reboot -kernel "$image" \
    -initrd "$work/initrd" -append "console=ttyS0 panic=-1 quiet $ipv6" -net none </dev/null >"$work/log" 2>&1 || true
  # The kernel's own messages may follow on the same line.
  if ! tr -d '\r' <"$work/log" | grep -a -q -e '^END 0$' -e '^END 0\['; then
    tail -n 30 "$work/log"
    exit 1
  fi
  echo "booted $version $ipv6"
done
