#!/bin/sh
# Fetches the current service tags and brings a file of rules up to date.
#
#   update.sh SELECTION FORMAT OUTPUT [FETCH-OPTION...]
#
# SELECTION is an argument file such as samples/contoso.args. OUTPUT is touched only if its rules
# change; OUTPUT.md then says what changed. A file in which a tag shrank stops the run with exit code
# 6, and OUTPUT stays as it was: it is compared with what OUTPUT allows, and with every file that
# "acrfw fetch" has kept.
set -eu
selection=$1 format=$2 output=$3
shift 3

# made_from: the name of the file that OUTPUT was made from
made_from() {
  sed -n -e 's/.*Source: \(ServiceTags_[^,]*\), cloud .*/\1/p' \
    -e 's/.*"source": {"file": "\(ServiceTags_[^"]*\)".*/\1/p' "$output" 2>/dev/null | head -n 1
}

new=$(acrfw fetch "$@")
kept=${new%/*} name=${new##*/}

set --
for file in "$kept/${name%_*}"_*.json; do
  [ "$file" = "$new" ] || set -- "$@" --previous "$file"
done

old=$kept/$(made_from)
rm -f "$output.md"
before=$(cksum "$output" 2>/dev/null || true)
acrfw generate "@$selection" --service-tags "$new" "$@" --format "$format" --output "$output"
[ "$before" != "$(cksum "$output")" ] || exit 0
if [ -z "$before" ]; then
  echo "First rules." >"$output.md"
elif [ -f "$old" ]; then
  acrfw diff "$old" "$new" "@$selection" --format markdown >"$output.md"
else
  echo "The file that the earlier rules came from is gone: see the changes of the rules." >"$output.md"
fi
