package dev.acrfw.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.network.fluent.models.FirewallPolicyRuleCollectionGroupInner;
import com.azure.resourcemanager.network.models.ApplicationRule;
import com.azure.resourcemanager.network.models.FirewallPolicyFilterRuleCollection;
import com.azure.resourcemanager.network.models.NetworkRule;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Azure's own models read the group back. */
class AzureFirewallTest {
  @TempDir private Path folder;

  private static List<FirewallPolicyFilterRuleCollection> collections(String... options)
      throws IOException {
    List<String> args =
        new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", "azure-firewall"));
    args.addAll(List.of(options));
    ObjectMapper mapper = new ObjectMapper();
    String template = Acrfw.succeed(args.toArray(String[]::new)).out();
    ObjectNode group = (ObjectNode) mapper.readTree(template).get("resources").get(0);
    group
        .findParents("sourceAddresses")
        .forEach(
            rule -> {
              assertThat(rule.get("sourceAddresses").asText())
                  .isEqualTo("[parameters('sourceAddresses')]");
              ArrayNode any = mapper.createArrayNode().add("*");
              ((ObjectNode) rule).set("sourceAddresses", any);
            });
    try (JsonReader reader = JsonProviders.createReader(group.toString())) {
      FirewallPolicyRuleCollectionGroupInner read =
          FirewallPolicyRuleCollectionGroupInner.fromJson(reader);
      return read.ruleCollections().stream()
          .map(FirewallPolicyFilterRuleCollection.class::cast)
          .toList();
    }
  }

  @Test
  void namesOnHttpsAreApplicationRules() throws IOException {
    List<FirewallPolicyFilterRuleCollection> collections =
        collections("-r", "contoso", "-l", "westeurope");
    assertThat(collections).hasSize(1);
    assertThat(collections.get(0).action().type().toString()).isEqualTo("Allow");
    List<String> names = new ArrayList<>();
    for (var each : collections.get(0).rules()) {
      ApplicationRule rule = (ApplicationRule) each;
      assertThat(rule.protocols()).hasSize(1);
      assertThat(rule.protocols().get(0).protocolType().toString()).isEqualTo("Https");
      assertThat(rule.protocols().get(0).port()).isEqualTo(443);
      assertThat(rule.sourceAddresses()).containsExactly("*");
      names.addAll(rule.targetFqdns());
    }
    assertThat(names)
        .containsExactly("contoso.azurecr.io", "*.blob.core.windows.net", "azurecr.io");
  }

  @Test
  void portsInWhichTheFirewallSeesNoNameAreNetworkRulesWithTheTag() throws IOException {
    List<FirewallPolicyFilterRuleCollection> collections =
        collections("--for", "iot-hub", "--iot-region", "all");
    NetworkRule rule = (NetworkRule) collections.get(0).rules().get(0);
    assertThat(rule.destinationAddresses()).containsExactly("AzureIoTHub");
    assertThat(rule.destinationPorts()).containsExactly("5671", "8883");
    assertThat(rule.ipProtocols().toString()).isEqualTo("[TCP]");
    assertThat(collections.get(1).rules()).hasSize(2).allMatch(ApplicationRule.class::isInstance);
  }

  @Test
  void aTagThatWasNamedIsOpenBesideTheNamesBehindIt() throws IOException {
    List<FirewallPolicyFilterRuleCollection> collections =
        collections("-r", "contoso", "-l", "westeurope", "--tag", "Storage.WestEurope");
    NetworkRule rule = (NetworkRule) collections.get(0).rules().get(0);
    assertThat(rule.destinationAddresses()).containsExactly("Storage.WestEurope");
    assertThat(collections.get(0).rules()).hasSize(1);
    assertThat(collections.get(1).rules()).hasSize(3);
  }

  @Test
  void aPurposeWithoutNamesIsOpenedByItsTags() throws IOException {
    List<FirewallPolicyFilterRuleCollection> collections =
        collections("-l", "westeurope", "--for", "agent-pool");
    assertThat(collections).hasSize(1);
    assertThat(collections.get(0).rules())
        .extracting(rule -> ((NetworkRule) rule).destinationAddresses().get(0))
        .contains("AzureKeyVault", "Storage.WestEurope", "EventHub", "AzureActiveDirectory");
  }

  @Test
  void whatTheFirewallCannotExpressIsRefused() throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE)).replace("\"FW\"", "\"FX\"");
    Path file = Files.writeString(folder.resolve("tags.json"), sample);
    Acrfw tag =
        Acrfw.run(
            "generate", "-s", file.toString(), "--tag", "AzureKeyVault", "-f", "azure-firewall");
    assertThat(tag.exitCode()).isEqualTo(5);
    assertThat(tag.err()).contains("cannot name the tag AzureKeyVault", "do not include FW");
    Acrfw family =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "--family", "ipv4", "-f", "azure-firewall");
    assertThat(family.exitCode()).isEqualTo(2);
    assertThat(family.err()).contains("--family changes nothing").doesNotContain("--nsg-addresses");
  }
}
