package dev.acrfw.render.netfilter;

/** Functions of sh that the script for ufw is made of. */
final class UfwFunctions {
  /** All of them, and what the script does first. */
  static final String ALL =
      """

      # with FILE: FILE of ufw with the block of this name in place of an earlier one, as the last
      # rules of the table filter; without a block where it has no rules
      with() {
        awk -v begin="# BEGIN acrfw $name" -v end="# END acrfw $name" -v block="$folder/$1" '
          $0 == begin { inside = 1 }
          !inside && /^[*]/ { table = $1 }
          !inside && $1 == "COMMIT" && table == "*filter" && !placed {
            while ((getline rule <block) > 0) {
              if (!placed) print begin
              placed = 1
              print rule
            }
            if (placed) print end
            placed = 1
          }
          !inside { print }
          $0 == end { inside = 0 }
          END { exit !placed }' "$etc/$1" >"$folder/whole-$1" ||
          fail "$etc/$1 has no table filter that ends with COMMIT, so nothing was changed" \\
            "see what was done to it; ufw reset makes it anew"
      }

      # loads COMMAND FILE...: refuses to begin where a reload would fail half way, which turns ufw off
      loads() {
        command=$1
        shift
        for file in "$@"; do
          [ ! -s "$file" ] || "$command" --test --noflush <"$file" >/dev/null ||
            fail "$command does not take $file, so nothing was changed" \
              "mend it: the next reload or restart of ufw would fail as well"
        done
      }

      # put FROM: gives ufw the files that FROM begins with, each at once and with its owner and mode
      put() {
        for file in before.rules before6.rules; do
          cp -p "$etc/$file" "$etc/$file.new"
          cat "$1$file" >"$etc/$file.new"
          mv "$etc/$file.new" "$etc/$file"
        done
      }

      # replace: makes the new files those that count, or leaves all as it was
      replace() {
        with before.rules
        with before6.rules
        if cmp -s "$etc/before.rules" "$folder/whole-before.rules" &&
          cmp -s "$etc/before6.rules" "$folder/whole-before6.rules"; then
          echo "nothing to change"
          return
        fi
        loads iptables-restore "$folder/whole-before.rules" "$etc/user.rules" "$etc/after.rules"
        loads ip6tables-restore "$folder/whole-before6.rules" "$etc/user6.rules" "$etc/after6.rules"
        active=
        ! LC_ALL=C ufw status | grep -q '^Status: active' || active=yes
        cp "$etc/before.rules" "$folder/old-before.rules"
        cp "$etc/before6.rules" "$folder/old-before6.rules"
        put "$folder/whole-"
        if [ -z "$active" ]; then
          echo "ufw is not active: the rules count from 'ufw enable' on"
        elif ! ufw reload; then
          put "$folder/old-"
          # A reload that fails leaves ufw off.
          ufw --force enable || true
          fail "ufw refused the rules, so its files are as they were" \
            "its reasons are above; see that it is active: ufw status"
        fi
      }

      etc=/etc/ufw
      if ! command -v ufw >/dev/null || [ ! -f "$etc/before.rules" ] || [ ! -f "$etc/before6.rules" ]; then
        fail "there is no ufw here, so nothing was changed" "install it, or take another format"
      fi
      [ -w "$etc/before.rules" ] ||
        fail "$etc cannot be written, so nothing was changed" "run this as root"
      one_at_a_time "$name"
      folder=$(mktemp -d)
      trap 'rm -rf "$folder"' EXIT
      trap 'exit 1' HUP INT TERM

      """;

  private UfwFunctions() {}
}
