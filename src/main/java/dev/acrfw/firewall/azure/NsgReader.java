package dev.acrfw.firewall.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.access.Direction;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.firewall.BaseChain;
import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.FilterRule;
import dev.acrfw.firewall.FilterRule.Target;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.firewall.Members;
import dev.acrfw.firewall.Packet.Side;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a network security group as {@code az network nsg show} and {@code az network nsg rule
 * list} print it. The first rule by priority decides, and the group follows connections
 * (learn.microsoft.com, "Network security groups").
 */
public final class NsgReader {
  private final String file;
  private final NsgAddresses addresses;

  private NsgReader(String file, NsgAddresses addresses) {
    this.file = file;
    this.addresses = addresses;
  }

  /** A rule and its priority. */
  private record Numbered(int priority, FilterRule rule) {}

  /**
   * Returns the firewall of a document.
   *
   * @param file its name, for messages
   * @param document the group, or the list of its rules
   * @param tags says what the service tags in it stand for
   * @throws InvalidInputException when a rule lacks what every rule has
   */
  public static Firewall read(String file, JsonNode document, ServiceTagsFile tags) {
    JsonNode group = properties(document);
    List<JsonNode> rules = new ArrayList<>();
    (document.isArray() ? document : group.path("securityRules")).forEach(rules::add);
    group.path("defaultSecurityRules").forEach(rules::add);
    NsgReader reader = new NsgReader(file, new NsgAddresses(tags));
    List<BaseChain> chains = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      chains.add(
          BaseChain.ofConnections(
              "the %s rules of the network security group in %s"
                  .formatted(direction.displayName(), file),
              direction,
              reader.rules(rules, direction),
              false));
    }
    return new Firewall(chains, Map.of(), EnumSet.allOf(Family.class));
  }

  /** Returns whether a document is a group or a list of rules. */
  public static boolean isGroup(JsonNode document) {
    return properties(document).has("securityRules") || properties(document.path(0)).has("access");
  }

  /** Azure's own API has the properties in a member of their own; az has not. */
  private static JsonNode properties(JsonNode object) {
    return object.has("properties") ? object.path("properties") : object;
  }

  private List<FilterRule> rules(List<JsonNode> all, Direction direction) {
    List<Numbered> numbered = new ArrayList<>();
    for (JsonNode each : all) {
      JsonNode rule = properties(each);
      String name = Printable.of(each.path("name").asText());
      boolean of = required(rule, "direction", name).equalsIgnoreCase(direction.displayName());
      if (of) {
        boolean allows = required(rule, "access", name).equalsIgnoreCase("allow");
        numbered.add(
            new Numbered(
                rule.path("priority").asInt(),
                new FilterRule(
                    conditions(rule, direction),
                    allows ? Target.ACCEPT : Target.DROP,
                    0,
                    "%s: the rule %s".formatted(file, name))));
      }
    }
    numbered.sort(Comparator.comparingInt(Numbered::priority));
    List<FilterRule> rules = new ArrayList<>();
    numbered.forEach(each -> rules.add(each.rule()));
    // The rules that every group has, which 'rule list' leaves out.
    rules.add(
        new FilterRule(
            direction == Direction.OUTBOUND
                ? List.of(addresses.condition(Side.DESTINATION, List.of("Internet")))
                : List.of(addresses.condition(Side.SOURCE, List.of("AzureLoadBalancer"))),
            Target.ACCEPT,
            0,
            file + ": the rules that every group has"));
    return rules;
  }

  private String required(JsonNode rule, String member, String name) {
    String text = rule.path(member).asText();
    if (text.isEmpty()) {
      throw new InvalidInputException(
          "%s: the rule %s has no %s".formatted(file, name, member),
          "give what 'az network nsg show' or 'az network nsg rule list' prints as JSON");
    }
    return text;
  }

  private List<Condition> conditions(JsonNode rule, Direction direction) {
    List<Condition> all = new ArrayList<>();
    String protocol = rule.path("protocol").asText("*").toLowerCase(Locale.ROOT);
    all.add(
        List.of("*", "any", "tcp", "6").contains(protocol) ? Condition.ALWAYS : Condition.NEVER);
    all.add(addresses.condition(Side.SOURCE, texts(rule, "sourceAddressPrefix", "es")));
    all.add(addresses.condition(Side.DESTINATION, texts(rule, "destinationAddressPrefix", "es")));
    all.add(ports(Side.SOURCE, texts(rule, "sourcePortRange", "s")));
    all.add(ports(Side.DESTINATION, texts(rule, "destinationPortRange", "s")));
    for (String group :
        List.of("sourceApplicationSecurityGroups", "destinationApplicationSecurityGroups")) {
      if (!rule.path(group).isEmpty()) {
        boolean local = group.startsWith("source") == (direction == Direction.OUTBOUND);
        all.add(local ? Condition.UNKNOWN : Condition.NEVER);
      }
    }
    return all;
  }

  /** One value, or a list under the plural. */
  private static List<String> texts(JsonNode rule, String member, String plural) {
    List<String> texts = new ArrayList<>();
    rule.path(member + plural).forEach(text -> texts.add(text.asText()));
    String one = rule.path(member).asText("");
    if (!one.isEmpty() && !one.equals("null")) {
      texts.add(one);
    }
    return texts.isEmpty() ? List.of("*") : texts;
  }

  private static Condition ports(Side side, List<String> texts) {
    List<Component> ports = new ArrayList<>();
    for (String text : texts) {
      if (text.equals("*") || text.equalsIgnoreCase("any")) {
        ports.add(new Numbers(0, 65535));
      } else {
        ports.add(Numbers.ports(text));
      }
    }
    return Members.of(Field.port(side), ports);
  }
}
