package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script for a registry, and what az shows of one, against a stand-in for Azure. */
class AzRegistryIT extends AgainstAzure {
  private static final List<String> LOCK_DOWN =
      List.of(
          "registry",
          "-r",
          "contoso",
          "--allow",
          "20.30.40.0/25,20.30.40.128/25,20.1.2.3",
          "--public-access",
          "selected",
          "--trusted-services",
          "off",
          "--tasks-bypass",
          "on",
          "--data-endpoints",
          "on");

  @ParameterizedTest
  @ValueSource(strings = {AzVersions.NEWEST, AzVersions.OLDEST})
  void aRegistryIsLockedDownInOneRequest(String az) throws IOException {
    Azure azure = versions.fresh(az);
    azure.addIpRules(List.of("20.9.9.9"));
    String script = write("registry", LOCK_DOWN.toArray(String[]::new));
    String shown =
        """
        kept: IP rule 20.9.9.9, which is not in this script (acrfw registry --prune removes such)
        + IP rule 20.1.2.3
        + IP rule 20.30.40.0/24
        networkRuleSet.defaultAction: Allow -> Deny
        networkRuleBypassOptions: AzureServices -> None
        networkRuleBypassAllowedForTasks: unset -> true
        dataEndpointEnabled: false -> true
        """;
    Program dry = azure.run("sh", script, "--dry-run", "--clients-ready");
    assertThat(dry.out()).startsWith(shown);
    assertThat(azure.changes()).isEmpty();
    Program run = azure.run("sh", script, "--clients-ready");
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(run.out()).startsWith(shown);
    assertThat(azure.changes()).hasSize(1).first().asString().startsWith("PATCH ");
    JsonNode registry = azure.registry();
    assertThat(registry.at("/networkRuleSet/ipRules").findValuesAsText("value"))
        .containsExactlyInAnyOrder("20.1.2.3", "20.30.40.0/24", "20.9.9.9");
    assertThat(registry.at("/networkRuleSet/virtualNetworkRules/0/id").asText())
        .isEqualTo("/subnets/of/an/old/registry");
    assertThat(registry.at("/networkRuleSet/defaultAction").asText()).isEqualTo("Deny");
    assertThat(registry.get("networkRuleBypassOptions").asText()).isEqualTo("None");
    assertThat(registry.get("networkRuleBypassAllowedForTasks").asBoolean()).isTrue();
    assertThat(registry.get("dataEndpointEnabled").asBoolean()).isTrue();
    assertThat(azure.run("sh", script).out()).endsWith("nothing to change\n");
    assertThat(azure.changes()).hasSize(1);
    Program registered = azure.run("sh", "-eu", "-c", "az acr show -n contoso").succeeded();
    Path saved = Files.writeString(folder.resolve("acr.json"), registered.out());
    assertThat(Acrfw.run("audit", "-s", Acrfw.SAMPLE, "-f", "json", saved.toString()).out())
        .contains("\"extra\"", "\"20.1.2.3/32\"", "\"20.9.9.9/32\"", "\"20.30.40.0/24\"");
  }

