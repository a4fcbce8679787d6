package dev.acrfw.registry;

import dev.acrfw.text.Sh;
import dev.acrfw.text.ShScript;
import java.util.List;

/**
 * A POSIX sh script that brings a registry to the wanted settings with the Azure CLI. It reads what
 * is there, changes what differs in one request, so all of it or nothing, and reads it again.
 */
public final class RegistryScript {
  private static final String FRAME =
      """

      # resource VERB OPTION...: the registry, in the version of the API that knows all settings
      resource() {
        verb=$1
        shift
        az resource "$verb" --namespace Microsoft.ContainerRegistry --resource-type registries \\
          --name "$registry" --resource-group "$group" --api-version "$api" "$@"
      }

      # read_registry: sets what is there
      read_registry() {
        there=$(resource show --output tsv --query "[
          sku.name, not_null(properties.networkRuleSet.defaultAction, ''),
          not_null(properties.publicNetworkAccess, ''),
          not_null(properties.networkRuleBypassOptions, ''),
          not_null(properties.networkRuleBypassAllowedForTasks, ''),
          not_null(properties.dataEndpointEnabled, ''), to_string(properties.networkRuleSet),
          join(' ', properties.networkRuleSet.ipRules[].value || ['']),
          not_null(properties.regionalEndpoints, ''),
          not_null(properties.endpointProtocol, '')]" </dev/null) ||
          fail "az cannot read the registry $registry" "see what az says above"
        there=$(printf '%s\\n' "$there" | tr -d '\\r')
        [ "$(printf '%s\\n' "$there" | grep -c .)" -ge 2 ] ||
          fail "az shows the registry in a way that this script does not know" "update az"
      }

      # line NUMBER: a line of what is there, as the Resource Manager writes it
      line() {
        printf '%s\\n' "$there" | sed -n "$1p" | sed 's/^True$/true/; s/^False$/false/'
      }

      # ip_rules: the addresses that are let in, one a line
      ip_rules() {
        line 8 | tr ' ' '\\n' | sed -e '/:/!s|/32$||' -e 's|/128$||'
      }

      # differs SETTING NOW WANTED JSON: notes what is to be shown and sent
      differs() {
        [ "$2" = "$3" ] || {
          shown="$shown$1: ${2:-unset} -> $3
      "
          sent="$sent,$4"
        }
      }

      command -v az >/dev/null || fail "no Azure CLI found" "install az and sign in with 'az login'"
      version=$(az version --query '"azure-cli"' --output tsv </dev/null | tr -d '\\r')
      minor=${version#*.}
      case $version in
        [0-9]*.[0-9]*) ;;
        *) fail "'az version' fails" "see what az says above" ;;
      esac
      if [ "${version%%.*}" -lt 2 ] || { [ "${version%%.*}" -eq 2 ] && [ "${minor%%.*}" -lt 47 ]; }; then
        fail "az $version has no 'az resource patch'" "update az to 2.47 or newer"
      fi
      if [ -z "$group" ]; then
        group=$(az acr show --name "$registry" --query resourceGroup --output tsv </dev/null |
          tr -d '\\r')
        [ -n "$group" ] || fail "az finds no registry $registry in this subscription" \\
          "sign in with 'az login', or name the subscription with 'az account set --subscription NAME'"
      fi
      read_registry
      """;

  private static final String END =
      """

      differences
      if [ -z "$shown" ]; then
        echo "nothing to change"
        return
      fi
      if [ -z "$dry_run" ]; then
        printf '{%s}' "${sent#,}" | resource patch --properties @- --output none ||
          fail "az could not change the registry: all of it is done, or nothing" \\
            "see what az says above, then run this again"
        done_now=$shown
        read_registry
        differences
        if [ -n "$shown" ]; then
          printf '%s' "$shown" >&2
          fail "the change was sent, and what is shown above is not there yet" \\
            "somebody else may have changed it at the same time: run this again"
        fi
        shown=$done_now
      fi
      printf '%s' "$shown"
      """;

  private final RegistrySettings settings;
  private final StringBuilder out = new StringBuilder();

