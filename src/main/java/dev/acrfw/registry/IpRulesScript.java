package dev.acrfw.registry;

import java.util.List;

/** The parts of the script that add and remove IP rules, the one first and the other last. */
final class IpRulesScript {
  private IpRulesScript() {}

  static void appendAdditions(StringBuilder out, List<String> allowed) {
    out.append("\nwanted='\n");
    allowed.forEach(rule -> out.append(rule).append('\n'));
    out.append("'\n");
    out.append(
        """
        rules=$(az acr network-rule list --name "$registry" --resource-group "$group" \\
          --query 'ipRules[].ipAddressOrRange' --output tsv) || fail "az cannot list the IP rules"
        there=$(printf '%s\\n' "$rules" | tr -d '\\r' | sed 's|/32$||')
        others=
        count=0
        for rule in $there; do
          if ! printf '%s' "$wanted" | grep -qxF -e "$rule"; then
            others="$others $rule"
            count=$((count + 1))
          fi
        done
        for rule in $wanted; do
          count=$((count + 1))
        done
        """);
    out.append("[ \"$count\" -le ").append(IpRules.MAX_RULES).append(" ] ||\n");
    out.append(
            "  fail \"with the rules of others there would be $count IP rules, and a registry"
                + " takes ")
        .append(IpRules.MAX_RULES)
        .append("\"\n");
    out.append(
        """
        for rule in $wanted; do
          if ! printf '%s\\n' "$there" | grep -qxF -e "$rule"; then
            change "+ IP rule $rule" \\
              az acr network-rule add --name "$registry" --resource-group "$group" --ip-address "$rule"
          fi
        done
        """);
  }

  static void appendRemovals(StringBuilder out, boolean prune) {
    out.append("\nfor rule in $others; do\n");
    if (prune) {
      out.append(
          """
            change "- IP rule $rule" \\
              az acr network-rule remove --name "$registry" --resource-group "$group" --ip-address "$rule"
          """);
    } else {
      out.append(
          "  echo \"kept: IP rule $rule, which is not in this script (acrfw registry --prune removes such)\"\n");
    }
    out.append("done\n");
  }
}