  @Test
  void aFailedRequestChangesNothingOfARegistryAndTheNextRunDoesAll() throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
    String script = write("registry", LOCK_DOWN.toArray(String[]::new));
    JsonNode before = azure.registry();
    azure.fail(1);
    Program failed = azure.run("sh", script, "--clients-ready");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("acrfw: error: az could not change the registry");
    assertThat(azure.registry()).isEqualTo(before);
    assertThat(azure.run("sh", script, "--clients-ready").exitCode()).isZero();
  }

  @Test
  void twoHundredIpRulesTakeOnePatchAndAtMostFiveCallsOfAz() throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
    List<String> addresses = IntStream.range(0, 200).mapToObj(i -> "20.9." + i + ".1").toList();
    String script =
        write(
            "registry",
            "registry",
            "-r",
            "contoso",
            "--allow",
            String.join(",", addresses),
            "--public-access",
            "selected");
    Path programs = Files.createDirectory(folder.resolve("programs"));
    Path counting = programs.resolve("az");
    Files.writeString(
        counting,
        "#!/bin/sh\necho . >>%s/calls\nexec %s \"$@\"\n"
            .formatted(folder, Judge.require(AzVersions.NEWEST)));
    assertThat(counting.toFile().setExecutable(true)).isTrue();
    Program run = azure.runWith(programs, "sh", script);
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(azure.changes()).hasSize(1).first().asString().startsWith("PATCH ");
    assertThat(azure.registry().at("/networkRuleSet/ipRules")).hasSize(200);
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void rulesOfOthersGoOnlyWithPrune() throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
    azure.addIpRules(List.of("20.9.9.9", "20.1.2.3"));
    String prune = write("prune", "registry", "-r", "contoso", "--allow", "20.1.2.3", "--prune");
    assertThat(azure.run("sh", prune).out()).isEqualTo("- IP rule 20.9.9.9\n");
    assertThat(azure.registry().at("/networkRuleSet/ipRules").findValuesAsText("value"))
        .containsExactly("20.1.2.3");
  }

  @Test
  void previewsAreSetInTheVersionOfTheApiThatKnowsThem() throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
    String on =
        write(
            "on",
            "registry",
            "-r",
            "contoso",
            "--regional-endpoints",
            "on",
            "--endpoint-protocol",
            "both");
    assertThat(azure.run("sh", on).out())
        .contains("regionalEndpoints: unset -> Enabled")
        .contains("endpointProtocol: unset -> IPv4AndIPv6");
    assertThat(azure.registry().path("regionalEndpoints").asText()).isEqualTo("Enabled");
    assertThat(azure.registry().path("endpointProtocol").asText()).isEqualTo("IPv4AndIPv6");
    assertThat(azure.run("sh", on).out()).isEqualTo("nothing to change\n");
    String off = write("off", "registry", "-r", "contoso", "--endpoint-protocol", "ipv4");
    assertThat(azure.run("sh", off).out()).isEqualTo("endpointProtocol: IPv4AndIPv6 -> IPv4\n");
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, json",
    "true, false, json",
    "true, false, jsonc",
    "false, true, json",
    "true, true, json"
  })
  void whatShowEndpointsPrintsGoesIntoTheSelection(
      boolean dedicated, boolean regional, String output) throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
    ObjectNode state = azure.state();
    ObjectNode registry = (ObjectNode) state.at("/registries/contoso");
    registry.putArray("replicas").add("westeurope").add("northeurope");
    ObjectNode properties = (ObjectNode) registry.get("properties");
    properties.put("dataEndpointEnabled", dedicated);
    if (dedicated) {
      properties
          .putArray("dataEndpointHostNames")
          .add("contoso.westeurope.data.azurecr.io")
          .add("contoso.northeurope.data.azurecr.io");
    }
    if (regional) {
      properties
          .put("regionalEndpoints", "Enabled")
          .putArray("regionalEndpointHostNames")
          .add("contoso.westeurope.geo.azurecr.io")
          .add("contoso.northeurope.geo.azurecr.io");
    }
    azure.write(state);
    Program shown =
        azure.run("az", "acr", "show-endpoints", "--name", "contoso", "--output", output);
    assertThat(shown.exitCode()).as(shown.err()).isZero();
    Files.write(folder.resolve("endpoints.json"), shown.bytes());
    String plan =
        Acrfw.succeed(
                "generate",
                "-s",
                Acrfw.SAMPLE,
                "-e",
                folder.resolve("endpoints.json").toString(),
                "-f",
                "json")
            .out();
    assertThat(plan).contains("AzureContainerRegistry.NorthEurope", "Storage.WestEurope");
    assertThat(plan.contains("contoso.northeurope.data.azurecr.io")).isEqualTo(dedicated);
    assertThat(plan.contains("the registry's dedicated ones are on")).isEqualTo(dedicated);
    assertThat(plan.contains("contoso.northeurope.geo.azurecr.io")).isEqualTo(regional);
  }
}
