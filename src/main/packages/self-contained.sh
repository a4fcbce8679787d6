#!/bin/sh
# self-contained.sh TARGET VERSION: packs the distribution under TARGET once more, with a Java runtime
# of the modules that it needs, for the system that this runs on. Takes the JDK of JAVA_HOME.
set -eu
target=$1 version=$2
work=$target/self-contained
folder=$work/acrfw-$version
case $(uname -s) in
  Linux) system=linux ;;
  Darwin) system=macos ;;
  *) system=windows ;;
esac
case $(uname -m) in
  aarch64 | arm64) machine=arm64 ;;
  *) machine=x64 ;;
esac

rm -rf "$work"
mkdir -p "$work"
tar -xzf "$target/acrfw-$version.tar.gz" -C "$work"
"$JAVA_HOME/bin/jlink" --add-modules java.base,java.net.http,jdk.crypto.ec --strip-java-debug-attributes \
  --no-header-files --no-man-pages --output "$folder/runtime"
# jlink leaves out the runtime's own archive of class data. Unlike acrfw's, it may be moved.
"$folder/runtime/bin/java" -Xshare:dump >/dev/null

name=acrfw-$version-$system-$machine
if [ "$system" = windows ]; then
  "$JAVA_HOME/bin/jar" --create --no-manifest --file "$target/$name.zip" -C "$work" "acrfw-$version"
else
  tar -C "$work" -czf "$target/$name.tar.gz" "acrfw-$version"
fi
