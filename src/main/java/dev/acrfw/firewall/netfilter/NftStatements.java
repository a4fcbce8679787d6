package dev.acrfw.firewall.netfilter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.FilterRule;
import dev.acrfw.firewall.FilterRule.Action;
import dev.acrfw.firewall.FilterRule.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The statements of one rule of nftables. */
final class NftStatements {
  private final String text;
  private final UnaryOperator<String> chainKey;
  private final Function<String, Optional<List<JsonNode>>> sets;
  private final List<Condition> conditions = new ArrayList<>();
  private final List<FilterRule> rules = new ArrayList<>();
  private Target target = Target.CONTINUE;
  private long marks;
  private boolean translates;

  /**
   * @param text where the rule is and what it says
   * @param chainKey from the name of a chain to its key
   * @param sets the elements of named sets and maps
   */
  NftStatements(
      String text,
      UnaryOperator<String> chainKey,
      Function<String, Optional<List<JsonNode>>> sets) {
    this.text = text;
    this.chainKey = chainKey;
    this.sets = sets;
  }

  /** Returns the rules that the statements come to: one, and those of a verdict map before it. */
  List<FilterRule> read(JsonNode expressions) {
    for (JsonNode statement : expressions) {
      statement.properties().forEach(field -> statement(field.getKey(), field.getValue()));
    }
    rules.add(new FilterRule(List.copyOf(conditions), target, marks, text));
    return rules;
  }

  /** Returns whether the rule translates addresses or ports. */
  boolean translates() {
    return translates;
  }

  private void statement(String name, JsonNode value) {
    Optional<Target> verdict = verdict(name, value);
    if (name.equals("reject")) {
      conditions.add(refusable(value.path("type").asText()));
    }
    if (verdict.isPresent()) {
      target = verdict.get();
      return;
    }
    switch (name) {
      case "match" -> conditions.add(NftMatch.condition(value, sets));
      case "vmap" -> map(value);
      case "mangle" -> marks |= marks(value);
      case "dnat", "snat", "masquerade", "redirect" -> {
        translates = true;
        target = Target.ACCEPT;
      }
      case "queue", "tproxy", "synproxy", "fwd" -> target = Target.DROP;
      case "counter",
          "log",
          "comment",
          "set",
          "map",
          "flow",
          "dup",
          "ct helper",
          "ct timeout",
          "notrack",
          "secmark",
          "ct expectation" -> {}
      case "xt" -> {
        // nft shows no more than that there is something of iptables'.
        conditions.add(Condition.UNKNOWN);
        target = Target.DROP;
      }
      default -> conditions.add(Condition.UNKNOWN);
    }
  }

  /** nft leaves out that a rule is for one family where the message of a refusal is of one. */
  private static Condition refusable(String message) {
    return switch (message) {
      case "icmp" -> IptablesValues.listed(Field.FAMILY, "ipv4");
      case "icmpv6" -> IptablesValues.listed(Field.FAMILY, "ipv6");
      default -> Condition.ALWAYS;
    };
  }

  private Optional<Target> verdict(String name, JsonNode value) {
    return Optional.ofNullable(
        switch (name) {
          case "accept" -> Target.ACCEPT;
          case "drop", "reject" -> Target.DROP;
          case "return" -> Target.RETURN;
          case "continue" -> Target.CONTINUE;
          case "jump" -> new Target(Action.JUMP, chainKey.apply(value.path("target").asText()));
          case "goto" -> new Target(Action.GOTO, chainKey.apply(value.path("target").asText()));
          default -> null;
        });
  }

  /** A verdict map becomes a rule for each verdict; the one for all other keys comes last. */
  private void map(JsonNode map) {
    Map<Target, List<JsonNode>> keys = new LinkedHashMap<>();
    Optional<Target> others = Optional.empty();
    Optional<List<JsonNode>> entries = NftMatch.elements(map.path("data"), sets);
    if (entries.isEmpty()) {
      rules.add(rule(Condition.UNKNOWN, Target.DROP));
      return;
    }
    for (JsonNode entry : entries.get()) {
      JsonNode verdict = entry.path(1);
      String name = verdict.fieldNames().hasNext() ? verdict.fieldNames().next() : "";
      Target then = verdict(name, verdict.path(name)).orElse(Target.DROP);
      if (entry.path(0).asText().equals("*")) {
        others = Optional.of(then);
      } else {
        keys.computeIfAbsent(then, same -> new ArrayList<>()).add(entry.path(0));
      }
    }
    Condition any = Condition.NEVER;
    for (Map.Entry<Target, List<JsonNode>> each : keys.entrySet()) {
      Condition key = NftMatch.among(map.path("key"), each.getValue());
      rules.add(rule(key, each.getKey()));
      any = any.or(key);
    }
    if (others.isPresent()) {
      rules.add(rule(any.negated(), others.get()));
    }
  }

  private FilterRule rule(Condition last, Target then) {
    List<Condition> all = new ArrayList<>(conditions);
    all.add(last);
    return new FilterRule(all, then, marks, text);
  }

  /** The bits that a value sets in a mark, beside those that are there. */
  private static long marks(JsonNode mangle) {
    if (!mangle.path("key").toString().contains("\"mark\"")) {
      return 0;
    }
    JsonNode value = mangle.path("value");
    if (value.isNumber()) {
      return value.asLong();
    }
    JsonNode or = value.has("|") ? value.path("|") : value.path("^");
    if (or.path(1).isNumber() && or.path(0).toString().contains("\"mark\"")) {
      return or.path(1).asLong();
    }
    boolean copies =
        value.path("meta").path("key").asText().equals("mark")
            || value.path("ct").path("key").asText().equals("mark");
    return copies || value.has("&") ? 0 : -1;
  }
}