  /**
   * @param settings the wanted settings, at least one
   */
  public RegistryScript(RegistrySettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the script.
   *
   * @param commandLine the command that makes it
   */
  public String text(String commandLine) {
    ShScript script = new ShScript(out, "configure_registry");
    out.append("# Network settings of a registry, written by acrfw. Do not edit.\n# Command: ");
    out.append(commandLine);
    out.append(
        """

        #
        # Apply: sh FILE, signed in with az 2.47 or newer. Safe to run again.
        # Check: sh FILE --dry-run shows what differs and changes nothing.
        # Undo:  there is no undo; what was there before is in the output of the first run.
        """);
    script.stopAtFailures();
    out.append('\n');
    appendOptions();
    out.append("registry=").append(Sh.word(settings.registry())).append('\n');
    out.append("group=").append(settings.resourceGroup().map(Sh::word).orElse("")).append('\n');
    out.append("api=").append(settings.apiVersion()).append('\n');
    out.append(FRAME);
    if (settings.needsPremium()) {
      out.append(
          """
          tier=$(line 1)
          [ "$tier" = Premium ] ||
            fail "the registry's tier is $tier, and these settings need Premium" \\
              "change it: az acr update --name $registry --sku Premium"
          """);
    }
    settings.allowed().ifPresent(this::appendIpRules);
    RegistryDifferences.append(out, settings);
    settings.dataEndpoints().ifPresent(this::appendPause);
    out.append(END);
    settings.dataEndpoints().ifPresent(this::appendAfterTheSwitch);
    script.endWithArguments();
    return out.toString();
  }

  private void appendOptions() {
    boolean pauses = settings.dataEndpoints().isPresent();
    out.append("dry_run=\n").append(pauses ? "clients_ready=\n" : "");
    out.append("for option do\n  case $option in\n    --dry-run) dry_run=yes ;;\n");
    out.append(pauses ? "    --clients-ready) clients_ready=yes ;;\n" : "");
    out.append("    *) fail \"unknown option $option\" \"it is --dry-run")
        .append(pauses ? " or --clients-ready" : "")
        .append("\" 2 ;;\n  esac\ndone\n\n");
  }

  /** Appends what finds rules of others; they stay, unless they are to be removed. */
  private void appendIpRules(List<String> allowed) {
    out.append("\nwanted='\n");
    allowed.forEach(rule -> out.append(rule).append('\n'));
    out.append("'\n");
    boolean removes = !settings.removed().isEmpty();
    out.append("unwanted=").append(removes ? "'\n" : "");
    settings.removed().forEach(rule -> out.append(rule).append('\n'));
    out.append(removes ? "'\n" : "\n");
    out.append(
        """

        # is_in RULE LIST
        is_in() {
          printf '%s\\n' "$2" | grep -qxF -e "$1"
        }

        kept=
        for rule in $(ip_rules); do
          is_in "$rule" "$wanted$unwanted" || kept="$kept
        $rule"
        done
        """);
    if (settings.prune()) {
      out.append("kept=\n");
    } else {
      out.append(
          """
          for rule in $kept; do
            echo "kept: IP rule $rule, which is not in this script (acrfw registry --prune removes such)"
          done
          """);
      out.append("count=0\nfor rule in $wanted $kept; do\n  count=$((count + 1))\ndone\n");
      out.append("[ \"$count\" -le ").append(IpRules.MAX_RULES).append(" ] ||\n");
      out.append("  fail \"there would be $count IP rules, and a registry takes ");
      out.append(IpRules.MAX_RULES);
      out.append("\" \"--prune removes the rules of others\"\n");
    }
    if (removes) {
      out.append(
          """
          [ "$count" -gt 0 ] || [ "$(line 2)" != Deny ] ||
            fail "without its last IP rule the registry lets nobody in" \\
              "if that is meant: acrfw registry --public-access none"
          """);
    }
  }

  private void appendPause(boolean enabled) {
    out.append("\nif [ \"$(line 6)\" != ").append(enabled);
    out.append(" ] && [ -z \"$dry_run$clients_ready\" ]; then\n");
    out.append("  echo \"Clients that allow only ");
    out.append(enabled ? "blob storage" : "the dedicated data endpoints");
    out.append(" fail to pull once this is switched.\"\n");
    out.append(
        """
          echo "First the rules of 'acrfw generate --data-endpoint both' on every client."
          [ -t 0 ] || fail "paused, and nothing was changed" \\
            "run this again with --clients-ready when they have these rules" 3
          printf 'Has every client these rules? Type yes: '
          read -r answer
          [ "$answer" = yes ] || fail "paused, and nothing was changed" \\
            "run this again when they have these rules" 3
        fi
        """);
  }

  private void appendAfterTheSwitch(boolean enabled) {
    out.append("case $shown in *dataEndpointEnabled*)\n");
    out.append("  echo \"When pulls are seen to work: 'acrfw generate --data-endpoint ");
    out.append(enabled ? "dedicated" : "storage");
    out.append("' on every client.\" ;;\nesac\n");
  }
}
