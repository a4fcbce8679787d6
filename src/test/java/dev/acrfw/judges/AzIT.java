package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.render.NsgPrioritiesTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts and templates for Azure, run by the real az against a stand-in for Azure. */
class AzIT {
  private static final String ACR = "acrfw-out-443-AzureContainerRegistry.";
  private static final String STORAGE = "acrfw-out-443-Storage.";

  /** The newest that is tried, and the oldest that has all that the scripts need. */
  private static final List<String> VERSIONS = List.of("az/bin/az", "az-oldest/bin/az");

  private static final Map<String, Azure> SIGNED_IN = new HashMap<>();

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void signIn() throws IOException {
    for (String az : VERSIONS) {
      String path = Judge.require(az);
      SIGNED_IN.put(az, new Azure(path, shared.resolve(az.replaceAll("/.*", ""))));
    }
  }

  @AfterAll
  static void stop() {
    SIGNED_IN.values().forEach(Azure::close);
  }

  private static Azure azure(String az) throws IOException {
    Azure azure = SIGNED_IN.get(az);
    azure.reset();
    return azure;
  }

  private static Azure azure() throws IOException {
    return azure(VERSIONS.get(0));
  }

  private String write(String name, String... args) throws IOException {
    return Files.writeString(folder.resolve(name), Acrfw.succeed(args).out()).toString();
  }

  private String nsgAz(String name, String regions, String... more) throws IOException {
    List<String> args =
        new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", "nsg-az", "-l", regions));
    args.addAll(List.of(more));
    return write(name, args.toArray(String[]::new));
  }

  private static void assertRun(Azure azure, String script, String... lines) {
    Program run = azure.run("sh", script, "rg", "web");
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(run.out()).isEqualTo(String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"az/bin/az", "az-oldest/bin/az"})
  void aGroupFollowsItsScriptWeekAfterWeek(String az) throws IOException {
    Azure azure = azure(az);
    azure.add("last", 4096, "Outbound", "Deny", "*");
    String west = nsgAz("west", "westeurope");
    assertRun(
        azure,
        west,
        "+ " + ACR + "WestEurope, priority 200",
        "+ " + STORAGE + "WestEurope, priority 201");
    azure.forgetRequests();
    assertRun(azure, west, "nothing to change");
    assertThat(azure.changes()).isEmpty();
    assertRun(
        azure,
        nsgAz("north", "northeurope", "--nsg-addresses", "prefixes", "--family", "ipv4"),
        "+ " + ACR + "NorthEurope-ipv4, priority 202",
        "+ " + STORAGE + "NorthEurope-ipv4, priority 203",
        "- " + ACR + "WestEurope",
        "- " + STORAGE + "WestEurope");
    assertThat(azure.rule(ACR + "NorthEurope-ipv4").get("destinationAddressPrefix").asText())
        .isEqualTo("192.0.2.16/28");
    String remove = write("remove", "generate", "-f", "nsg-az", "--remove");
    assertRun(azure, remove, "- " + ACR + "NorthEurope-ipv4", "- " + STORAGE + "NorthEurope-ipv4");
    assertRun(azure, remove, "nothing to change");
    assertThat(azure.rules()).containsExactly("last");
  }

  @Test
  void busyBoxRunsTheScriptsToo() throws IOException {
    Program.require("busybox");
    Azure azure = azure();
    azure.add("last", 4096, "Outbound", "Deny", "*");
    Path programs = Files.createDirectory(folder.resolve("busybox"));
    Program.run("busybox", "--install", "-s", programs.toString()).succeeded();
    String west = nsgAz("west", "westeurope", "--nsg-addresses", "prefixes");
    Program run = azure.runWith(programs, "sh", west, "rg", "web");
    assertThat(run.said()).contains("+ " + ACR + "WestEurope-ipv4, priority 200");
    assertThat(azure.runWith(programs, "sh", west, "rg", "web").said())
        .isEqualTo("nothing to change\n");
    String registry = write("registry", "registry", "-r", "contoso", "--trusted-services", "off");
    assertThat(azure.runWith(programs, "sh", registry).said())
        .isEqualTo("networkRuleBypassOptions: AzureServices -> None\n");
    assertThat(azure.runWith(programs, "sh", registry).said()).isEqualTo("nothing to change\n");
  }

  @Test
  void rulesThatSomebodyTurnedAroundArePutRight() throws IOException {
    Azure azure = azure();
    azure.add("last", 4096, "Outbound", "Deny", "*");
    String west = nsgAz("west", "westeurope");
    azure.run("sh", west, "rg", "web").succeeded();
    azure
        .run(
            "sh",
            "-eu",
            "-c",
            """
            az network nsg rule update -g rg --nsg-name web -n %sWestEurope --access Deny -o none
            az network nsg rule update -g rg --nsg-name web -n %sWestEurope --direction Inbound -o none
            """
                .formatted(ACR, STORAGE))
        .succeeded();
    assertRun(
        azure,
        west,
        "~ " + ACR + "WestEurope, priority 200",
        "~ " + STORAGE + "WestEurope, priority 201");
    assertThat(azure.rule(ACR + "WestEurope").get("access").asText()).isEqualTo("Allow");
    assertThat(azure.rule(STORAGE + "WestEurope").get("direction").asText()).isEqualTo("Outbound");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void aFailureAtAnyChangeIsSaidAndTheNextRunHeals(int n) throws IOException {
    Azure azure = azure();
    azure.add("last", 4096, "Outbound", "Deny", "*");
    azure.run("sh", nsgAz("west", "westeurope"), "rg", "web").succeeded();
    String north = nsgAz("north", "northeurope");
    azure.fail(n);
    Program failed = azure.run("sh", north, "rg", "web");
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err())
        .contains(
            "acrfw: error: az could not ",
            "new in the group: " + (n == 1 ? "none" : ACR + "NorthEurope"),
            "old and still there: " + (n == 4 ? "" : ACR + "WestEurope ") + STORAGE + "WestEurope",
            "acrfw: hint: mend what az says above and run this again");
    Program healed = azure.run("sh", north, "rg", "web");
    assertThat(healed.exitCode()).as(healed.said()).isZero();
    assertThat(azure.rules())
        .containsExactlyInAnyOrder("last", ACR + "NorthEurope", STORAGE + "NorthEurope");
  }

