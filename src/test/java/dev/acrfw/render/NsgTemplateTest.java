package dev.acrfw.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.network.fluent.models.SecurityRuleInner;
import com.azure.resourcemanager.network.models.SecurityRuleAccess;
import com.azure.resourcemanager.network.models.SecurityRuleDirection;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Azure's own models read the template's rules back. */
class NsgTemplateTest {
  private static List<SecurityRuleInner> rules(String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", "nsg"));
    args.addAll(List.of(options));
    JsonNode template =
        new ObjectMapper().readTree(Acrfw.succeed(args.toArray(String[]::new)).out());
    List<SecurityRuleInner> rules = new ArrayList<>();
    for (JsonNode resource : template.get("resources")) {
      try (JsonReader reader = JsonProviders.createReader(resource.toString())) {
        rules.add(SecurityRuleInner.fromJson(reader));
      }
    }
    return rules;
  }

  @Test
  void aRuleWithATagHasOneDestinationAndOnePort() throws IOException {
    SecurityRuleInner rule = rules("-l", "westeurope").get(1);
    assertThat(rule.access()).isEqualTo(SecurityRuleAccess.ALLOW);
    assertThat(rule.direction()).isEqualTo(SecurityRuleDirection.OUTBOUND);
    assertThat(rule.protocol().toString()).isEqualTo("Tcp");
    assertThat(rule.priority()).isEqualTo(201);
    assertThat(rule.sourceAddressPrefix()).isEqualTo("*");
    assertThat(rule.sourcePortRange()).isEqualTo("*");
    assertThat(rule.destinationAddressPrefix()).isEqualTo("Storage.WestEurope");
    assertThat(rule.destinationPortRange()).isEqualTo("443");
    assertThat(rule.destinationAddressPrefixes()).isNull();
  }

  @Test
  void aRuleWithPrefixesIsOfOneFamilyAndInboundOnesNameTheSource() throws IOException {
    List<SecurityRuleInner> rules =
        rules("-l", "westeurope", "--for", "webhook:8443", "--nsg-addresses", "prefixes");
    assertThat(rules).hasSize(2);
    assertThat(rules.get(0).sourceAddressPrefixes()).containsExactly("192.0.2.0/29");
    assertThat(rules.get(1).sourceAddressPrefixes()).containsExactly("2001:db8:0:1::/64");
    for (SecurityRuleInner rule : rules) {
      assertThat(rule.direction()).isEqualTo(SecurityRuleDirection.INBOUND);
      assertThat(rule.sourceAddressPrefix()).isNull();
      assertThat(rule.destinationAddressPrefix()).isEqualTo("*");
      assertThat(rule.destinationPortRange()).isEqualTo("8443");
    }
  }

  @Test
  void severalPortsAreAnArray() throws IOException {
    SecurityRuleInner rule =
        rules("--for", "iot-hub", "--nsg-addresses", "prefixes", "--family", "ipv4").get(0);
    assertThat(rule.destinationPortRanges()).containsExactly("443", "5671", "8883");
    assertThat(rule.destinationPortRange()).isNull();
  }

  @Test
  void enforcementDeniesTheInternetForTcpAndUdp() throws IOException {
    List<SecurityRuleInner> rules = rules("-l", "westeurope", "--enforce");
    List<SecurityRuleInner> denying =
        rules.stream().filter(r -> r.access() == SecurityRuleAccess.DENY).toList();
    assertThat(denying).extracting(r -> r.protocol().toString()).containsExactly("Tcp", "Udp");
    assertThat(denying).extracting(SecurityRuleInner::priority).containsExactly(700, 701);
    assertThat(denying).allMatch(r -> r.destinationAddressPrefix().equals("Internet"));
    assertThat(rules.get(0).priority()).isLessThan(700);
  }
}
