#!/bin/sh
# deb.sh TARGET VERSION: makes a Debian package of the distribution under TARGET, where there is
# dpkg-deb. The same distribution gives the same package.
set -eu
target=$1 version=$2
command -v dpkg-deb >/dev/null || {
  echo "no dpkg-deb: no Debian package"
  exit 0
}
here=$(cd "$(dirname "$0")" && pwd)
SOURCE_DATE_EPOCH=$(date -d 2026-01-01T00:00:00Z +%s)
export SOURCE_DATE_EPOCH
umask 022

work=$target/deb
root=$work/root
rm -rf "$work"
mkdir -p "$root/DEBIAN"
tar -xzf "$target/acrfw-$version.tar.gz" -C "$work"
files=$work/acrfw-$version

# put MODE FROM TO
put() {
  mkdir -p "$root/$(dirname "$3")"
  install -m "$1" "$2" "$root/$3"
}
put 755 "$files/bin/acrfw" usr/share/acrfw/bin/acrfw
for jar in "$files"/lib/*.jar; do
  put 644 "$jar" "usr/share/acrfw/lib/${jar##*/}"
done
mkdir -p "$root/usr/bin"
ln -s ../share/acrfw/bin/acrfw "$root/usr/bin/acrfw"
for page in "$files"/man/man1/*.1; do
  put 644 "$page" "usr/share/man/man1/${page##*/}"
  gzip -9n "$root/usr/share/man/man1/${page##*/}"
done
put 644 "$files/completion/completion.bash" usr/share/bash-completion/completions/acrfw
put 644 "$files/completion/completion.zsh" usr/share/zsh/vendor-completions/_acrfw
put 644 "$files/completion/completion.fish" usr/share/fish/vendor_completions.d/acrfw.fish

doc=usr/share/doc/acrfw
(cd "$files" && find README.md docs samples -type f) | while IFS= read -r file; do
  put 644 "$files/$file" "$doc/$file"
done
# What a unit of the samples starts may not lie in the documentation.
put 755 "$files/samples/automation/apply.sh" usr/share/acrfw/automation/apply.sh
sed -i -e 's,/opt/acrfw/bin/acrfw,/usr/bin/acrfw,' -e 's,acrfw is in /opt/acrfw,acrfw is installed,' \
  -e 's,/opt/acrfw/samples/automation,/usr/share/acrfw/automation,' "$root/$doc"/samples/automation/acrfw-update.service
put 644 "$here/copyright" "$doc/copyright"
{
  echo "acrfw ($version) unstable; urgency=medium"
  echo
  echo "  * What changed is in docs/CHANGELOG.md."
  echo
  echo " -- The acrfw authors <noreply@acrfw.dev>  Thu, 01 Jan 2026 00:00:00 +0000"
} >"$work/changelog"
put 644 "$work/changelog" "$doc/changelog"
gzip -9n "$root/$doc/changelog"

sed -e "s/@VERSION@/$version/" -e "s/@SIZE@/$(du -sk "$root/usr" | cut -f 1)/" \
  "$here/control" >"$root/DEBIAN/control"
install -m 755 "$here/postinst" "$here/prerm" "$root/DEBIAN/"
install -m 644 "$here/triggers" "$root/DEBIAN/"
(cd "$root" && find usr -type f -exec md5sum {} +) | LC_ALL=C sort -k 2 >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group -Zxz --build "$root" "$target/acrfw_${version}_all.deb" >/dev/null
