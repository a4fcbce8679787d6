package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each argument of a resource is one that azurerm declares, of its type, and none is missing. */
class TerraformIT {
  private static final Map<String, String> DECLARATIONS =
      Map.of(
          "azurerm_network_security_rule", "network-security-rule/NetworkSecurityRule",
          "azurerm_firewall_policy_rule_collection_group",
              "firewall-policy-rule-collection-group/FirewallPolicyRuleCollectionGroup");

  /** An argument of the provider, by its name in Terraform. */
  private record Argument(String type, boolean optional) {}

  private final List<String> problems = new ArrayList<>();
  private String declarations = "";

  private Map<String, Argument> arguments(String kind) {
    Matcher body =
        Pattern.compile("(?s)export interface " + kind + " (?:extends \\S+ )?\\{(.*?)\\n\\}")
            .matcher(declarations);
    assertThat(body.find()).as(kind).isTrue();
    Map<String, Argument> arguments = new TreeMap<>();
    Matcher each = Pattern.compile("readonly (\\w+)(\\??): ([^;]+);").matcher(body.group(1));
    while (each.find()) {
      String name = each.group(1).replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
      arguments.put(name, new Argument(each.group(3), !each.group(2).isEmpty()));
    }
    return arguments;
  }

  private void check(String place, String kind, JsonNode block) {
    Map<String, Argument> arguments = arguments(kind);
    Set<String> given = new HashSet<>();
    block
        .fieldNames()
        .forEachRemaining(
            name -> {
              given.add(name);
              Argument argument = arguments.get(name);
              if (argument == null) {
                problems.add(place + ": unknown " + name);
              } else {
                checkValue(place + "." + name, argument.type(), block.get(name));
              }
            });
    arguments.forEach(
        (name, argument) -> {
          if (!argument.optional() && !given.contains(name)) {
            problems.add(place + ": " + name + " is missing");
          }
        });
  }

  private void checkValue(String place, String type, JsonNode value) {
    boolean reference = value.asText().matches("\\$\\{(var|data)\\.[A-Za-z0-9_.-]+\\}");
    switch (type) {
      case "string" -> require(value.isTextual(), place, type);
      case "number" -> require(value.isInt(), place, type);
      case "string[]" -> {
        require(reference || value.isArray(), place, type);
        value.forEach(each -> require(each.isTextual(), place, type));
      }
      default -> {
        String kind = type.replaceAll("\\[\\].*", "");
        if (value.isArray()) {
          value.forEach(each -> check(place, kind, each));
        } else {
          check(place, kind, value);
        }
      }
    }
  }

  private void require(boolean fact, String place, String type) {
    if (!fact) {
      problems.add(place + ": not a " + type);
    }
  }

  private List<String> problems(String configuration) throws IOException {
    JsonNode root = new ObjectMapper().readTree(configuration);
    assertThat(root.get("resource")).hasSize(1);
    problems.clear();
    for (Map.Entry<String, String> each : DECLARATIONS.entrySet()) {
      if (root.get("resource").has(each.getKey())) {
        String[] place = each.getValue().split("/");
        declarations =
            Files.readString(Path.of(Judge.require("package/lib/" + place[0] + "/index.d.ts")));
        root.get("resource")
            .get(each.getKey())
            .properties()
            .forEach(
                resource -> {
                  assertThat(resource.getKey()).matches("[A-Za-z_][A-Za-z0-9_-]*");
                  check(resource.getKey(), place[1] + "Config", resource.getValue());
                });
      }
    }
    return problems;
  }

  private static String generate(String options) {
    List<String> args = new ArrayList<>(List.of("generate", "-f", "terraform"));
    args.addAll(List.of("-s", Acrfw.SAMPLE));
    args.addAll(Arrays.asList(options.split(" ")));
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-l westeurope",
        "-l westeurope,northeurope --enforce --nsg-priority 300 --nsg-name web",
        "-l westeurope --for iot-hub,webhook:8443 --nsg-addresses prefixes",
        "-l westeurope --terraform-kind firewall-policy",
        "-l westeurope --for iot-hub,agent-pool --iot-region all --terraform-kind firewall-policy"
      })
  void theProviderDeclaresEveryArgument(String options) throws IOException {
    assertThat(problems(generate(options))).isEmpty();
  }

  @Test
  void aMistakeIsSeen() throws IOException {
    String rules = generate("-l westeurope");
    assertThat(problems(rules.replace("\"priority\": 200,", "\"priority\": \"200\",")))
        .hasSize(1)
        .allMatch(problem -> problem.endsWith(".priority: not a number"));
    assertThat(problems(rules.replace("\"access\": \"Allow\",", "")))
        .hasSize(2)
        .allMatch(problem -> problem.endsWith("access is missing"));
    String policy = generate("-l westeurope --terraform-kind firewall-policy");
    assertThat(problems(policy.replace("destination_fqdns", "target_fqdns")))
        .isNotEmpty()
        .allMatch(problem -> problem.endsWith(": unknown target_fqdns"));
  }
}