  @Test
  void noGroupIsSaid() throws IOException {
    Program run = azure().run("sh", nsgAz("west", "westeurope"), "rg", "nonesuch");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "az cannot read a group nonesuch in the resource group rg of the subscription stand-in",
            "acrfw: hint: see 'az network nsg list");
  }

  @Test
  void nobodySignedInIsSaid() throws IOException {
    azure();
    String az = Path.of(Judge.require("az/bin/az")).getParent().toString();
    Program run =
        Program.run(
            Map.of("PATH", az, "AZURE_CONFIG_DIR", folder.resolve("nobody").toString()),
            List.of("sh", nsgAz("west", "westeurope"), "rg", "web"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("acrfw: error: az is not signed in", "'az login'");
  }

  @Test
  void aDenyOfSomebodyElseBeforeOursIsNamedAlsoWhenNothingChanges() throws IOException {
    Azure azure = azure();
    azure.add("theirs", 150, "Outbound", "Deny", "AzureCloud");
    String west = nsgAz("west", "westeurope");
    for (int i = 0; i < 2; i++) {
      assertThat(azure.run("sh", west, "rg", "web").err())
          .contains(
              "acrfw: warning: the rule theirs (priority 150) denies what " + ACR,
              "acrfw: warning: no rule of the group denies these outbound connections");
    }
  }

  @Test
  void twoAtOnceLeaveTheRulesOfOneAndTheNextRunHeals() throws IOException {
    Azure azure = azure();
    azure.add("last", 4096, "Outbound", "Deny", "*");
    String west = nsgAz("west", "westeurope");
    String north = nsgAz("north", "northeurope");
    azure.run("sh", "-c", "sh %1$s rg web & sh %2$s rg web; wait".formatted(west, north));
    assertThat(azure.run("sh", west, "rg", "web").exitCode()).isZero();
    assertThat(azure.rules())
        .containsExactlyInAnyOrder("last", ACR + "WestEurope", STORAGE + "WestEurope");
  }

  @ParameterizedTest
  @CsvSource({"az/bin/az, false", "az/bin/az, true", "az-oldest/bin/az, false"})
  void twentyRandomSelectionsDeployOneAfterTheOther(String az, boolean stack) throws IOException {
    Azure azure = azure(az);
    Random random = new Random(376);
    Path template = folder.resolve("nsg.json");
    int selections = az.equals(VERSIONS.get(0)) ? 20 : 5;
    for (int i = 0; i < selections; i++) {
      List<String> args =
          new ArrayList<>(
              List.of("generate", "-s", Acrfw.SAMPLE, "-f", "nsg", "-o", template.toString()));
      args.addAll(List.of("--nsg-name", "web"));
      args.addAll(NsgPrioritiesTest.randomSelection(random));
      assertThat(Acrfw.run(args.toArray(String[]::new)).exitCode()).as("%s", args).isZero();
      Program run =
          stack
              ? azure.run(
                  "az",
                  "stack",
                  "group",
                  "create",
                  "--name",
                  "acrfw-nsg",
                  "--resource-group",
                  "rg",
                  "--template-file",
                  template.toString(),
                  "--action-on-unmanage",
                  "deleteResources",
                  "--deny-settings-mode",
                  "none",
                  "--yes",
                  "--output",
                  "none")
              : azure.run(
                  "az",
                  "deployment",
                  "group",
                  "create",
                  "--resource-group",
                  "rg",
                  "--template-file",
                  template.toString(),
                  "--output",
                  "none");
      assertThat(run.exitCode()).as(args + "\n" + run.err()).isZero();
      List<String> wanted = NsgPrioritiesTest.names(template);
      if (stack) {
        assertThat(azure.rules()).containsExactlyInAnyOrderElementsOf(wanted);
      } else {
        assertThat(azure.rules()).containsAll(wanted);
      }
    }
  }

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
  @ValueSource(strings = {"az/bin/az", "az-oldest/bin/az"})
  void aRegistryIsLockedDownInOneRequest(String az) throws IOException {
    Azure azure = azure(az);
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
  }

  @Test
  void aFailedRequestChangesNothingOfARegistryAndTheNextRunDoesAll() throws IOException {
    Azure azure = azure();
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
    Azure azure = azure();
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
            .formatted(folder, Judge.require("az/bin/az")));
    assertThat(counting.toFile().setExecutable(true)).isTrue();
    Program run = azure.runWith(programs, "sh", script);
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(azure.changes()).hasSize(1).first().asString().startsWith("PATCH ");
    assertThat(azure.registry().at("/networkRuleSet/ipRules")).hasSize(200);
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void rulesOfOthersGoOnlyWithPrune() throws IOException {
    Azure azure = azure();
    azure.addIpRules(List.of("20.9.9.9", "20.1.2.3"));
    String prune = write("prune", "registry", "-r", "contoso", "--allow", "20.1.2.3", "--prune");
    assertThat(azure.run("sh", prune).out()).isEqualTo("- IP rule 20.9.9.9\n");
    assertThat(azure.registry().at("/networkRuleSet/ipRules").findValuesAsText("value"))
        .containsExactly("20.1.2.3");
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
    Azure azure = azure();
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
