package dev.acrfw.render.netfilter;

/** Functions of sh that the scripts for iptables and ipset are made of. */
final class NetfilterFunctions {
  /** Stands before a command that only drops IPv6, and says that it is there at all. */
  static final String UNLESS_OFF = "[ ! -e /proc/net/if_inet6 ] || ";

  /** Lets commands for IPv6 do nothing where the kernel has none, which leaves nothing to drop. */
  static final String WITHOUT_IPV6 = "[ -e /proc/net/if_inet6 ] || ip6tables() { :; }\n";

  /** Keeps two runs apart that would replace the same. */
  static final String ONE_AT_A_TIME =
      """

      # one_at_a_time NAME: waits for another run for this name, a minute at most; the lock is the
      # system's own, so it ends with its holder, however that ends
      one_at_a_time() {
        command -v flock >/dev/null && [ -w /run ] || return 0
        exec 9>"/run/acrfw-$1.lock"
        # BusyBox' flock cannot wait for a time.
        flock -w 60 9 2>/dev/null || flock -n 9 ||
          fail "another run for the name $1 is at work, so nothing was changed" \\
            "run this again when that one has ended"
      }
      """;

  /** Those that every script needs. */
  static final String COMMON =
      """

      # need COMMAND: refuses to begin what could not be finished
      need() {
        why=$("$1" -w 60 -S 2>&1 >/dev/null) && return 0
        echo "$why" >&2
        case $why in
          *incompatible*)
            fail "rules of nft are in the table filter, and $1 cannot use it; nothing was changed" \\
              "use --format nftables with --nftables-table 'ip filter' and --family ipv4 (docs/hosts.md)"
            ;;
        esac
        fail "$1 does not work here, so nothing was changed" \\
          "install it, run this as root; where IPv6 is off, use rules made with --family ipv4"
      }
      """
          + ONE_AT_A_TIME
          + """

      # jump_numbers COMMAND FROM CHAIN MATCH: sets numbers to those of the jumps, the last one first
      jump_numbers() {
        number=0 numbers=
        rules=$("$1" -w 60 -S "$2")
        while IFS= read -r line; do
          case $line in "-A "*) number=$((number + 1)) ;; esac
          [ "$line" != "-A $2 $4-j $3" ] || numbers="$number $numbers"
        done <<LINES
      $rules
      LINES
      }

      # jump COMMAND FROM CHAIN MATCH: exactly one jump from FROM to CHAIN, as the first rule of FROM
      # whatever others have put before it, and never a moment without one
      jump() {
        jump_numbers "$@"
        case " $numbers" in
          *" 1 ") ;;
          *)
            # shellcheck disable=SC2086 # a match of several words, or none
            "$1" -w 60 -I "$2" 1 $4 -j "$3"
            jump_numbers "$@"
            ;;
        esac
        for number in $numbers; do
          # By number, because a rule alone stands for the first one like it.
          if [ "$number" -gt 1 ] && [ "$("$1" -w 60 -S "$2" "$number")" = "-A $2 $4-j $3" ]; then
            "$1" -w 60 -D "$2" "$number"
          fi
        done
        drop_jumps "$1" "$3" "$2"
      }

      # drop_jumps COMMAND CHAIN [FROM]: takes away the jumps that acrfw made, but for those from FROM
      drop_jumps() {
        rules=$("$1" -w 60 -S)
        while IFS= read -r line; do
          from=${line#-A }
          from=${from%% *}
          [ "$from" != "${3:-}" ] || continue
          case $line in
            "-A INPUT -j $2" | "-A FORWARD -j $2" | "-A OUTPUT -j $2") "$1" -w 60 -D "$from" -j "$2" ;;
            "-A $from -m comment --comment acrfw -j $2")
              "$1" -w 60 -D "$from" -m comment --comment acrfw -j "$2"
              ;;
          esac
        done <<LINES
      $rules
      LINES
      }

      # drop_chain COMMAND CHAIN: takes a chain and the jumps to it away, if they are there
      drop_chain() {
        "$1" -w 60 -n -L "$2" >/dev/null 2>&1 || return 0
        drop_jumps "$1" "$2"
        "$1" -w 60 -F "$2"
        "$1" -w 60 -X "$2" 2>/dev/null ||
          echo "acrfw: warning: $1: other rules refer to the chain $2, so it stays, empty" >&2
      }
      """;

  /** For a jump from Docker's chain for the rules of others. */
  static final String FROM_DOCKERS_CHAIN =
      """

      # from_chain COMMAND CHAIN: Docker's chain may not be there yet; Docker keeps one that is
      from_chain() {
        "$1" -w 60 -n -L "$2" >/dev/null 2>&1 || "$1" -w 60 -N "$2"
        "$1" -w 60 -C FORWARD -j "$2" 2>/dev/null || "$1" -w 60 -I FORWARD -j "$2"
      }
      """;

  /** For a jump from a chain of the user's. */
  static final String FROM_CHAIN =
      """

      # from_chain COMMAND CHAIN: refuses to begin where the chain that is to jump is not there
      from_chain() {
        "$1" -w 60 -n -L "$2" >/dev/null 2>&1 ||
          fail "$1 has no chain $2, so nothing was changed" "make the chain, or leave out --iptables-from"
      }
      """;

  private NetfilterFunctions() {}
}
