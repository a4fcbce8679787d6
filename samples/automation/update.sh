#!/bin/sh
# Fetches the current service tags and brings a file of rules up to date.
#
#   update.sh SELECTION FORMAT OUTPUT [FETCH-OPTION...]
#
# SELECTION is an argument file such as samples/contoso.args. OUTPUT is touched only if its rules
# change; OUTPUT.md then says what changed. The file is compared with those that "acrfw fetch" has
# kept: a tag that shrank stops the run with exit code 6, and OUTPUT stays as it was.
set -eu
selection=$1 format=$2 output=$3
shift 3

cache=${XDG_CACHE_HOME:-$HOME/.cache}/acrfw
new=$(acrfw fetch "$@")

set --
old=
for file in "$cache"/ServiceTags_Public_*.json; do
  if [ "$file" != "$new" ]; then
    old=$file
    set -- "$@" --previous "$file"
  fi
done

before=$(cksum "$output" 2>/dev/null || true)
acrfw generate "@$selection" --service-tags "$new" "$@" --format "$format" --output "$output"
if [ "$before" != "$(cksum "$output")" ] && [ -n "$old" ]; then
  acrfw diff "$old" "$new" "@$selection" --format markdown >"$output.md"
fi
