package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
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

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<SecurityRule> rules = SecurityRules.of(plan, installation);
    Priorities priorities = earlier(installation);
    priorities.give(rules, installation.options().get(NsgOptions.PRIORITY));
    out.append(
        JsonDocument.object(
            json -> {
              ArmTemplate.begin(json, plan, installation, NsgUsage.sentences(installation, rules));
              priorities.write(json);
              json.writeEndObject();
              json.writeObjectFieldStart("parameters");
              ArmTemplate.parameter(
                  json, NsgUsage.PARAMETER, installation.options().find(NsgOptions.NAME));
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
    return Priorities.earlier(installation, file -> EarlierTemplate.priorities(file, "metadata"));
  }

  private static void write(
      JsonGenerator json, SecurityRule rule, int priority, @Nullable SecurityRule previous)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", TYPE);
    json.writeStringField("apiVersion", ArmTemplate.API_VERSION);
    json.writeStringField(
        "name",
        "[format('{0}/{1}', parameters('" + NsgUsage.PARAMETER + "'), '" + rule.name() + "')]");
    if (previous != null) {
      JsonDocument.strings(
          json,
          "dependsOn",
          List.of(
              "[resourceId('%s', parameters('%s'), '%s')]"
                  .formatted(TYPE, NsgUsage.PARAMETER, previous.name())));
    }
    json.writeObjectFieldStart("properties");
    JsonDocument.members(json, rule.properties(priority));
    json.writeEndObject();
    json.writeEndObject();
  }
}
