#!/bin/sh
# set-up.sh SUITE NAME PACKAGE...: a root of that Debian suite with these packages, in the folder NAME
# under $ACRFW_ROOTS or the temporary folder; it is kept, so that another call only adds what is
# missing. Roots of one suite begin as copies of one. Prints the root. Needs root and debootstrap.
set -eu
suite=$1 name=$2
shift 2
roots=${ACRFW_ROOTS:-${TMPDIR:-/tmp}/acrfw-roots}
root=$roots/$name
log=$roots/$name.log
mkdir -p "$roots"
exec 9>"$roots/$name.lock"
flock 9

if [ ! -e "$root/.complete" ]; then
  base=$roots/$suite-base
  exec 8>"$base.lock"
  flock 8
  if [ ! -e "$base.complete" ]; then
    mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
      sed -n -e 's/^URIs: *\([^ ]*\).*/\1/p' -e 's/^deb  *\(\[[^]]*\] *\)*\(http[^ ]*debian[^ ]*\).*/\2/p' |
      grep -v -e security -e cloud | head -n 1)
    rm -rf "$base"
    debootstrap --variant=minbase "$suite" "$base" "${mirror:-http://deb.debian.org/debian}" >"$log" 2>&1 || {
      tail -n 5 "$log" >&2
      exit 1
    }
    # No service starts in a root that is only entered.
    printf '#!/bin/sh\nexit 101\n' >"$base/usr/sbin/policy-rc.d"
    chmod +x "$base/usr/sbin/policy-rc.d"
    touch "$base.complete"
  fi
  flock -u 8
  rm -rf "$root"
  cp -a "$base" "$root"
  touch "$root/.complete"
fi

missing=
for package in "$@"; do
  grep -q -x "Package: $package" "$root/var/lib/dpkg/status" || missing="$missing $package"
done
if [ -n "$missing" ]; then
  cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
  cp /etc/apt/apt.conf.d/*prox* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
  # shellcheck disable=SC2086 # several packages
  unshare -m -p -f chroot "$root" sh -c 'mount -t proc proc /proc
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q && apt-get install -q -y --no-install-recommends "$@"' sh $missing >>"$log" 2>&1 || {
    tail -n 5 "$log" >&2
    exit 1
  }
fi
echo "$root"
