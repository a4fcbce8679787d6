package dev.acrfw.render.netfilter;

/** The part of a script that looks for firewalls beside it. */
final class OtherFirewalls {
  /**
   * An accept in one base chain does not override a drop in another one at the same hook (nft(8),
   * "verdict statements"), and neither back end of iptables overrides the other. Rules that drop
   * only some addresses or invalid states do not count.
   */
  static final String FUNCTION =
      """

      # others HOOK: names the chains of other tables, and of the other back end, that drop at a hook
      others() {
        upper=$(echo "$1" | tr '[:lower:]' '[:upper:]')
        case $(iptables -V) in
          *legacy*) own='' other='' ;;
          *) own=$upper other=legacy ;;
        esac
        if command -v nft >/dev/null && command -v awk >/dev/null; then
          nft list ruleset 2>/dev/null | awk -v hook="$1" -v own="$own" '
            $1 == "table" { table = $2 " " $3 }
            $1 == "chain" { chain = table " " $2; name = $2 }
            $1 == "type" && $4 == hook && !(name == own && table ~ /^ip6? filter$/) {
              base[chain] = 1
              if (/policy drop/) drops[chain] = 1
            }
            /(jump|goto) / && !/saddr|daddr/ {
              for (i = 1; i < NF; i++) if ($i == "jump" || $i == "goto") edge[chain] = edge[chain] " " $(i + 1)
            }
            /(^|[ \t])(drop|reject)( |;|$)/ && !/policy|saddr|daddr|invalid/ { drops[chain] = 1 }
            function ends(at, depth,   parts, n, i, found) {
              if (drops[at]) return 1
              if (depth > 8) return 0
              n = split(edge[at], parts, " ")
              for (i = 1; i <= n; i++) {
                split(at, place, " ")
                if (ends(place[1] " " place[2] " " parts[i], depth + 1)) found = 1
              }
              return found
            }
            END { for (b in base) if (ends(b, 0)) print b }
          ' | while read -r family table chain; do
            case $table in
              firewalld) way="give the addresses to firewalld instead" ;;
              *) way="allow them there: --format nftables --nftables-table '$family $table'" ;;
            esac
            echo "acrfw: warning: the chain $chain of the table $family $table drops at the hook $1, and an accept in iptables does not override that" >&2
            echo "acrfw: hint: $way (docs/hosts.md)" >&2
          done
        fi
        if [ -n "$other" ] && grep -q . /proc/net/ip_tables_names 2>/dev/null && command -v iptables-legacy >/dev/null &&
          iptables-legacy -w 60 -S "$upper" | grep -q -e "^-P $upper DROP" -e '-j DROP$' -e '-j REJECT'; then
          echo "acrfw: warning: rules of iptables-legacy drop at the hook $1, and these rules are in nf_tables" >&2
          echo "acrfw: hint: run it with iptables-legacy as iptables (update-alternatives), or move those rules" >&2
        fi
      }
      """;

  private OtherFirewalls() {}
}
