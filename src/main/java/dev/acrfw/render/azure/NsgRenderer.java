package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ARM template whose resources are children of an existing network security group, so that the
 * rules already there stay.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups/securityrules">securityRules</a>
 */
public final class NsgRenderer implements Renderer {
  private static final String TYPE = "Microsoft.Network/networkSecurityGroups/securityRules";
  private static final String PARAMETER = "networkSecurityGroupName";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<SecurityRule> rules = SecurityRules.of(plan, installation);
    Priorities priorities = earlier(installation);
    priorities.give(rules, installation.options().get(NsgOptions.PRIORITY));
    out.append(
        JsonDocument.object(
            json -> {
              ArmTemplate.begin(json, plan, installation, usage(installation, rules));
              priorities.write(json);
              json.writeEndObject();
              json.writeObjectFieldStart("parameters");
              ArmTemplate.parameter(json, PARAMETER, installation.options().find(NsgOptions.NAME));
              json.writeEndObject();
              json.writeArrayFieldStart("resources");
              @Nullable SecurityRule previous = null;
              for (SecurityRule rule : rules) {
                write(json, rule, priorities.of(rule), previous);
                previous = rule;
              }
              json.writeEndArray();
            }));
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return earlier(installation).warnings(installation);
  }

  private static Priorities earlier(Installation installation) {
    return installation
        .earlier()
        .map(file -> EarlierTemplate.priorities(file, "metadata"))
        .orElseGet(Priorities::new);
  }

  private static void write(
      JsonGenerator json, SecurityRule rule, int priority, @Nullable SecurityRule previous)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", TYPE);
    json.writeStringField("apiVersion", "2024-05-01");
    json.writeStringField(
        "name", "[format('{0}/{1}', parameters('" + PARAMETER + "'), '" + rule.name() + "')]");
    if (previous != null) {
      JsonDocument.strings(
          json,
          "dependsOn",
          List.of(
              "[resourceId('%s', parameters('%s'), '%s')]"
                  .formatted(TYPE, PARAMETER, previous.name())));
    }
    json.writeObjectFieldStart("properties");
    JsonDocument.members(json, rule.properties(priority));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static List<String> usage(Installation installation, List<SecurityRule> rules) {
    String stack = installation.name() + "-nsg";
    String file =
        "--resource-group GROUP --template-file FILE"
            + (installation.options().isGiven(NsgOptions.NAME)
                ? ""
                : " --parameters " + PARAMETER + "=NSG");
    Usage usage =
        new Usage()
            .apply(
                "'az stack group create --name "
                    + stack
                    + " "
                    + file
                    + " --action-on-unmanage deleteResources --deny-settings-mode none' deletes rules that"
                    + " are gone as well;",
                "'az deployment group create " + file + "' does not.")
            .check("az network nsg rule list --resource-group GROUP --nsg-name NSG --output table")
            .boot("nothing to do; the group keeps its rules.")
            .undo(
                "'az stack group delete --name "
                    + stack
                    + " --resource-group GROUP --action-on-unmanage deleteResources';",
                "after a deployment, --format nsg-az --remove writes a script that does it.");
    List<String> sentences = usage.sentences();
    if (SecurityRules.mayChangeNothing(rules)) {
      sentences.add("Outbound: " + SecurityRules.LETS_OUT);
    }
    return sentences;
  }
}
