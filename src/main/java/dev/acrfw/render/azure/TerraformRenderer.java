package dev.acrfw.render.azure;

import static dev.acrfw.text.JsonDocument.ordered;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.OptionValues;
import dev.acrfw.render.Installation;
import dev.acrfw.render.PlanMembers;
import dev.acrfw.render.Renderer;
import dev.acrfw.render.Usage;
import dev.acrfw.rules.Plan;
import dev.acrfw.text.JsonDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Terraform's configuration in JSON: resources of the provider azurerm for a network security group
 * or a firewall policy that exists.
 *
 * @see <a href="https://developer.hashicorp.com/terraform/language/syntax/json">JSON configuration
 *     syntax</a>: a member {@code //} is a comment
 * @see <a
 *     href="https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/network_security_rule">azurerm_network_security_rule</a>
 * @see <a
 *     href="https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/firewall_policy_rule_collection_group">azurerm_firewall_policy_rule_collection_group</a>
 */
public final class TerraformRenderer implements Renderer {
  private static final String COMMENT = "//";
  private static final String GROUP = "resource_group_name";
  private static final String NSG = "network_security_group_name";
  private static final String POLICY = "firewall_policy_name";
  private static final String SOURCES = "source_addresses";

  @Override
  public void render(Plan plan, Installation installation, StringBuilder out) {
    OptionValues options = installation.options();
    boolean firewall = TerraformOptions.isFirewallPolicy(options);
    for (Option<?> option : firewall ? NsgOptions.ALL : AzureFirewallOptions.ALL) {
      if (options.isGiven(option)) {
        throw new UsageException(
            "%s changes nothing with --terraform-kind %s"
                .formatted(option.name(), Choice.nameOf(options.get(TerraformOptions.KIND))));
      }
    }
    out.append(firewall ? firewall(plan, installation) : securityRules(plan, installation));
  }

  @Override
  public List<String> warnings(Plan plan, Installation installation) {
    return TerraformOptions.isFirewallPolicy(installation.options())
        ? List.of()
        : earlier(installation).warnings(installation);
  }

  private static Priorities earlier(Installation installation) {
    return Priorities.earlier(installation, file -> EarlierTemplate.priorities(file, COMMENT));
  }

  private static String securityRules(Plan plan, Installation installation) {
    List<SecurityRule> rules = SecurityRules.of(plan, installation);
    Priorities priorities = earlier(installation);
    priorities.give(rules, installation.options().get(NsgOptions.PRIORITY));
    Map<String, Object> resources = new LinkedHashMap<>();
    for (SecurityRule rule : rules) {
      Map<String, Object> members =
          ordered(
              "name",
              rule.name(),
              GROUP,
              reference(installation, GROUP),
              NSG,
              reference(installation, NSG));
      rule.properties(priorities.of(rule))
          .forEach((name, value) -> members.put(snakeCase(name), value));
      resources.put(identifier(rule.name(), resources), members);
    }
    List<String> usage = usage(installation);
    if (SecurityRules.mayChangeNothing(rules)) {
      usage.add("Outbound: " + SecurityRules.LETS_OUT);
    }
    return JsonDocument.object(
        json -> {
          json.writeObjectFieldStart(COMMENT);
          PlanMembers.header(json, plan, installation, usage);
          priorities.write(json);
          json.writeEndObject();
          JsonDocument.members(
              json,
              ordered(
                  "variable",
                  variables(installation, NSG, installation.options().find(NsgOptions.NAME)),
                  "resource",
                  ordered("azurerm_network_security_rule", resources)));
        });
  }

  private static String firewall(Plan plan, Installation installation) {
    CollectionGroup group = CollectionGroup.of(plan, installation);
    String name = installation.name();
    Map<String, Object> variables =
        variables(installation, POLICY, installation.options().find(AzureFirewallOptions.POLICY));
    variables.put(
        name + "_" + SOURCES,
        ordered("type", "list(string)", "default", List.of(CollectionGroup.ANY_SOURCE)));
    Map<String, Object> policy =
        ordered("name", reference(installation, POLICY), GROUP, reference(installation, GROUP));
    Map<String, Object> resource =
        ordered(
            "name",
            name,
            "firewall_policy_id",
            "${data.azurerm_firewall_policy." + name + ".id}",
            "priority",
            installation.options().get(AzureFirewallOptions.PRIORITY));
    TerraformCollections.add(resource, group, name, reference(installation, SOURCES));
    return JsonDocument.object(
        json -> {
          json.writeObjectFieldStart(COMMENT);
          PlanMembers.header(json, plan, installation, usage(installation));
          json.writeEndObject();
          JsonDocument.members(
              json,
              ordered(
                  "variable",
                  variables,
                  "data",
                  ordered("azurerm_firewall_policy", ordered(name, policy)),
                  "resource",
                  ordered(
                      "azurerm_firewall_policy_rule_collection_group", ordered(name, resource))));
        });
  }

  private static Map<String, Object> variables(
      Installation installation, String target, Optional<String> otherwise) {
    Map<String, Object> variable = ordered("type", "string");
    otherwise.ifPresent(value -> variable.put("default", value));
    return ordered(
        installation.name() + "_" + GROUP,
        ordered("type", "string"),
        installation.name() + "_" + target,
        variable);
  }

  private static String reference(Installation installation, String variable) {
    return "${var." + installation.name() + "_" + variable + "}";
  }

  private static String snakeCase(String camelCase) {
    return camelCase.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  /** An identifier takes no dot; two names that differ in that only get different ones. */
  private static String identifier(String rule, Map<String, Object> taken) {
    String identifier = rule.replace('.', '_');
    while (taken.containsKey(identifier)) {
      identifier += "_";
    }
    return identifier;
  }

  private static List<String> usage(Installation installation) {
    return new Usage()
        .apply(
            "put the file, with a name that ends in .tf.json, into a module that sets up the"
                + " provider azurerm; terraform apply -var "
                + installation.name()
                + "_"
                + GROUP
                + "=GROUP")
        .check("terraform plan shows no changes.")
        .boot("nothing to do; Azure keeps the rules.")
        .undo("delete the file; terraform apply")
        .sentences();
  }
}
