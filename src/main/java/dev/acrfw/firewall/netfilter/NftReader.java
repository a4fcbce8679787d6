package dev.acrfw.firewall.netfilter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.firewall.FilterRule;
import dev.acrfw.firewall.FilterRule.Action;
import dev.acrfw.ip.Family;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@code nft -j list ruleset} prints; see libnftables-json(5). */
public final class NftReader {
  private final String file;
  private final Ruleset ruleset;
  private final Map<String, List<JsonNode>> sets = new HashMap<>();
  private final Map<String, List<Action>> shown = new HashMap<>();
  private final Map<String, String> ofIptables = new HashMap<>();
  private final Map<String, List<FilterRule>> merged = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Set<String> left = new HashSet<>();

  private NftReader(String file, Ruleset ruleset) {
    this.file = file;
    this.ruleset = ruleset;
  }

  /**
   * Adds the tables of a document. Files of iptables-save are read before: of chains that both
   * show, extensions of iptables are taken from there.
   *
   * @param file its name, for messages
   * @param objects the member {@code nftables}
   */
  public static void read(String file, JsonNode objects, Ruleset ruleset) {
    NftReader reader = new NftReader(file, ruleset);
    ruleset.tellsOf(Family.IPV4);
    ruleset.tellsOf(Family.IPV6);
    for (JsonNode object : objects) {
      reader.table(object.path("table"));
    }
    for (JsonNode object : objects) {
      reader.set(object.has("map") ? object.path("map") : object.path("set"));
    }
    for (JsonNode object : objects) {
      reader.action(object.path("rule"));
    }
    for (JsonNode object : objects) {
      reader.findIptables(object.path("chain"));
    }
    for (JsonNode object : objects) {
      reader.chain(object.path("chain"));
    }
    for (JsonNode object : objects) {
      reader.rule(object.path("rule"));
    }
    reader.merged.forEach(
        (key, rules) -> {
          ruleset.chain(key).clear();
          ruleset.chain(key).addAll(rules);
        });
  }

  private void table(JsonNode table) {
    String name = table.path("name").asText();
    if (table.path("flags").toString().contains("\"dormant\"")) {
      left.add(table.path("family").asText() + " " + name);
    }
  }

  private static Optional<Family> family(String name) {
    return switch (name) {
      case "ip" -> Optional.of(Family.IPV4);
      case "ip6" -> Optional.of(Family.IPV6);
      default -> Optional.empty();
    };
  }

  /** The families of a table that the packets of a connection come through. */
  private static Set<Family> families(String name) {
    return name.equals("inet")
        ? EnumSet.allOf(Family.class)
        : family(name).map(EnumSet::of).orElse(EnumSet.noneOf(Family.class));
  }

  private static String table(JsonNode object, String member) {
    return object.path("family").asText() + " " + object.path(member).asText();
  }

  private void set(JsonNode set) {
    if (!set.isMissingNode()) {
      List<JsonNode> elements = new ArrayList<>();
      set.path("elem").forEach(elements::add);
      sets.put(table(set, "table") + " " + set.path("name").asText(), elements);
    }
  }

  private String key(JsonNode object, String name) {
    return ofIptables(object, name)
        .orElseGet(() -> file + " " + table(object, "table") + " " + name);
  }

  private Optional<String> ofIptables(JsonNode object, String chain) {
    return Optional.ofNullable(ofIptables.get(table(object, "table") + " " + chain));
  }

  /** The chains of iptables-save that these are, by what their rules do. */
  private void findIptables(JsonNode chain) {
    String name = table(chain, "table") + " " + chain.path("name").asText();
    List<Action> actions = shown.getOrDefault(name, List.of());
    ruleset.keysOfIptables(name).stream()
        .filter(key -> isSame(ruleset.chain(key), actions))
        .findFirst()
        .ifPresent(key -> ofIptables.put(name, key));
  }

  private static boolean isSame(List<FilterRule> rules, List<Action> actions) {
    boolean same = rules.size() == actions.size();
    for (int i = 0; same && i < actions.size(); i++) {
      same = actions.get(i) == Action.CONTINUE || rules.get(i).target().action() == actions.get(i);
    }
    return same;
  }

  private void chain(JsonNode chain) {
    if (chain.isMissingNode() || left.contains(table(chain, "table"))) {
      return;
    }
    String name = chain.path("name").asText();
    ruleset.chain(key(chain, name));
    Set<Family> families = families(chain.path("family").asText());
    String hook = chain.path("hook").asText();
    if (!hook.isEmpty() && !families.isEmpty()) {
      ruleset.base(
          key(chain, name),
          "chain %s of the nftables table %s"
              .formatted(Printable.of(name), Printable.of(table(chain, "table"))),
          hook,
          families,
          !chain.path("policy").asText().equals("drop"));
    }
    if (hook.equals("ingress") || hook.equals("egress")) {
      ruleset.note(
          "%s: the chain %s is of the hook %s, which is not read"
              .formatted(file, Printable.of(name), hook));
    }
  }

  private void rule(JsonNode rule) {
    if (rule.isMissingNode() || left.contains(table(rule, "table"))) {
      return;
    }
    String text =
        "%s, chain %s of %s, rule %s: %s"
            .formatted(
                file,
                Printable.of(rule.path("chain").asText()),
                Printable.of(table(rule, "table")),
                rule.path("handle").asText("without a handle"),
                Printable.of(shortened(rule.path("expr").toString())));
    NftStatements statements =
        new NftStatements(
            text,
            chain -> key(rule, chain),
            set -> Optional.ofNullable(sets.get(table(rule, "table") + " " + set)));
    List<FilterRule> rules = statements.read(rule.path("expr"));
    String chain = rule.path("chain").asText();
    Optional<String> iptables = ofIptables(rule, chain);
    if (iptables.isPresent()) {
      // Each shows what the other cannot: nft no extensions, iptables no sets of nftables.
      int place = places.merge(iptables.get(), 1, Integer::sum) - 1;
      merged
          .computeIfAbsent(iptables.get(), key -> new ArrayList<>())
          .addAll(hasExtension(rule) ? List.of(ruleset.chain(iptables.get()).get(place)) : rules);
    } else {
      ruleset.chain(key(rule, chain)).addAll(rules);
    }
    if (statements.translates()) {
      ruleset.note(text + ": translates addresses or ports, which is not followed");
    }
  }

  private static boolean hasExtension(JsonNode rule) {
    return rule.path("expr").findParent("xt") != null;
  }

  /**
   * What a rule does, as far as iptables knows such; going on also stands for what is not shown.
   */
  private void action(JsonNode rule) {
    if (rule.isMissingNode()) {
      return;
    }
    Action action = Action.CONTINUE;
    for (JsonNode statement : rule.path("expr")) {
      for (String name : List.of("accept", "drop", "return", "jump", "goto")) {
        if (statement.has(name)) {
          action = Action.valueOf(name.toUpperCase(Locale.ROOT));
        }
      }
    }
    shown
        .computeIfAbsent(
            table(rule, "table") + " " + rule.path("chain").asText(), name -> new ArrayList<>())
        .add(action);
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 200) + "...";
  }
}
