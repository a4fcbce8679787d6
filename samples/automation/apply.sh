#!/bin/sh
# Loads rules that acrfw wrote for nftables, iptables or ipset, and goes back to those that were there
# if a check fails or nobody confirms. It needs no Java on the host.
#
#   apply.sh [--dry-run] [--check COMMAND] [--confirm SECONDS] [--remove FILE] NEW INSTALLED
#   apply.sh --keep INSTALLED
#
# NEW is the file of rules, INSTALLED the one that this host loads at boot.
#
#   --dry-run   show what would change, and change nothing
#   --check     a command that ends with 0 when all is well, for example
#               'curl -sS -m 20 -o /dev/null https://contoso.azurecr.io/v2/'
#   --confirm   go back after so many seconds, also when the session is cut off, unless the answer
#               on the terminal is y, or "apply.sh --keep INSTALLED" was run meanwhile
#   --remove    what takes the rules away again where none were installed before, as "acrfw generate
#               --remove" writes it; default: NEW with -remove before its extension
set -eu
PATH=$PATH:/usr/sbin:/sbin

fail() {
  echo "apply.sh: $1" >&2
  exit 1
}

# kind FILE: prints what loads it
kind() {
  case $(head -n 1 "$1") in
    '#!/usr/sbin/nft -f') echo nft ;;
    '#!/bin/sh') echo sh ;;
    *) fail "$1 is not a file of rules for nftables, iptables or ipset" ;;
  esac
}

load() {
  case $(kind "$1") in
    nft) nft -f "$1" ;;
    *) sh "$1" ;;
  esac
}

# go_back PENDING: whoever moves the folder first decides, this or keep
go_back() {
  mv "$1" "$1.back" 2>/dev/null || return 0
  if load "$1.back/undo"; then
    rm -rf "$1.back"
  else
    fail "the old rules do not load either: they are in $1.back/undo"
  fi
}

# keep INSTALLED: from now on the new rules are those of the next boot
keep() {
  mv "$1.pending" "$1.kept" 2>/dev/null ||
    fail "no rules wait to be kept in $1: the time is over, or nothing was applied"
  mv "$1.kept/new" "$1"
  rm -rf "$1.kept"
}

dry='' check='' confirm='' remove=''
while [ $# -gt 0 ]; do
  case $1 in
    --keep)
      keep "${2:?INSTALLED is missing}"
      exit 0
      ;;
    --watch)
      sleep "$3"
      go_back "$2"
      exit 0
      ;;
    --dry-run) dry=yes ;;
    --check | --confirm | --remove)
      [ $# -gt 1 ] || fail "$1 needs a value"
      case $1 in
        --check) check=$2 ;;
        --confirm) confirm=$2 ;;
        *) remove=$2 ;;
      esac
      shift
      ;;
    -*) fail "unknown option $1" ;;
    *) break ;;
  esac
  shift
done
[ $# -eq 2 ] || fail "usage: apply.sh [OPTION...] NEW INSTALLED (the options are at the top of this file)"
new=$1 installed=$2 pending=$2.pending
case $confirm in *[!0-9]*) fail "--confirm $confirm is not a number of seconds" ;; esac
[ -f "$new" ] || fail "no such file: $new"
[ -n "$remove" ] || case ${new##*/} in
  *.*) remove=${new%.*}-remove.${new##*.} ;;
  *) remove=$new-remove ;;
esac
kind=$(kind "$new")

# nft before 0.9.3 refuses these files, and it says so in words that do not help.
if [ "$kind" = nft ]; then
  version=$(nft --version | sed 's/[^0-9]*\([0-9]*\)\.\([0-9]*\)\.\([0-9]*\).*/\1 \2 \3/')
  old=$(echo "$version" | awk '{ print ($1 * 10000 + $2 * 100 + $3 < 903) ? "yes" : "" }')
  [ -z "$old" ] ||
    fail "nft $(echo "$version" | tr ' ' .) is too old for these rules, so nothing was changed: 0.9.3 is needed"
fi

if [ -d "$pending" ]; then
  pid=$(cat "$pending/pid" 2>/dev/null || true)
  [ -z "$pid" ] || ! kill -0 "$pid" 2>/dev/null ||
    fail "other rules are being applied, or wait for: apply.sh --keep $installed"
  [ -z "$dry" ] || fail "an earlier run was cut off: run this without --dry-run, which takes its rules back"
  if [ -f "$pending/undo" ]; then
    go_back "$pending"
    echo "apply.sh: an earlier run was cut off, so its rules were taken back first" >&2
  else
    rm -rf "$pending"
  fi
fi

# Loaded also when the file is the same: a host may have lost its rules since.
if [ -f "$installed" ] && cmp -s "$new" "$installed"; then
  [ -n "$dry" ] || load "$installed"
  exit 0
fi

undo=$installed
[ -f "$undo" ] || undo=$remove
[ -f "$undo" ] ||
  fail "no rules are installed yet, and no file says how to take these away again: name it with --remove"
[ "$(kind "$undo")" = "$kind" ] ||
  fail "$installed is for another tool: take its rules away first (acrfw generate --remove)"
if [ "$kind" = nft ]; then
  nft -c -f "$new"
else
  sh -n "$new"
fi
if [ -n "$dry" ]; then
  before=$installed
  [ -f "$installed" ] || before=/dev/null
  diff -u "$before" "$new" | sed 1,2d
  exit 0
fi
[ -z "$confirm" ] || command -v setsid >/dev/null || fail "--confirm needs setsid, of util-linux"

mkdir -p "$(dirname "$installed")"
mkdir "$pending"
loaded=''
# Whatever ends this run before the new rules are kept takes them back.
ended() {
  [ -d "$pending" ] || return 0
  if [ -n "$loaded" ]; then
    go_back "$pending"
    echo "apply.sh: the rules that were there are back" >&2
  else
    rm -rf "$pending"
  fi
}
trap ended EXIT
trap 'exit 1' HUP INT TERM
echo $$ >"$pending/pid"
# All is on the disk before anything is loaded: a full disk stops it here, with nothing changed.
cp "$undo" "$pending/undo"
cp -p "$new" "$pending/new"
if [ -n "$confirm" ]; then
  setsid sh "$0" --watch "$pending" "$confirm" </dev/null >/dev/null 2>&1 &
  echo $! >"$pending/pid"
fi

loaded=yes
load "$new" || fail "the new rules do not load"
[ -z "$check" ] || sh -c "$check" || fail "with the new rules the check failed: $check"
if [ -z "$confirm" ]; then
  keep "$installed"
elif [ -t 0 ]; then
  printf 'Keep the new rules? The old ones are back in %s seconds. [y/N] ' "$confirm"
  read -r answer
  case $answer in
    [yY]*) keep "$installed" ;;
    *) fail "not kept" ;;
  esac
else
  trap - EXIT
  echo "The old rules are back in $confirm seconds, unless: apply.sh --keep $installed"
fi
