package dev.acrfw.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import com.azure.resourcemanager.containerregistry.fluent.models.RegistryProperties;
import com.azure.resourcemanager.containerregistry.models.IpRule;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryCommandTest {
  @TempDir private Path folder;

  private static Acrfw registry(String... options) {
    List<String> args = new ArrayList<>(List.of("registry", "-r", "contoso"));
    args.addAll(List.of(options));
    return Acrfw.run(args.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                         | 2 | nothing to set",
        "--prune                                    | 2 | nothing to set",
        "--trusted-services on --prune              | 2 | --prune changes nothing without --allow",
        "--trusted-services maybe                   | 2 | use on or off",
        "--public-access selected                   | 4 | lets nobody in",
        "--public-access none --allow 20.1.2.3      | 2 | --allow changes nothing with --public-access none",
        "--allow 20.1.2.3 -f bicep                  | 2 | add --public-access selected",
        "--allow 20.1.2.3 --public-access selected -f arm --prune | 2 | --prune is for the az script",
        "--allow 10.1.2.3                           | 2 | '10.1.2.3' is not public: 10.0.0.0/8 is private, RFC 1918",
        "--allow 100.64.1.0/24                      | 2 | shared by carriers, RFC 6598",
        "--allow 203.0.113.7                        | 2 | documentation, RFC 5737",
        "--allow 8.0.0.0/5                          | 2 | '8.0.0.0/5' is not public: 10.0.0.0/8",
        "--allow 0.0.0.0/0                          | 2 | is not public",
        "--allow fd00::/8                           | 2 | global unicast addresses are in 2000::/3",
        "--allow ::/0                               | 2 | is not public",
        "--allow 2603:1020::1/32                    | 2 | the network is 2603:1020::/32",
        "--remove-rule 10.1.2.3                     | 2 | --remove-rule: '10.1.2.3' is not public",
        "--remove-rule 20.1.2.3 -f json             | 2 | --remove-rule is for the az script",
        "--remove-rule 20.1.2.3 --allow 20.1.2.3    | 2 | --remove-rule 20.1.2.3 is allowed by --allow as well",
        "--remove-rule 20.1.2.3 --allow 20.1.2.4 --prune | 2 | --remove-rule changes nothing with --prune",
        "--allow 20.1.2.3/24                        | 2 | the network is 20.1.2.0/24",
        "--allow `;reboot`                          | 2 | is neither an address nor a CIDR",
        "--allow-file nonesuch                      | 1 | no such file: nonesuch",
        "--allow 20.1.2.3 --resource-group a;b      | 2 | is not the name of a resource group",
        "--allow 20.1.2.3 --resource-group -x       | 2 | '-x' is not the name of a resource group",
      })
  void aMistakeIsNamedWithThePromisedExitCode(String options, int exitCode, String message) {
    Acrfw run = registry(options.isBlank() ? new String[0] : options.strip().split(" +"));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains(message);
    assertThat(run.err().lines()).hasSizeBetween(1, 2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void previewsAreSaidToBeSuch() {
    Acrfw arm = registry("--regional-endpoints", "off", "--endpoint-protocol", "both", "-f", "arm");
    assertThat(arm.out())
        .contains("\"regionalEndpoints\": \"Disabled\"", "\"endpointProtocol\": \"IPv4AndIPv6\"")
        .contains("are previews: they need API version 2026-09-01-preview.");
    assertThat(arm.err()).contains("are a preview, and need dedicated data endpoints; ACR Tasks");
    Acrfw script = registry("--regional-endpoints", "on");
    assertThat(script.out()).contains("\napi=2026-09-01-preview\n");
    assertThat(script.err()).contains("warning: regional endpoints are a preview");
    assertThat(registry("--tasks-bypass", "on").out()).contains("\napi=2025-11-01\n");
  }

  @Test
  void ipv6IsTakenWithAWarningBecauseTheSourcesDisagree() {
    Acrfw run = registry("--allow", "2603:1020::/33,2603:1020:8000::/33,20.1.2.3", "-f", "json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("\"20.1.2.3\",\n    \"2603:1020::/32\"");
    assertThat(run.err()).startsWith("acrfw: warning: IPv6 among the IP rules: ");
    assertThat(registry("--allow", "20.1.2.3").err()).isEmpty();
  }

  @Test
  void aFileOfClientsHasCommentsAndItsMistakesHaveALine() throws IOException {
    Path file = folder.resolve("clients.txt");
    Files.writeString(file, "# build servers\r\n20.1.2.3 # one\r\n\r\n20.1.2.2\n");
    assertThat(registry("--allow-file", file.toString(), "-f", "json").out())
        .contains("\"allowed\": [\n    \"20.1.2.2/31\"\n  ]");
    Files.writeString(file, "20.1.2.3\n192.168.1.1\n");
    Acrfw wrong = registry("--allow-file", file.toString());
    assertThat(wrong.exitCode()).isEqualTo(3);
    assertThat(wrong.err()).contains("--allow-file, line 2: '192.168.1.1' is not public");
    Files.writeString(file, "# nobody\n");
    assertThat(registry("--allow-file", file.toString()).exitCode()).isEqualTo(4);
  }

  @Test
  void twoHundredRulesFitAndOneMoreDoesNot() throws IOException {
    Path file = folder.resolve("clients.txt");
    StringBuilder clients = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      clients.append("20.1.").append(i).append(".1\n");
    }
    Files.writeString(file, clients);
    assertThat(registry("--allow-file", file.toString()).exitCode()).isZero();
    Files.writeString(file, clients.append("20.2.0.1\n"));
    Acrfw tooMany = registry("--allow-file", file.toString());
    assertThat(tooMany.exitCode()).isEqualTo(5);
    assertThat(tooMany.err()).contains("at most 200 IP rules, these are 201");
  }

  @Test
  void azuresOwnModelReadsTheArmFragmentBack() throws IOException {
    String arm =
        registry(
                "--allow",
                "20.1.2.3,20.30.40.0/24",
                "--public-access",
                "selected",
                "--trusted-services",
                "off",
                "--tasks-bypass",
                "on",
                "--data-endpoints",
                "on",
                "-f",
                "arm")
            .out();
    RegistryProperties read = read(arm);
    assertThat(read.publicNetworkAccess()).hasToString("Enabled");
    assertThat(read.networkRuleSet().defaultAction()).hasToString("Deny");
    assertThat(read.networkRuleSet().ipRules())
        .extracting(IpRule::ipAddressOrRange)
        .containsExactly("20.1.2.3", "20.30.40.0/24");
    assertThat(read.networkRuleSet().ipRules())
        .allSatisfy(rule -> assertThat(rule.action()).hasToString("Allow"));
    assertThat(read.networkRuleBypassOptions()).hasToString("None");
    assertThat(read.networkRuleBypassAllowedForTasks()).isTrue();
    assertThat(read.dataEndpointEnabled()).isTrue();
  }

  @Test
  void aFragmentHoldsOnlyWhatIsNamed() throws IOException {
    assertThat(properties(registry("--public-access", "none", "-f", "arm").out()))
        .isEqualTo("{\"publicNetworkAccess\":\"Disabled\"}");
    assertThat(properties(registry("--public-access", "all", "-f", "arm").out()))
        .isEqualTo(
            "{\"publicNetworkAccess\":\"Enabled\",\"networkRuleSet\":{\"defaultAction\":\"Allow\"}}");
    assertThat(properties(registry("--data-endpoints", "off", "-f", "arm").out()))
        .isEqualTo("{\"dataEndpointEnabled\":false}");
  }

  private static String properties(String arm) throws IOException {
    return new ObjectMapper().readTree(arm).get("properties").toString();
  }

  private static RegistryProperties read(String arm) throws IOException {
    try (JsonReader reader = JsonProviders.createReader(properties(arm))) {
      return RegistryProperties.fromJson(reader);
    }
  }
}
