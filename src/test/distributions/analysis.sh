#!/bin/sh
# analysis.sh: Error Prone and NullAway read the program (the profile "analysis"), on the JDK 25 of a
# Debian 13. Prints what they find, which is an error; needs root and debootstrap.
set -eu
cd "$(dirname "$0")/../../.."
root=$(sh src/test/distributions/set-up.sh trixie analysis openjdk-25-jdk-headless maven iproute2)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for artifact in com.google.errorprone:error_prone_core com.uber.nullaway:nullaway; do
  version=$(sed -n "/<artifactId>${artifact#*:}</{n;s/.*<version>\(.*\)<.*/\1/p}" pom.xml)
  mvn -B -ntp -q dependency:get -Dartifact="$artifact:$version"
done
git archive HEAD | tar -x -C "$work"
mkdir -p "$work/.m2"
cp -r "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" "$work/.m2/repository"
cat >"$work/analyse.sh" <<'S'
export JAVA_HOME=/usr/lib/jvm/java-25-openjdk-amd64
mvn -o -B -ntp -Dmaven.repo.local=/w/.m2/repository -Panalysis compile >log 2>&1 || { grep -a ERROR log; exit 1; }
grep -a 'BUILD' log
S
sh src/test/distributions/enter.sh "$root" "$work" analyse.sh
