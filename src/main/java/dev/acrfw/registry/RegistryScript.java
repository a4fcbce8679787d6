package dev.acrfw.registry;

import dev.acrfw.text.Sh;
import dev.acrfw.text.ShScript;

/**
 * A POSIX sh script of {@code az} commands that brings a registry to the wanted settings. It reads
 * what is there, shows each difference and changes only that, so it can be run again, also after a
 * failure.
 */
public final class RegistryScript {
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
        # Apply: sh FILE, logged in with az. Safe to run again: only differences are changed.
        # Check: sh FILE --dry-run shows them and changes nothing.
        # Undo:  there is no undo; what was there before is in the output of the first run.
        set -eu
        """);
    out.append("registry=").append(Sh.word(settings.registry())).append('\n');
    out.append("group=").append(settings.resourceGroup().map(Sh::word).orElse("")).append('\n');
    appendFrame();
    settings.allowed().ifPresent(rules -> IpRulesScript.appendAdditions(out, rules));
    settings.publicAccess().ifPresent(this::appendPublicAccess);
    appendSwitches();
    settings.dataEndpoints().ifPresent(this::appendDataEndpoints);
    if (settings.allowed().isPresent()) {
      IpRulesScript.appendRemovals(out, settings.prune());
    }
    out.append("[ -n \"$changed\" ] || echo \"nothing to change\"\n");
    script.endWithArguments();
    return out.toString();
  }

  private void appendFrame() {
    out.append(
        """
        dry_run=
        changed=

        fail() {
          echo "acrfw: error: $1" >&2
          exit "${2:-1}"
        }

        """);
    appendOptions();
    out.append(
        """
        # change WHAT COMMAND...: shows a difference and, without --dry-run, mends it
        change() {
          echo "$1"
          shift
          changed=yes
          if [ -z "$dry_run" ]; then
            "$@" --output none || fail "az failed: what is shown above it is done; run this again"
          fi
        }

        # setting QUERY: a value of the registry
        setting() {
          value=$(az acr show --name "$registry" --resource-group "$group" --query "$1" --output tsv) ||
            fail "az cannot read the registry"
          plain "$value"
        }

        # plain VALUE: without a carriage return, booleans in lower case
        plain() {
          printf '%s\\n' "$1" | tr -d '\\r' | sed 's/^True$/true/; s/^False$/false/'
        }

        command -v az >/dev/null || fail "az is not installed"
        version=$(az version --query '"azure-cli"' --output tsv) || fail "az version failed"
        minor=${version#*.}
        minor=${minor%%.*}
        if [ "${version%%.*}" -lt 2 ] || { [ "${version%%.*}" -eq 2 ] && [ "$minor" -lt 18 ]; }; then
          fail "az $version is too old: 2.18 or newer is needed"
        fi
        if [ -z "$group" ]; then
          group=$(az acr show --name "$registry" --query resourceGroup --output tsv) ||
            fail "az finds no registry $registry in this subscription"
        fi
        """);
    if (settings.needsPremium()) {
      out.append(
          """
          tier=$(setting sku.name)
          [ "$tier" = Premium ] || fail "the registry's tier is $tier, and these settings need Premium"
          """);
    }
  }

  private void appendOptions() {
    boolean pauses = settings.dataEndpoints().isPresent();
    out.append(pauses ? "clients_ready=\n" : "");
    out.append("for option do\n  case $option in\n    --dry-run) dry_run=yes ;;\n");
    out.append(pauses ? "    --clients-ready) clients_ready=yes ;;\n" : "");
    out.append("    *) fail \"unknown option $option: it is --dry-run")
        .append(pauses ? " or --clients-ready" : "")
        .append("\" 2 ;;\n  esac\ndone\n\n");
  }

  private void appendPublicAccess(PublicAccess access) {
    if (access != PublicAccess.NONE) {
      appendSwitch(
          "networkRuleSet.defaultAction",
          access == PublicAccess.ALL ? "Allow" : "Deny",
          "--default-action " + (access == PublicAccess.ALL ? "Allow" : "Deny"));
    }
    appendSwitch(
        "publicNetworkAccess",
        access == PublicAccess.NONE ? "Disabled" : "Enabled",
        "--public-network-enabled " + (access != PublicAccess.NONE));
  }

  private void appendSwitches() {
    if (settings.trustedServices().isPresent()) {
      boolean on = settings.trustedServices().get();
      appendSwitch(
          "networkRuleBypassOptions",
          on ? "AzureServices" : "None",
          "--allow-trusted-services " + on);
    }
    if (settings.tasksBypass().isPresent()) {
      boolean on = settings.tasksBypass().get();
      out.append(
          """

          # tasks COMMAND...: az resource, on the version of the API that knows the setting
          tasks() {
            az resource "$@" --namespace Microsoft.ContainerRegistry --resource-type registries \\
              --name "$registry" --resource-group "$group" --api-version 2025-11-01
          }
          """);
      out.append(
          """
          now=$(tasks show --query properties.networkRuleBypassAllowedForTasks --output tsv) ||
            fail "az cannot read the registry"
          now=$(plain "$now")
          """);
      out.append("if [ \"$now\" != ").append(on).append(" ]; then\n");
      out.append("  change \"networkRuleBypassAllowedForTasks: ${now:-unset} -> ")
          .append(on)
          .append("\" \\\n    tasks update --set properties.networkRuleBypassAllowedForTasks=")
          .append(on)
          .append("\nfi\n");
    }
  }

  private void appendSwitch(String property, String value, String option) {
    out.append("\nnow=$(setting ").append(property).append(")\n");
    out.append("if [ \"$now\" != ").append(value).append(" ]; then\n");
    out.append("  change \"").append(property).append(": ${now:-unset} -> ").append(value);
    out.append("\" \\\n    az acr update --name \"$registry\" --resource-group \"$group\" ");
    out.append(option).append("\nfi\n");
  }

  private void appendDataEndpoints(boolean enabled) {
    out.append("\nnow=$(setting dataEndpointEnabled)\n");
    out.append("if [ \"$now\" != ").append(enabled).append(" ]; then\n");
    out.append("  if [ -z \"$dry_run\" ] && [ -z \"$clients_ready\" ]; then\n");
    out.append("    echo \"Clients that allow only ")
        .append(enabled ? "blob storage" : "the dedicated data endpoints")
        .append(" fail to pull once this is switched.\"\n");
    out.append(
        "    echo \"First the rules of 'acrfw generate --data-endpoint both' on every client.\"\n");
    out.append(
        """
            [ -t 0 ] || fail "paused: run this again with --clients-ready when they have them" 3
            printf 'Has every client these rules? Type yes: '
            read -r answer
            [ "$answer" = yes ] || fail "paused: nothing was switched" 3
          fi
        """);
    out.append("  change \"dataEndpointEnabled: ${now:-unset} -> ").append(enabled);
    out.append("\" \\\n    az acr update --name \"$registry\" --resource-group \"$group\"");
    out.append(" --data-endpoint-enabled ").append(enabled).append('\n');
    out.append("  echo \"When pulls are seen to work: 'acrfw generate --data-endpoint ")
        .append(enabled ? "dedicated" : "storage")
        .append("' on every client.\"\nfi\n");
  }
}
