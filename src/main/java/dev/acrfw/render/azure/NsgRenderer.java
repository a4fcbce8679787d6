package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.render.Installation;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.render.Provenance;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.JsonDocument;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    Map<SecurityRule, Integer> priorities =
        priorities(SecurityRules.of(plan, installation), installation);
    out.append(
        JsonDocument.object(
            json -> {
              json.writeStringField(
                  "$schema",
                  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
              json.writeStringField("contentVersion", "1.0.0.0");
              json.writeObjectFieldStart("metadata");
              PlanMembers.provenance(json, Provenance.VERSION, plan.source());
              json.writeStringField("command", installation.commandLine());
              JsonDocument.strings(json, "usage", usage());
              JsonDocument.strings(json, "warnings", plan.warnings());
              JsonDocument.strings(json, "notes", plan.notes());
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
              SecurityRule previous = null;
              for (Map.Entry<SecurityRule, Integer> rule : priorities.entrySet()) {
                write(json, rule.getKey(), rule.getValue(), previous);
                previous = rule.getKey();
              }
              json.writeEndArray();
            }));
  }

  private static Map<SecurityRule, Integer> priorities(
      List<SecurityRule> rules, Installation installation) {
    record Kind(Direction direction, boolean allow) {}
    Map<Kind, Integer> next = new HashMap<>();
    Map<SecurityRule, Integer> priorities = new LinkedHashMap<>();
    for (SecurityRule rule : rules) {
      int priority =
          next.merge(
              new Kind(rule.direction(), rule.allow()),
              rule.firstPriority(installation.options().get(NsgOptions.PRIORITY)),
              (last, first) -> last + 1);
      if (priority > NsgOptions.MAX_PRIORITY) {
        throw new UnsupportedException(
            "a network security group has priorities up to %d, and the rule %s would have %d"
                .formatted(NsgOptions.MAX_PRIORITY, rule.name(), priority),
            "start with a lower --nsg-priority, or select fewer tags or regions");
      }
      priorities.put(rule, priority);
    }
    return priorities;
  }

  private static void write(
      JsonGenerator json, SecurityRule rule, int priority, SecurityRule previous)
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

  private static List<String> usage() {
    return new Usage()
        .apply("az deployment group create --resource-group GROUP --template-file FILE")
        .check("az network nsg rule list --resource-group GROUP --nsg-name NSG --output table")
        .boot("nothing to do; the group keeps its rules.")
        .undo("a deployment deletes no rules; --format nsg-az --remove writes a script that does.")
        .sentences();
  }
}
