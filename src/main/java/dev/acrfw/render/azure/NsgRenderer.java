package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.render.Installation;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
              json.writeStringField(
                  "$schema",
                  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
              json.writeStringField("contentVersion", "1.0.0.0");
              json.writeObjectFieldStart("metadata");
              PlanMembers.provenance(json, plan);
              json.writeStringField("command", installation.commandLine());
              JsonDocument.strings(json, "usage", usage(installation, rules));
              JsonDocument.strings(json, "warnings", plan.warnings());
              JsonDocument.strings(json, "notes", plan.notes());
              record(json, priorities);
              json.writeEndObject();
              json.writeObjectFieldStart("parameters");
              json.writeObjectFieldStart(PARAMETER);
              json.writeStringField("type", "string");
              Optional<String> name = installation.options().find(NsgOptions.NAME);
              if (name.isPresent()) {
                json.writeStringField("defaultValue", name.get());
              }
              json.writeEndObject();
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
    int first = installation.options().get(NsgOptions.PRIORITY);
    Priorities earlier = earlier(installation);
    boolean elsewhere =
        Stream.of(Direction.values()).anyMatch(each -> earlier.startElsewhere(each, first));
    return elsewhere
        ? List.of(
            "rules of the earlier file keep their priorities, which another --nsg-priority than "
                + first
                + " gave them: to move them, delete them from the group, and the file")
        : List.of();
  }

  private static Priorities earlier(Installation installation) {
    return installation.earlier().map(EarlierTemplate::priorities).orElseGet(Priorities::new);
  }

  private static void record(JsonGenerator json, Priorities priorities) throws IOException {
    json.writeObjectFieldStart(EarlierTemplate.MEMBER);
    for (Direction direction : Direction.values()) {
      json.writeObjectFieldStart(direction.displayName());
      for (Map.Entry<String, Integer> rule : priorities.all(direction).entrySet()) {
        json.writeNumberField(rule.getKey(), rule.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(
      JsonGenerator json, SecurityRule rule, int priority, @Nullable SecurityRule previous)
      throws IOException {
    boolean outbound = rule.direction() == Direction.OUTBOUND;
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
    json.writeStringField("description", "acrfw: " + rule.description());
    json.writeStringField("access", rule.allow() ? "Allow" : "Deny");
    json.writeStringField("direction", rule.directionName());
    json.writeNumberField("priority", priority);
    json.writeStringField("protocol", rule.protocol());
    json.writeStringField("sourcePortRange", "*");
    if (rule.ports().isSingle()) {
      json.writeStringField("destinationPortRange", rule.ports().joined(""));
    } else {
      JsonDocument.lineStrings(
          json,
          "destinationPortRanges",
          rule.ports().numbers().stream().map(String::valueOf).toList());
    }
    String azureSide = outbound ? "destination" : "source";
    json.writeStringField(outbound ? "sourceAddressPrefix" : "destinationAddressPrefix", "*");
    if (rule.peer() instanceof SecurityRule.Prefixes peer) {
      JsonDocument.strings(json, azureSide + "AddressPrefixes", peer.set().cidrs());
    } else if (rule.peer() instanceof SecurityRule.Tag tag) {
      json.writeStringField(azureSide + "AddressPrefix", tag.name());
    }
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
