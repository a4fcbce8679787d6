package dev.acrfw.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code nft -j list ruleset} says, whichever version of nft says it. */
public final class KernelRules {
  private KernelRules() {}

  /** Returns the CIDRs of every set, and those that are in rules themselves. */
  public static Map<String, List<String>> sets(String json) throws IOException {
    Map<String, List<String>> sets = new TreeMap<>();
    for (JsonNode object : new ObjectMapper().readTree(json).get("nftables")) {
      JsonNode set = object.get("set");
      if (set != null) {
        List<String> cidrs = sets.computeIfAbsent(set.get("name").asText(), k -> new ArrayList<>());
        set.path("elem").forEach(element -> cidrs.add(cidr(element)));
      }
      for (JsonNode expression : object.path("rule").path("expr")) {
        JsonNode match = expression.path("match");
        if (match.path("left").path("payload").path("field").asText().endsWith("addr")) {
          List<String> cidrs = sets.computeIfAbsent("in rules", k -> new ArrayList<>());
          JsonNode right = match.get("right");
          if (right.has("set")) {
            right.get("set").forEach(element -> cidrs.add(cidr(element)));
          } else if (!right.asText().startsWith("@")) {
            cidrs.add(cidr(right));
          }
        }
      }
    }
    return sets;
  }

  /**
   * Returns chains with what they match and do, one line a rule: versions of nft differ in how they
   * write flags and states, so of those only that they are matched.
   */
  public static Map<String, List<String>> chains(String json) throws IOException {
    Map<String, List<String>> chains = new TreeMap<>();
    for (JsonNode object : new ObjectMapper().readTree(json).get("nftables")) {
      JsonNode chain = object.path("chain");
      if (chain.has("name")) {
        List<String> rules = chains.computeIfAbsent(name(chain, "name"), k -> new ArrayList<>());
        rules.add(chain.path("hook").asText() + " " + chain.path("policy").asText());
      }
    }
    for (JsonNode object : new ObjectMapper().readTree(json).get("nftables")) {
      JsonNode rule = object.path("rule");
      if (rule.has("expr")) {
        chains.get(name(rule, "chain")).add(rule(rule.get("expr")));
      }
    }
    return chains;
  }

  private static String name(JsonNode object, String field) {
    return object.get("family").asText()
        + " "
        + object.get("table").asText()
        + " "
        + object.get(field).asText();
  }

  private static String rule(JsonNode expressions) {
    List<String> parts = new ArrayList<>();
    for (JsonNode expression : expressions) {
      JsonNode match = expression.path("match");
      if (match.has("left")) {
        JsonNode payload = match.path("left").path("payload");
        String field = payload.path("field").asText();
        if (field.equals("dport") || field.endsWith("addr")) {
          parts.add(
              payload.path("protocol").asText()
                  + " "
                  + field
                  + " "
                  + match.path("op").asText()
                  + " "
                  + values(match.get("right")));
        }
      } else if (!expression.has("counter") && !expression.has("limit")) {
        parts.add(expression.toString().replaceAll("\\{\"(\\w+)\":null\\}", "$1"));
      }
    }
    return String.join(" ", parts);
  }

  private static String values(JsonNode right) {
    if (!right.has("set")) {
      return right.isObject() ? cidr(right) : right.asText();
    }
    TreeSet<String> values = new TreeSet<>();
    right.get("set").forEach(v -> values.add(v.isObject() ? cidr(v) : v.asText()));
    // nft 0.9.8 writes one address in braces as they were loaded, later ones without.
    return values.size() == 1 ? values.first() : values.toString();
  }

  private static String cidr(JsonNode element) {
    JsonNode prefix = element.get("prefix");
    return prefix == null
        ? element.asText()
        : prefix.get("addr").asText() + "/" + prefix.get("len").asInt();
  }
}
