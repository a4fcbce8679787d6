package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.render.NsgPrioritiesTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and templates for a security group, run by the real az against a stand-in for Azure. */
class AzGroupIT extends AgainstAzure {
  private static final String ACR = "acrfw-out-443-AzureContainerRegistry.";
  private static final String STORAGE = "acrfw-out-443-Storage.";

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
  @ValueSource(strings = {AzVersions.NEWEST, AzVersions.OLDEST})
  void aGroupFollowsItsScriptWeekAfterWeek(String az) throws IOException {
    Azure azure = versions.fresh(az);
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

  @ParameterizedTest
  @ValueSource(strings = {"tags", "prefixes"})
  void whatTheScriptPutsIntoAGroupAuditsClean(String addresses) throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
    azure.add("last", 4096, "Outbound", "Deny", "*");
    azure
        .run("sh", nsgAz("west", "westeurope", "--nsg-addresses", addresses), "rg", "web")
        .succeeded();
    for (String command : List.of("show -g rg -n web", "rule list -g rg --nsg-name web")) {
      Program shown = azure.run("sh", "-eu", "-c", "az network nsg " + command).succeeded();
      Path group = Files.writeString(folder.resolve("group.json"), shown.out());
      String[] audit = {"audit", "-s", Acrfw.SAMPLE, "--strict", "-l", "REGION", group.toString()};
      audit[5] = "westeurope";
      Acrfw same = Acrfw.run(audit);
      assertThat(same.exitCode()).as(same.err() + same.out()).isZero();
      audit[5] = "northeurope";
      assertThat(Acrfw.run(audit).exitCode()).isEqualTo(10);
    }
  }

  @Test
  void busyBoxRunsTheScriptsToo() throws IOException {
    Program.require("busybox");
    Azure azure = versions.fresh(AzVersions.NEWEST);
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
    Azure azure = versions.fresh(AzVersions.NEWEST);
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
    Azure azure = versions.fresh(AzVersions.NEWEST);
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
    Program run =
        versions.fresh(AzVersions.NEWEST).run("sh", nsgAz("west", "westeurope"), "rg", "nonesuch");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "az cannot read a group nonesuch in the resource group rg of the subscription stand-in",
            "acrfw: hint: see 'az network nsg list");
  }

  @Test
  void nobodySignedInIsSaid() throws IOException {
    versions.fresh(AzVersions.NEWEST);
    String az = Path.of(Judge.require(AzVersions.NEWEST)).getParent().toString();
    Program run =
        Program.run(
            Map.of(
                "PATH",
                az,
                "AZURE_CONFIG_DIR",
                folder.resolve("nobody").toString(),
                "AZURE_CORE_COLLECT_TELEMETRY",
                "no"),
            List.of("sh", nsgAz("west", "westeurope"), "rg", "web"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("acrfw: error: az is not signed in", "'az login'");
  }

  @Test
  void aDenyOfSomebodyElseBeforeOursIsNamedAlsoWhenNothingChanges() throws IOException {
    Azure azure = versions.fresh(AzVersions.NEWEST);
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
    Azure azure = versions.fresh(AzVersions.NEWEST);
    azure.add("last", 4096, "Outbound", "Deny", "*");
    String west = nsgAz("west", "westeurope");
    String north = nsgAz("north", "northeurope");
    azure.run("sh", "-c", "sh %1$s rg web & sh %2$s rg web; wait".formatted(west, north));
    assertThat(azure.run("sh", west, "rg", "web").exitCode()).isZero();
    assertThat(azure.rules())
        .containsExactlyInAnyOrder("last", ACR + "WestEurope", STORAGE + "WestEurope");
  }

  @ParameterizedTest
  @CsvSource({
    AzVersions.NEWEST + ", false",
    AzVersions.NEWEST + ", true",
    AzVersions.OLDEST + ", false"
  })
  void twentyRandomSelectionsDeployOneAfterTheOther(String az, boolean stack) throws IOException {
    Azure azure = versions.fresh(az);
    Random random = new Random(376);
    Path template = folder.resolve("nsg.json");
    int selections = az.equals(AzVersions.NEWEST) ? 20 : 5;
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
}
