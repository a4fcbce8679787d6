package dev.acrfw.render.azure;

import static dev.acrfw.text.JsonDocument.ordered;

import dev.acrfw.render.Installation;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An ARM template with one rule collection group of a firewall policy that exists. The group is
 * acrfw's own, so a deployment replaces all that an earlier one made.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/templates/microsoft.network/firewallpolicies/rulecollectiongroups">ruleCollectionGroups</a>
 */
public final class AzureFirewallRenderer implements Renderer {
  private static final String POLICY = "firewallPolicyName";
  private static final String SOURCES = "sourceAddresses";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    CollectionGroup group = CollectionGroup.of(plan, installation);
    Map<String, Object> resource =
        ordered(
            "type",
            "Microsoft.Network/firewallPolicies/ruleCollectionGroups",
            "apiVersion",
            ArmTemplate.API_VERSION,
            "name",
            "[format('{0}/{1}', parameters('%s'), '%s')]".formatted(POLICY, installation.name()),
            "properties",
            ordered(
                "priority",
                installation.options().get(AzureFirewallOptions.PRIORITY),
                "ruleCollections",
                collections(group, installation.name())));
    out.append(
        JsonDocument.object(
            json -> {
              ArmTemplate.begin(json, plan, installation, usage(installation));
              json.writeEndObject();
              json.writeObjectFieldStart("parameters");
              ArmTemplate.parameter(
                  json, POLICY, installation.options().find(AzureFirewallOptions.POLICY));
              Object any = List.of(CollectionGroup.ANY_SOURCE);
              JsonDocument.members(
                  json, ordered(SOURCES, ordered("type", "array", "defaultValue", any)));
              json.writeEndObject();
              JsonDocument.members(json, ordered("resources", List.of(resource)));
            }));
  }

  private static List<Map<String, Object>> collections(CollectionGroup group, String name) {
    List<Map<String, Object>> networks = new ArrayList<>();
    for (CollectionGroup.Network rule : group.networks()) {
      Map<String, Object> members = rule("NetworkRule", rule.name(), rule.description());
      members.put("ipProtocols", List.of("TCP"));
      members.put("destinationAddresses", List.of(rule.tag()));
      members.put("destinationPorts", rule.ports().texts());
      networks.add(members);
    }
    List<Map<String, Object>> applications = new ArrayList<>();
    for (CollectionGroup.Application rule : group.applications()) {
      Map<String, Object> members = rule("ApplicationRule", rule.name(), rule.description());
      members.put(
          "protocols", List.of(ordered("protocolType", rule.protocol(), "port", rule.port())));
      members.put("targetFqdns", List.of(rule.host()));
      applications.add(members);
    }
    List<Map<String, Object>> collections = new ArrayList<>();
    if (!networks.isEmpty()) {
      collections.add(collection(name + "-tags", CollectionGroup.NETWORK_PRIORITY, networks));
    }
    if (!applications.isEmpty()) {
      collections.add(
          collection(name + "-names", CollectionGroup.APPLICATION_PRIORITY, applications));
    }
    return collections;
  }

  private static Map<String, Object> rule(String type, String name, String description) {
    String sources = "[parameters('" + SOURCES + "')]";
    return ordered("ruleType", type, "name", name, "description", description, SOURCES, sources);
  }

  private static Map<String, Object> collection(String name, int priority, List<?> rules) {
    return ordered(
        "ruleCollectionType",
        "FirewallPolicyFilterRuleCollection",
        "name",
        name,
        "priority",
        priority,
        "action",
        ordered("type", "Allow"),
        "rules",
        rules);
  }

  private static List<String> usage(Installation installation) {
    String group =
        " --resource-group GROUP --namespace Microsoft.Network --parent firewallPolicies/POLICY"
            + " --resource-type ruleCollectionGroups --name "
            + installation.name();
    boolean named = installation.options().isGiven(AzureFirewallOptions.POLICY);
    return new Usage()
        .apply(
            "az deployment group create --resource-group GROUP --template-file FILE"
                + (named ? "" : " --parameters " + POLICY + "=POLICY"))
        .check("az resource show" + group)
        .boot("nothing to do; the policy keeps its groups.")
        .undo("az resource delete" + group)
        .sentences();
  }
}
