#!/bin/sh
# enter.sh ROOT FOLDER SCRIPT: runs SCRIPT of FOLDER in a root that set-up.sh made, as root, in
# namespaces of its own; FOLDER is /w there, and the folder that it starts in. Needs root.
set -eu
mkdir -p "$1/w"
# shellcheck disable=SC2016 # expanded inside
exec unshare -n -m -p -f sh -c '
  mount --bind "$1" "$1" && cd "$1" && mount --bind "$2" "$1/w" && mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" &&
    exec chroot "$1" env -i HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      sh -c "ip link set lo up; cd /w; exec sh -eu ./$3" ' sh "$1" "$2" "$3"
