package dev.acrfw.registry;

/**
 * The function of the script that compares what is there with what is wanted, and makes the JSON
 * that mends it.
 */
final class RegistryDifferences {
  private final StringBuilder out;
  private final RegistrySettings settings;

  private RegistryDifferences(StringBuilder out, RegistrySettings settings) {
    this.out = out;
    this.settings = settings;
  }

  static void append(StringBuilder out, RegistrySettings settings) {
    new RegistryDifferences(out, settings).append();
  }

  private void append() {
    out.append("\n# differences: sets what is to be shown and sent\ndifferences() {\n");
    out.append("  shown=\n  sent=\n");
    if (settings.allowed().isPresent()) {
      out.append(
          """
            new_rules=
            rules=$(ip_rules)
            for rule in $wanted $kept; do
              is_in "$rule" "$rules" || shown="$shown+ IP rule $rule
          "
              new_rules="$new_rules,{\\"action\\":\\"Allow\\",\\"value\\":\\"$rule\\"}"
            done
            for rule in $rules; do
              is_in "$rule" "$wanted
          $kept" || shown="$shown- IP rule $rule
          "
            done
            [ -z "$shown" ] || sent="$sent,\\"ipRules\\":[${new_rules#,}]"
          """);
    }
    settings.publicAccess().filter(a -> a != PublicAccess.NONE).ifPresent(this::defaultAction);
    if (settings.allowed().isPresent() || settings.publicAccess().isPresent()) {
      out.append(
          """
            if [ -n "$sent" ]; then
              # What else the rule set holds goes back as it was: of a key that stands twice az
              # takes the last.
              rule_set=$(line 7)
              case $rule_set in
                '{}' | null) sent=",\\"networkRuleSet\\":{${sent#,}}" ;;
                *) sent=",\\"networkRuleSet\\":${rule_set%?}$sent}" ;;
              esac
            fi
          """);
    }
    settings
        .publicAccess()
        .ifPresent(
            access ->
                setting(
                    "publicNetworkAccess",
                    3,
                    access == PublicAccess.NONE ? "Disabled" : "Enabled",
                    true));
    settings
        .trustedServices()
        .ifPresent(
            on -> setting("networkRuleBypassOptions", 4, on ? "AzureServices" : "None", true));
    settings
        .tasksBypass()
        .ifPresent(on -> setting("networkRuleBypassAllowedForTasks", 5, String.valueOf(on), false));
    settings
        .dataEndpoints()
        .ifPresent(on -> setting("dataEndpointEnabled", 6, String.valueOf(on), false));
    settings
        .regionalEndpoints()
        .ifPresent(on -> setting("regionalEndpoints", 9, on ? "Enabled" : "Disabled", true));
    settings
        .endpointProtocol()
        .ifPresent(protocol -> setting("endpointProtocol", 10, protocol.azureName(), true));
    out.append("}\n");
  }

  private void defaultAction(PublicAccess access) {
    setting("networkRuleSet.defaultAction", 2, access == PublicAccess.ALL ? "Allow" : "Deny", true);
  }

  private void setting(String property, int line, String wanted, boolean isText) {
    String key = property.substring(property.indexOf('.') + 1);
    String json = "\"" + key + "\":" + (isText ? "\"" + wanted + "\"" : wanted);
    out.append("  differs ").append(property).append(" \"$(line ").append(line).append(")\" ");
    out.append(wanted).append(" '").append(json).append("'\n");
  }
}
