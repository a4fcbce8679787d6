#!/bin/sh
# Stands in for gh and az: keeps whether a pull request is open in $STAND_IN/open, and what was asked
# with which text in $STAND_IN/requests.
text() { # OPTION...: prints the text that the options give
  while [ $# -gt 0 ]; do
    case $1 in
      --body-file) cat "$2" ;;
      --description) printf '%s\n' "$2" ;;
    esac
    shift
  done
}
case $* in
  'pr list'*) [ -e "$STAND_IN/open" ] && echo 1 || echo 0 ;;
  'repos pr list'*) [ ! -e "$STAND_IN/open" ] || echo 7 ;;
  'pr create'* | 'repos pr create'*)
    [ ! -e "$STAND_IN/open" ] || { echo 'a pull request is open already' >&2; exit 1; }
    touch "$STAND_IN/open"
    { echo create; text "$@"; } >>"$STAND_IN/requests"
    ;;
  'pr edit acrfw-update'* | 'repos pr update --id 7'*) { echo edit; text "$@"; } >>"$STAND_IN/requests" ;;
  *) echo "unknown: $*" >&2; exit 1 ;;
esac
