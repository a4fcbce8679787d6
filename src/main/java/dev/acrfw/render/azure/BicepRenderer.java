package dev.acrfw.render.azure;

import dev.acrfw.render.Header;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.rules.Plan;
import java.util.List;
import java.util.Map;

/**
 * A Bicep file whose resources are those of the ARM template: children of an existing network
 * security group.
 *
 * @see <a href="https://learn.microsoft.com/azure/azure-resource-manager/bicep/file">Bicep:
 *     structure and syntax</a>
 */
public final class BicepRenderer implements Renderer {
  private static final String SIGN = "//";
  private static final String GROUP = "networkSecurityGroup";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<SecurityRule> rules = SecurityRules.of(plan, installation);
    Priorities priorities = earlier(installation);
    priorities.give(rules, installation.options().get(NsgOptions.PRIORITY));
    boolean tags = NsgOptions.nameTags(installation.options());
    List<String> usage = NsgUsage.lines(installation, rules);
    List<String> header =
        tags
            ? Header.linesWithoutCounts(plan, installation, usage)
            : Header.lines(plan, installation, usage);
    header.add("");
    header.addAll(EarlierComments.lines(priorities));
    Header.append(out, SIGN, header);

    out.append("param ").append(NsgUsage.PARAMETER).append(" string");
    installation.options().find(NsgOptions.NAME).ifPresent(name -> out.append(" = '" + name + "'"));
    out.append("\n\nresource ").append(GROUP).append(" 'Microsoft.Network/networkSecurityGroups@");
    out.append(ArmTemplate.API_VERSION).append("' existing = {\n  name: ");
    out.append(NsgUsage.PARAMETER).append("\n}\n");
    for (int i = 0; i < rules.size(); i++) {
      append(out, i, rules.get(i), priorities.of(rules.get(i)));
    }
  }

  /** The rules of a group are changed one after the other, as Azure wants it. */
  private static void append(StringBuilder out, int index, SecurityRule rule, int priority) {
    out.append("\nresource rule").append(index + 1);
    out.append(" 'Microsoft.Network/networkSecurityGroups/securityRules@");
    out.append(ArmTemplate.API_VERSION).append("' = {\n  parent: ").append(GROUP);
    out.append("\n  name: '").append(rule.name()).append("'\n  properties: {\n");
    for (Map.Entry<String, Object> property : rule.properties(priority).entrySet()) {
      out.append("    ").append(property.getKey()).append(": ");
      if (property.getValue() instanceof List<?> list) {
        out.append("[\n");
        list.forEach(text -> out.append("      '").append(text).append("'\n"));
        out.append("    ]\n");
      } else if (property.getValue() instanceof Integer number) {
        out.append(number).append('\n');
      } else {
        out.append('\'').append(property.getValue()).append("'\n");
      }
    }
    out.append("  }\n");
    if (index > 0) {
      out.append("  dependsOn: [\n    rule").append(index).append("\n  ]\n");
    }
    out.append("}\n");
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return earlier(installation).warnings(installation);
  }

  private static Priorities earlier(Installation installation) {
    return Priorities.earlier(installation, file -> EarlierComments.priorities(file, SIGN));
  }
}
