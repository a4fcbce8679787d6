#!/bin/sh
# twice.sh: builds the last commit in two folders, at two times, and compares what is packed. Prints the
# checksums.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for build in first second; do
  mkdir "$work/$build"
  git archive HEAD | tar -x -C "$work/$build"
  (
    cd "$work/$build"
    mvn -B -ntp -q package -DskipTests
    cd target
    sha256sum acrfw-*.jar acrfw-*.tar.gz acrfw-*.zip acrfw-*.cdx.json >"$work/$build.sha256"
  )
done
cmp "$work/first.sha256" "$work/second.sha256"
cat "$work/first.sha256"
