#!/bin/sh
# goldens.sh PROGRAM: runs the golden cases with this program, a native image for example, and prints
# those whose output, messages or exit code are others than noted.
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0
cases=0
for folder in src/test/resources/golden/*/; do
  cases=$((cases + 1))
  set --
  while IFS= read -r word || [ -n "$word" ]; do
    set -- "$@" "$word"
  done <"$folder/args"
  "$program" "$@" >"$work/out" 2>"$work/err" </dev/null
  echo $? >"$work/exit"
  for part in exit err out; do
    cmp -s "$work/$part" "$folder"/"$part"* || {
      echo "$folder: another $part"
      diff "$folder"/"$part"* "$work/$part" | head -n 4
      wrong=$((wrong + 1))
    }
  done
done
echo "$cases cases, $wrong differences"
[ "$wrong" -eq 0 ] && [ "$cases" -gt 100 ]
