package dev.acrfw.render.azure;

/** What the sh script for a network security group says of the rules of others. */
final class NsgAzOthers {
  /**
   * Says which rules of others undo the wanted ones. In its table the wanted rules come first, then
   * a line of a dot, then the group's.
   */
  static final String FUNCTION =
      """

      # warn_of_others: names rules of others that deny before ours what these allow, and says where
      # nothing denies what ours allow
      warn_of_others() {
        { printf '%s\\n' "$lines"; echo .; printf '%s\\n' "$rules"; } | awk -F '\\t' '
          function bits(address, n,   group, i, j, k, groups, half, left, value) {
            # the address as bits, one array element a 16-bit group, and its length
            len[n] = address ~ /:/ ? 128 : 32
            if (split(address, half, "/") == 2) len[n] = half[2]
            address = tolower(half[1])
            if (address !~ /:/) {
              split(address, group, ".")
              part[n, 1] = group[1] * 256 + group[2]; part[n, 2] = group[3] * 256 + group[4]
              return
            }
            i = split(address, half, "::")
            k = split(half[1], group, ":")
            for (j = 1; j <= 8; j++) part[n, j] = j <= k ? hex(group[j]) : 0
            if (i == 2) {
              k = split(half[2], group, ":")
              for (j = 1; j <= k; j++) part[n, 8 - k + j] = hex(group[j])
            }
          }
          function hex(digits,   i, value) {
            for (i = 1; i <= length(digits); i++)
              value = value * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
            return value + 0
          }
          function is_address(word) { return word ~ /^[0-9]+\\.|:/ }
          function address_meets(a, b,   least, i, shift) {
            if ((a ~ /:/) != (b ~ /:/)) return 0
            bits(a, 1); bits(b, 2)
            least = len[1] < len[2] ? len[1] : len[2]
            for (i = 1; least > 0; i++) {
              shift = least >= 16 ? 1 : 2 ^ (16 - least)
              if (int(part[1, i] / shift) != int(part[2, i] / shift)) return 0
              least -= 16
            }
            return 1
          }
          function region(tag) { return index(tag, ".") ? substr(tag, index(tag, ".") + 1) : "" }
          function is_all(word) { return word == "*" || word == "internet" || word == "0.0.0.0/0" || word == "::/0" }
          function tag_meets(theirs, ours) {
            if (theirs == "azurecloud") return 1
            if (index(theirs, "azurecloud.") == 1) return region(ours) == "" || region(ours) == region(theirs)
            return theirs == ours || index(ours, theirs ".") == 1 || index(theirs, ours ".") == 1
          }
          function addresses_meet(theirs, ours, tag,   t, o, i, j, n, m) {
            n = split(tolower(theirs), t, " "); m = split(tolower(ours), o, " ")
            for (i = 1; i <= n; i++) {
              if (is_all(t[i])) return 1
              if (!is_address(t[i])) { if (tag_meets(t[i], tolower(tag))) return 1; continue }
              for (j = 1; j <= m; j++) if (is_address(o[j]) && address_meets(t[i], o[j])) return 1
            }
            return 0
          }
          function ports_meet(theirs, ours,   t, o, i, j, n, m, ends) {
            n = split(theirs, t, " "); m = split(ours, o, " ")
            for (i = 1; i <= n; i++) {
              if (t[i] == "*") return 1
              if (split(t[i], ends, "-") == 1) ends[2] = ends[1]
              for (j = 1; j <= m; j++) if (o[j] + 0 >= ends[1] + 0 && o[j] + 0 <= ends[2] + 0) return 1
            }
            return 0
          }
          $0 == "." { theirs = 1; next }
          $0 == "" { next }
          !theirs { mine[tolower($3)] = 1; own[++count] = $0; next }
          tolower($4) != "deny" || tolower($3) in mine || $6 !~ /(^| )(\\*|0-65535)( |$)/ { next }
          {
            for (n = 1; n <= count; n++) {
              split(own[n], rule, "\\t")
              if (tolower(rule[4]) != "allow" || tolower(rule[1]) != tolower($1)) continue
              if ($5 != "*" && tolower($5) != tolower(rule[5]) || !ports_meet($7, rule[7])) continue
              side = rule[1] == "Outbound" ? 9 : 8
              tag = rule[10]; sub(/,.*/, "", tag); sub(/.* /, "", tag)
              if (!addresses_meet($side, rule[side], tag)) continue
              if ($2 + 0 < rule[2] + 0) print "before", $3, $2, rule[3], rule[2]
              else if (is_all(tolower($side))) closed[n] = 1
            }
          }
          END {
            for (n = 1; n <= count; n++) {
              split(own[n], rule, "\\t")
              if (rule[1] == "Outbound" && tolower(rule[4]) == "deny") exit
              if (rule[1] == "Outbound" && !closed[n]) open = 1
            }
            if (open) print "open"
          }' | while read -r kind deny at name priority; do
          if [ "$kind" = open ]; then
            echo "acrfw: warning: no rule of the group denies these outbound connections, so it lets everything out, with or without its rules" >&2
            echo "acrfw: hint: add one that denies, with a higher number, or use --enforce" >&2
          else
            echo "acrfw: warning: the rule $deny (priority $at) denies what $name (priority $priority) allows" >&2
            echo "acrfw: hint: give it a higher number, or use a lower --nsg-priority" >&2
          fi
        done
      }
      """;

  private NsgAzOthers() {}
}
