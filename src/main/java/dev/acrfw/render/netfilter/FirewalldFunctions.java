package dev.acrfw.render.netfilter;

/** Functions of sh that the script for firewalld is made of. */
final class FirewalldFunctions {
  /** All of them, and what the script does first. */
  static final String ALL =
      """

      # own FOLDER: the files of this name that were made before; no other name has an underscore
      own() {
        for file in "$1"/ipsets/"${name}"_out_*_v[46].xml "$1"/ipsets/"${name}"_in_*_v[46].xml \\
          "$1"/policies/"${name}"_out.xml "$1"/policies/"${name}"_fwd.xml "$1"/policies/"${name}"_in.xml; do
          [ ! -e "$file" ] || echo "${file#"$1"/}"
        done
      }

      # put FROM FILE...: puts files in their places, each at once
      put() {
        from=$1
        shift
        for file in "$@"; do
          cp "$from/$file" "$etc/$file.new"
          mv "$etc/$file.new" "$etc/$file"
        done
      }

      # load: lets firewalld read its files, if it runs
      load() {
        if firewall-cmd --state >/dev/null 2>&1; then
          firewall-cmd --check-config >/dev/null && firewall-cmd --reload >/dev/null
        else
          firewall-offline-cmd --check-config >/dev/null
        fi
      }

      # leave FROM: what is there of this name becomes what FROM has, policies after their ipsets
      leave() {
        # shellcheck disable=SC2046 # names without spaces
        put "$1" $(own "$1")
        own "$etc" | sort -r | while IFS= read -r file; do
          [ -e "$1/$file" ] || rm "$etc/$file"
        done
      }

      # replace: makes the new files those that count, or leaves all as it was
      replace() {
        if [ "$(cd "$new" && own . | sort | xargs -r cat)" = "$(cd "$etc" && own . | sort | xargs -r cat)" ] &&
          [ "$(own "$new")" = "$(own "$etc")" ]; then
          echo "nothing to change"
          return
        fi
        # shellcheck disable=SC2046 # names without spaces
        for file in $(own "$etc"); do
          cp -p "$etc/$file" "$old/$file"
        done
        leave "$new"
        load && return
        leave "$old"
        load || true
        fail "firewalld refused the files, so all is as it was" "its reasons are above and in its log"
      }

      etc=/etc/firewalld
      if ! command -v firewall-offline-cmd >/dev/null || [ ! -d "$etc" ]; then
        fail "there is no firewalld here, so nothing was changed" "install it, or take another format"
      fi
      case $(firewall-offline-cmd --version) in
        0.*)
          fail "firewalld before 1.0 has no policy that lets a connection out whose others are denied;" \\
            "nothing was changed: take another format (docs/hosts.md)"
          ;;
      esac
      [ -w "$etc" ] || fail "$etc cannot be written, so nothing was changed" "run this as root"
      one_at_a_time "$name"
      folder=$(mktemp -d)
      trap 'rm -rf "$folder"' EXIT
      trap 'exit 1' HUP INT TERM
      new=$folder/new old=$folder/old
      mkdir -p "$new/ipsets" "$new/policies" "$old/ipsets" "$old/policies" "$etc/ipsets" "$etc/policies"

      """;

  private FirewalldFunctions() {}
}
