# Completion for fish. acrfw itself says what can stand where the cursor is; where it has nothing to
# offer, fish offers the names of files.
function __acrfw_candidates
    set -l words (commandline -opc) (commandline -ct)
    set -l candidates (command $words[1] __complete $words[2..-1] 2>/dev/null)
    if test (count $candidates) -gt 0
        printf '%s\n' $candidates
    else
        set -l option (string match -r -- '^--[^=]*=' (commandline -ct))
        for file in (__fish_complete_path (string replace -r -- '^--[^=]*=' '' (commandline -ct)))
            printf '%s%s\n' "$option" $file
        end
    end
end
complete -c acrfw -f -a '(__acrfw_candidates)'
