package dev.acrfw.firewall.windows;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.access.Direction;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.firewall.AddressText;
import dev.acrfw.firewall.BaseChain;
import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Addresses;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.FilterRule;
import dev.acrfw.firewall.FilterRule.Target;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.firewall.Members;
import dev.acrfw.firewall.Packet.Side;
import dev.acrfw.ip.Family;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the rules and profiles of Windows Firewall as the command on the page of {@code acrfw
 * audit} writes them: the properties of Get-NetFirewallRule and its filters, values as text.
 *
 * <p>A blocking rule wins over any that allows; where no rule applies, the profile decides
 * (learn.microsoft.com, "Windows Firewall rules").
 */
public final class WindowsReader {
  private static final List<String> PROFILES = List.of("Domain", "Private", "Public");

  private final String file;
  private final List<String> notes;

  private WindowsReader(String file, List<String> notes) {
    this.file = file;
    this.notes = notes;
  }

  /**
   * Returns the firewall of a document.
   *
   * @param file its name, for messages
   * @param notes takes what a reader should know, a line each
   * @throws InvalidInputException when a rule lacks what every rule has
   */
  public static Firewall read(String file, JsonNode document, List<String> notes) {
    return new WindowsReader(file, notes).firewall(document);
  }

  private Firewall firewall(JsonNode document) {
    List<BaseChain> chains = new ArrayList<>();
    JsonNode profiles = document.path("profiles");
    if (profiles.isMissingNode()) {
      notes.add(
          file + ": without the profiles' default actions, what no rule allows counts as blocked");
    }
    for (String profile : PROFILES) {
      JsonNode found = profile(profiles, profile);
      if (!found.path("Enabled").asText().equals("False")) {
        for (Direction direction : Direction.values()) {
          chains.add(chain(document, profile, found, direction));
        }
      }
    }
    return new Firewall(chains, Map.of(), EnumSet.allOf(Family.class));
  }

  private static JsonNode profile(JsonNode profiles, String name) {
    for (JsonNode profile : profiles) {
      if (profile.path("Name").asText().equals(name)) {
        return profile;
      }
    }
    return profiles.path(-1);
  }

  private BaseChain chain(JsonNode document, String name, JsonNode profile, Direction direction) {
    List<FilterRule> blocks = new ArrayList<>();
    List<FilterRule> allows = new ArrayList<>();
    for (JsonNode rule : document.path("rules")) {
      String where = required(rule, "Direction");
      boolean applies =
          required(rule, "Enabled").equals("True")
              && where.equals(direction == Direction.OUTBOUND ? "Outbound" : "Inbound")
              && (rule.path("Profile").asText("Any").contains("Any")
                  || rule.path("Profile").asText().contains(name));
      if (applies) {
        boolean refuses = required(rule, "Action").equals("Block");
        (refuses ? blocks : allows)
            .add(rule(rule, direction, refuses ? Target.DROP : Target.ACCEPT));
      }
    }
    blocks.addAll(allows);
    return BaseChain.ofConnections(
        "the %s rules of Windows Firewall, profile %s".formatted(direction.displayName(), name),
        direction,
        blocks,
        accepts(profile, direction));
  }

  /** What is not configured is blocked inbound and allowed outbound (Set-NetFirewallProfile). */
  private static boolean accepts(JsonNode profile, Direction direction) {
    boolean out = direction == Direction.OUTBOUND;
    String action = profile.path(out ? "DefaultOutboundAction" : "DefaultInboundAction").asText();
    return action.equals("Allow") || (out && action.equals("NotConfigured"));
  }

  private String required(JsonNode rule, String property) {
    String text = rule.path(property).isTextual() ? rule.path(property).asText() : "";
    if (text.isEmpty()) {
      throw new InvalidInputException(
          "%s: a rule has no %s as text".formatted(file, property),
          "'acrfw audit' is for what the command on its page writes");
    }
    return text;
  }

  private FilterRule rule(JsonNode rule, Direction direction, Target target) {
    Side remote = direction == Direction.INBOUND ? Side.SOURCE : Side.DESTINATION;
    Side local = direction == Direction.INBOUND ? Side.DESTINATION : Side.SOURCE;
    List<Condition> conditions = new ArrayList<>();
    conditions.add(protocol(rule.path("Protocol").asText("Any")));
    conditions.add(addresses(remote, rule.path("RemoteAddress")));
    conditions.add(addresses(local, rule.path("LocalAddress")));
    conditions.add(ports(remote, rule.path("RemotePort")));
    conditions.add(ports(local, rule.path("LocalPort")));
    for (String limit :
        List.of(
            "Program",
            "Package",
            "Service",
            "InterfaceAlias",
            "InterfaceType",
            "LocalUser",
            "RemoteUser",
            "RemoteMachine")) {
      String value = rule.path(limit).asText("Any");
      if (!value.isEmpty() && !value.equals("Any") && !value.equals("null")) {
        conditions.add(Condition.UNKNOWN);
      }
    }
    return new FilterRule(
        conditions,
        target,
        0,
        "%s: the rule %s"
            .formatted(
                file, Printable.of(rule.path("DisplayName").asText(rule.path("Name").asText()))));
  }

  private static Condition protocol(String text) {
    return switch (text) {
      case "Any", "TCP", "6" -> Condition.ALWAYS;
      default -> Condition.NEVER;
    };
  }

  private static Condition addresses(Side side, JsonNode value) {
    return Members.of(
        new Field.Address(side),
        components(value, new Addresses(AddressText.ANY), AddressText::component));
  }

  private static Condition ports(Side side, JsonNode value) {
    return Members.of(Field.port(side), components(value, new Numbers(0, 65535), Numbers::ports));
  }

  private static List<Component> components(
      JsonNode value, Component any, Function<String, Component> read) {
    List<Component> components = new ArrayList<>();
    for (String text : texts(value)) {
      components.add(text.equals("Any") ? any : read.apply(text));
    }
    return components;
  }

  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(each -> texts.add(each.asText()));
    } else {
      for (String text : value.asText("Any").split("[, ]+")) {
        texts.add(text);
      }
    }
    return texts.isEmpty() || texts.equals(List.of("")) ? List.of("Any") : texts;
  }
}
