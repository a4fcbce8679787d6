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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure's own models read the template's rules back. */
class NsgTemplateTest {
  @TempDir private Path folder;

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

  /** A file of as many tags as wanted, T0 and so on, each with as many single addresses. */
  private String file(int tags, int addresses) throws IOException {
    StringBuilder json = new StringBuilder("{\"changeNumber\":1,\"cloud\":\"Public\",\"values\":[");
    for (int tag = 0; tag < tags; tag++) {
      json.append(tag == 0 ? "" : ",").append("{\"name\":\"T").append(tag);
      json.append("\",\"properties\":{\"networkFeatures\":[\"NSG\"],\"addressPrefixes\":[");
      for (int i = 0; i < addresses; i++) {
        int number = 2 * (tag * addresses + i);
        json.append(i == 0 ? "" : ",").append("\"20.").append(number >> 16).append('.');
        json.append(number >> 8 & 255).append('.').append(number & 255).append("/32\"");
      }
      json.append("]}}");
    }
    return Files.writeString(folder.resolve("tags.json"), json.append("]}")).toString();
  }

  private Acrfw generate(int tags, int addresses, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("generate", "-f", "nsg", "-s"));
    args.add(file(tags, addresses));
    List<String> names = IntStream.range(0, tags).mapToObj(i -> "T" + i).toList();
    args.addAll(List.of("--tag", String.join(",", names)));
    args.addAll(List.of(options));
    return Acrfw.run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "1,4000,--nsg-addresses=prefixes,''",
    "1,4001,--nsg-addresses=prefixes,at most 4000: 4001 outbound prefixes",
    "2,2001,--nsg-addresses=prefixes,at most 4000: 4002 outbound prefixes",
    "1000,1,--nsg-addresses=tags,''",
    "1001,1,--nsg-addresses=tags,at most 1000: 1001 rules",
    "500,1,--enforce,''",
    "501,1,--enforce,at most 500: 501 allowing rules with --enforce"
  })
  void whatAGroupCannotHoldIsRefused(int tags, int addresses, String option, String problem)
      throws IOException {
    Acrfw run = generate(tags, addresses, option);
    boolean refused = run.exitCode() == 5;
    assertThat(run.exitCode()).as(run.err()).isIn(0, 5);
    assertThat(refused).as(run.err()).isEqualTo(!problem.isEmpty());
    if (refused) {
      assertThat(run.err()).contains(problem);
      assertThat(run.out()).isEmpty();
    }
  }
}
