package dev.acrfw.firewall.netfilter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.firewall.AddressText;
import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Addresses;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Component.Word;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.Members;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** What matches of nftables compare. */
final class NftMatch {
  private static final int HIGHEST = Integer.MAX_VALUE;

  private NftMatch() {}

  /**
   * Returns the condition of a match.
   *
   * @param match its {@code op}, {@code left} and {@code right}
   * @param sets the elements of named sets
   */
  static Condition condition(JsonNode match, Function<String, Optional<List<JsonNode>>> sets) {
    String operator = match.path("op").asText();
    JsonNode left = match.path("left");
    JsonNode right = match.path("right");
    if (left.toString().contains("\"tcp\",\"field\":\"flags\"")) {
      return flags(operator, left, right);
    }
    Optional<List<JsonNode>> elements = elements(right, sets);
    if (elements.isEmpty()) {
      return Condition.UNKNOWN;
    }
    Condition equal = among(left, elements.get());
    return switch (operator) {
      case "==", "in" -> equal;
      case "!=" -> implied(left).and(equal.negated());
      case "<" -> ordered(left, 0, right.asLong() - 1);
      case "<=" -> ordered(left, 0, right.asLong());
      case ">" -> ordered(left, right.asLong() + 1, HIGHEST);
      case ">=" -> ordered(left, right.asLong(), HIGHEST);
      default -> Condition.UNKNOWN;
    };
  }

  private static Condition ordered(JsonNode left, long first, long last) {
    return Members.of(NftFields.field(left), List.of(new Numbers(first, last)));
  }

  /** Returns the condition that an expression has one of some values. */
  static Condition among(JsonNode left, List<JsonNode> values) {
    List<JsonNode> parts = new ArrayList<>();
    if (left.has("concat")) {
      left.path("concat").forEach(parts::add);
    } else {
      parts.add(left);
    }
    List<Field> fields = parts.stream().map(NftFields::field).toList();
    List<List<Component>> elements = new ArrayList<>();
    for (JsonNode value : values) {
      JsonNode bare = value.has("elem") ? value.path("elem").path("val") : value;
      List<Component> element = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        JsonNode part = fields.size() == 1 ? bare : bare.path("concat").path(i);
        element.add(component(fields.get(i), part));
      }
      elements.add(element);
    }
    return implied(left).and(new Members(fields, elements));
  }

  /** A field of a header implies that the packet has that header. */
  private static Condition implied(JsonNode left) {
    Condition all = Condition.ALWAYS;
    for (JsonNode protocol : left.findValues("protocol")) {
      Condition condition =
          switch (protocol.asText()) {
            case "ip" -> IptablesValues.listed(Field.FAMILY, "ipv4");
            case "ip6" -> IptablesValues.listed(Field.FAMILY, "ipv6");
            case "tcp", "th" -> Condition.ALWAYS;
            case "udp", "udplite", "sctp", "dccp", "icmp", "icmpv6", "igmp", "esp", "ah", "comp" ->
                Condition.NEVER;
            default -> Condition.UNKNOWN;
          };
      all = all.and(condition);
    }
    return all;
  }

  /** Returns the elements of a set, a named one's too; nothing when its elements are not known. */
  static Optional<List<JsonNode>> elements(
      JsonNode right, Function<String, Optional<List<JsonNode>>> sets) {
    if (right.isTextual() && right.asText().startsWith("@")) {
      return sets.apply(right.asText().substring(1));
    }
    JsonNode several = right.has("set") ? right.path("set") : right;
    return several.isArray()
        ? Optional.of(StreamSupport.stream(several.spliterator(), false).toList())
        : Optional.of(List.of(several));
  }

  private static Component component(Field field, JsonNode value) {
    if (field instanceof Field.Address) {
      return address(value);
    }
    if (value.has("range")) {
      JsonNode range = value.path("range");
      return new Numbers(range.path(0).asLong(), range.path(1).asLong());
    }
    if (value.isIntegralNumber()) {
      return Numbers.of(value.asLong());
    }
    OptionalLong protocol =
        field == Field.PROTOCOL ? Protocols.number(value.asText()) : OptionalLong.empty();
    return protocol.isPresent()
        ? Numbers.of(protocol.getAsLong())
        : new Word(value.isValueNode() ? value.asText() : value.toString());
  }

  private static Component address(JsonNode value) {
    if (value.has("prefix")) {
      JsonNode prefix = value.path("prefix");
      return AddressText.component(
          prefix.path("addr").asText() + "/" + prefix.path("len").asText());
    }
    if (value.has("range")) {
      JsonNode range = value.path("range");
      return AddressText.component(range.path(0).asText() + "-" + range.path(1).asText());
    }
    return value.asText().equals("*")
        ? new Addresses(AddressText.ANY)
        : AddressText.component(value.asText());
  }

  private static Condition flags(String operator, JsonNode left, JsonNode right) {
    Set<String> mask = left.has("&") ? words(left.path("&").path(1)) : TcpFlags.ALL;
    Set<String> wanted = words(right);
    return switch (operator) {
      case "==" -> IptablesValues.flags(mask, wanted);
      case "!=" -> IptablesValues.flags(mask, wanted).negated();
      case "in" -> TcpFlags.condition(flags -> flags.stream().anyMatch(wanted::contains));
      default -> Condition.UNKNOWN;
    };
  }

  /** The words of a word, a list, or words that are joined by {@code |}. */
  private static Set<String> words(JsonNode value) {
    Set<String> words = new HashSet<>();
    if (value.isValueNode()) {
      words.add(value.asText());
    } else {
      value.forEach(each -> words.addAll(words(each)));
    }
    return words;
  }
}
