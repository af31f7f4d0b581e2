# SPDX-License-Identifier: Apache-2.0
# Bash completion for tandem. For this shell:   source <(tandem completion bash)
# For good: install this file as ~/.local/share/bash-completion/completions/tandem

_tandem() {
  local IFS=$'\n'
  local words reply
  # The program itself knows its commands, options, and names; the words so far are all it needs.
  words=("${COMP_WORDS[@]:1:COMP_CWORD}")
  reply=($("${COMP_WORDS[0]}" complete -- "${words[@]}" 2>/dev/null)) || return
  local current="${COMP_WORDS[COMP_CWORD]}"
  [[ $current == "=" ]] && current=""
  COMPREPLY=()
  local item
  for item in "${reply[@]}"; do
    case $item in
      :files) COMPREPLY+=($(compgen -f -- "$current")); compopt -o filenames 2>/dev/null ;;
      :folders) COMPREPLY+=($(compgen -d -- "$current")); compopt -o filenames 2>/dev/null ;;
      *) COMPREPLY+=("$item") ;;
    esac
  done
}
complete -F _tandem tandem
