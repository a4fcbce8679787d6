# Completion for bash. acrfw itself says what can stand where the cursor is; where it has nothing to
# offer, bash offers the names of files.
_acrfw() {
  local candidate
  COMPREPLY=()
  while IFS= read -r candidate; do
    COMPREPLY+=("$candidate")
  done < <("$1" __complete "${COMP_WORDS[@]:1:$COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _acrfw acrfw
