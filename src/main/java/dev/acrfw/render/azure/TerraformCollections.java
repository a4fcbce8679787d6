package dev.acrfw.render.azure;

import static dev.acrfw.text.JsonDocument.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The blocks of Terraform's resource for a rule collection group. */
final class TerraformCollections {
  private TerraformCollections() {}

  /**
   * Adds the blocks.
   *
   * @param sources an expression for the list of addresses at the near side
   */
  static void add(
      Map<String, Object> resource, CollectionGroup group, String name, String sources) {
    List<Map<String, Object>> networks = new ArrayList<>();
    for (CollectionGroup.Network rule : group.networks()) {
      networks.add(
          ordered(
              "name",
              rule.name(),
              "description",
              rule.description(),
              "protocols",
              List.of("TCP"),
              "source_addresses",
              sources,
              "destination_addresses",
              List.of(rule.tag()),
              "destination_ports",
              rule.ports().texts()));
    }
    if (!networks.isEmpty()) {
      resource.put(
          "network_rule_collection",
          collection(name + "-tags", CollectionGroup.NETWORK_PRIORITY, networks));
    }
    List<Map<String, Object>> applications = new ArrayList<>();
    for (CollectionGroup.Application rule : group.applications()) {
      applications.add(
          ordered(
              "name",
              rule.name(),
              "description",
              rule.description(),
              "protocols",
              ordered("type", rule.protocol(), "port", rule.port()),
              "source_addresses",
              sources,
              "destination_fqdns",
              List.of(rule.host())));
    }
    if (!applications.isEmpty()) {
      resource.put(
          "application_rule_collection",
          collection(name + "-names", CollectionGroup.APPLICATION_PRIORITY, applications));
    }
  }

  private static Map<String, Object> collection(String name, int priority, List<?> rules) {
    return ordered("name", name, "priority", priority, "action", "Allow", "rule", rules);
  }
}
