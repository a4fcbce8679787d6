#compdef acrfw
# Completion for zsh. acrfw itself says what can stand where the cursor is; where it has nothing to
# offer, zsh offers the names of files.
_acrfw() {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "${candidates[1]}" ]]; then
    compadd -- "${candidates[@]}"
  else
    compset -P '--*='
    _files
  fi
}
if [[ "$funcstack[1]" == _acrfw ]]; then
  _acrfw "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u; }
  compdef _acrfw acrfw
fi
