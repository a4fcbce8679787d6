#!/bin/sh
# fresh.sh: the README's second command in a fresh Debian 13 that has a JDK and Maven and nothing else,
# and again with Python but without its yaml. What Maven needs comes from the local repository of this
# machine, which a build here has filled. Prints the last lines; needs root and debootstrap.
set -eu
cd "$(dirname "$0")/../../.."
root=$(sh src/test/distributions/set-up.sh trixie fresh openjdk-21-jdk-headless maven iproute2)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/.m2" "$work/acrfw"
git archive HEAD | tar -x -C "$work/acrfw"
cp -r "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" "$work/.m2/repository"
cat >"$work/verify.sh" <<'S'
export JAVA_HOME=/usr/lib/jvm/java-21-openjdk-amd64
cd acrfw
mvn -o -B -ntp -Dmaven.repo.local=/w/.m2/repository verify >../log 2>&1 ||
  { tail -n 60 ../log; exit 1; }
grep -a -e 'Tests run:.*Skipped' -e 'skipped: ' -e 'BUILD' ../log | tail -n 12
S
sh src/test/distributions/enter.sh "$root" "$work" verify.sh
