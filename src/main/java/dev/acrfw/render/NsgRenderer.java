package dev.acrfw.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.report.JsonDocument;
import dev.acrfw.report.PlanJson;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An ARM template whose resources are children of an existing network security group, so that the
 * rules already there stay.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/templates/microsoft.network/networksecuritygroups/securityrules">securityRules</a>
 */
final class NsgRenderer implements Renderer {
  private static final String TYPE = "Microsoft.Network/networkSecurityGroups/securityRules";
  private static final String PARAMETER = "networkSecurityGroupName";

  /** The limits of one network security group ("Azure subscription and service limits"). */
  private static final int MAX_RULES = 1000;

  private static final int MAX_PREFIXES = 4000;
  private static final int MAX_PRIORITY = 4096;
  private static final int MAX_NAME = 80;

  /**
   * One security rule.
   *
   * @param prefixes what it names as an array; null when it names the tag
   */
  private record SecurityRule(String name, int priority, Rule rule, PrefixSet prefixes) {}

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    List<SecurityRule> rules = securityRules(plan, installation);
    out.append(
        JsonDocument.object(
            json -> {
              json.writeStringField(
                  "$schema",
                  "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#");
              json.writeStringField("contentVersion", "1.0.0.0");
              json.writeObjectFieldStart("metadata");
              PlanJson.provenance(json, Provenance.VERSION, plan.source());
              json.writeStringField("command", installation.commandLine());
              JsonDocument.strings(json, "usage", usage());
              JsonDocument.strings(json, "warnings", plan.warnings());
              JsonDocument.strings(json, "notes", plan.notes());
              json.writeEndObject();
              json.writeObjectFieldStart("parameters");
              json.writeObjectFieldStart(PARAMETER);
              json.writeStringField("type", "string");
              if (installation.nsg().nsgName() != null) {
                json.writeStringField("defaultValue", installation.nsg().nsgName());
              }
              json.writeEndObject();
              json.writeEndObject();
              json.writeArrayFieldStart("resources");
              SecurityRule previous = null;
              for (SecurityRule rule : rules) {
                write(json, rule, previous);
                previous = rule;
              }
              json.writeEndArray();
            }));
  }

  private static List<SecurityRule> securityRules(Plan plan, Installation installation) {
    Map<Direction, Integer> next = new EnumMap<>(Direction.class);
    Map<Direction, Integer> prefixes = new EnumMap<>(Direction.class);
    List<SecurityRule> rules = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      String name = rule.name(installation.name());
      if (installation.nsg().addresses() == NsgOptions.Addresses.TAGS) {
        requireTagUsable(rule);
        rules.add(new SecurityRule(name, priority(next, rule, installation), rule, null));
      } else {
        for (Family family : Family.values()) {
          PrefixSet set = rule.addresses().of(family);
          if (!set.isEmpty()) {
            prefixes.merge(rule.direction(), set.cidrCount(), Integer::sum);
            String familyName = name + "-" + family.displayName().toLowerCase(Locale.ROOT);
            rules.add(new SecurityRule(familyName, priority(next, rule, installation), rule, set));
          }
        }
      }
    }
    prefixes.forEach(
        (direction, count) ->
            requireAtMost(MAX_PREFIXES, count, direction.displayName() + " prefixes"));
    requireAtMost(MAX_RULES, rules.size(), "rules");
    for (SecurityRule rule : rules) {
      requireAtMost(MAX_NAME, rule.name.length(), "characters in the rule name " + rule.name);
      if (rule.priority > MAX_PRIORITY) {
        throw new UnsupportedPlanException(
            "a network security group has priorities up to %d, and the rule %s would have %d"
                    .formatted(MAX_PRIORITY, rule.name, rule.priority)
                + "\nstart with a lower --nsg-priority, or select fewer tags or regions");
      }
    }
    return rules;
  }

  private static int priority(Map<Direction, Integer> next, Rule rule, Installation installation) {
    int first = installation.nsg().firstPriority();
    return next.merge(rule.direction(), first, (last, unused) -> last + 1);
  }

  private static void requireTagUsable(Rule rule) {
    if (!rule.serviceTag().usableInNsg()) {
      throw new UnsupportedPlanException(
          "a network security group cannot name the tag "
              + rule.serviceTag().name()
              + ": the file lists no NSG among its networkFeatures"
              + "\nuse --nsg-addresses prefixes");
    }
  }

  private static void requireAtMost(int limit, int count, String what) {
    if (count > limit) {
      throw new UnsupportedPlanException(
          "a network security group takes at most %d: %d %s".formatted(limit, count, what)
              + "\nselect fewer tags or regions, or use --nsg-addresses tags");
    }
  }

  private static void write(JsonGenerator json, SecurityRule rule, SecurityRule previous)
      throws IOException {
    boolean outbound = rule.rule.direction() == Direction.OUTBOUND;
    json.writeStartObject();
    json.writeStringField("type", TYPE);
    json.writeStringField("apiVersion", "2024-05-01");
    json.writeStringField(
        "name", "[format('{0}/{1}', parameters('" + PARAMETER + "'), '" + rule.name + "')]");
    if (previous != null) {
      JsonDocument.strings(
          json,
          "dependsOn",
          List.of(
              "[resourceId('%s', parameters('%s'), '%s')]"
                  .formatted(TYPE, PARAMETER, previous.name)));
    }
    json.writeObjectFieldStart("properties");
    json.writeStringField("description", "acrfw: " + description(rule.rule));
    json.writeStringField("access", "Allow");
    json.writeStringField("direction", outbound ? "Outbound" : "Inbound");
    json.writeNumberField("priority", rule.priority);
    json.writeStringField("protocol", "Tcp");
    json.writeStringField("sourcePortRange", "*");
    if (rule.rule.ports().size() == 1) {
      json.writeStringField("destinationPortRange", rule.rule.joinedPorts(""));
    } else {
      JsonDocument.lineStrings(
          json, "destinationPortRanges", rule.rule.ports().stream().map(String::valueOf).toList());
    }
    String azureSide = outbound ? "destination" : "source";
    json.writeStringField(outbound ? "sourceAddressPrefix" : "destinationAddressPrefix", "*");
    if (rule.prefixes == null) {
      json.writeStringField(azureSide + "AddressPrefix", rule.rule.serviceTag().name());
    } else {
      JsonDocument.strings(json, azureSide + "AddressPrefixes", rule.prefixes.cidrs());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String description(Rule rule) {
    return rule.direction().displayName()
        + " tcp "
        + rule.joinedPorts(",")
        + " "
        + rule.serviceTag().name();
  }

  private static List<String> usage() {
    return List.of(
        "Apply: az deployment group create --resource-group GROUP --template-file FILE",
        "Check: az network nsg rule list --resource-group GROUP --nsg-name NSG --output table",
        "Boot: nothing to do; the group keeps its rules.",
        "Undo: az network nsg rule delete, once for each rule; a deployment deletes none.");
  }
}
