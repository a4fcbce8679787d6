package dev.acrfw.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the script against a stand-in for az that keeps a registry's settings in files. */
class RegistryScriptTest {
  @TempDir private Path folder;

  /** Shows eight lines, as the script asks for them, and takes what the script sends. */
  private static final String AZ =
      """
      #!/bin/sh
      state=$(dirname "$0")/state
      echo "$*" >>"$state/log"
      case "$*" in *"$(cat "$state/fail")"*) echo "ERROR: simulated" >&2; exit 1 ;; esac
      take() { # SETTING
        value=$(grep -o '"'"$1"'":"*[A-Za-z]*' "$state/sent" | tail -n 1 | sed 's/.*[:"]//')
        [ -z "$value" ] || echo "$value" >"$state/$1"
      }
      case "$1 $2" in
        "version "*) cat "$state/version" ;;
        "acr show") cat "$state/group" ;;
        "resource show")
          cat "$state/tier" "$state/defaultAction" "$state/publicNetworkAccess"
          cat "$state/networkRuleBypassOptions" "$state/networkRuleBypassAllowedForTasks"
          cat "$state/dataEndpointEnabled"
          sed "s/:.Allow/:\\"$(cat "$state/defaultAction")/" "$state/ruleSet"
          tr '\\n' ' ' <"$state/rules"
          echo ;;
        "resource patch")
          cat >"$state/sent"
          [ ! -e "$state/deaf" ] || exit 0
          for key in defaultAction publicNetworkAccess networkRuleBypassOptions \\
            networkRuleBypassAllowedForTasks dataEndpointEnabled; do
            take $key
          done
          if grep -q ipRules "$state/sent"; then
            sed 's/.*"ipRules":\\[//; s/\\].*//' "$state/sent" | grep -o '"value":"[^"]*' |
              sed 's/.*"//' >"$state/rules"
          fi ;;
      esac
      """;

  private void set(String name, String value) throws IOException {
    Files.writeString(folder.resolve("bin/state").resolve(name), value + "\n");
  }

  private String get(String name) throws IOException {
    return Files.readString(folder.resolve("bin/state").resolve(name)).strip();
  }

  @BeforeEach
  void aFreshPremiumRegistry() throws IOException {
    Files.createDirectories(folder.resolve("bin/state"));
    Path az = Files.writeString(folder.resolve("bin/az"), AZ);
    Files.setPosixFilePermissions(az, PosixFilePermissions.fromString("rwxr-xr-x"));
    set("version", "2.80.0");
    set("fail", "no command holds this");
    set("tier", "Premium");
    set("group", "rg-contoso");
    set("defaultAction", "Allow");
    set("ruleSet", OLD_RULE_SET);
    set("publicNetworkAccess", "Enabled");
    set("networkRuleBypassOptions", "AzureServices");
    set("networkRuleBypassAllowedForTasks", "");
    set("dataEndpointEnabled", "False");
    Files.writeString(folder.resolve("bin/state/rules"), "");
  }

  private record Result(int exitCode, String out) {}

  private Result run(List<String> options, String... scriptOptions) throws Exception {
    List<String> args = new ArrayList<>(List.of("registry", "-r", "contoso"));
    args.addAll(options);
    Path script =
        Files.writeString(
            folder.resolve("registry.sh"), Acrfw.succeed(args.toArray(String[]::new)).out());
    List<String> command = new ArrayList<>(List.of("sh", script.toString()));
    command.addAll(List.of(scriptOptions));
    Program run = Program.run(Map.of("PATH", folder.resolve("bin").toString()), command);
    return new Result(run.exitCode(), run.said());
  }

  /** As an old registry has it, with what no registry gets any more. */
  private static final String OLD_RULE_SET =
      "{\"defaultAction\":\"Allow\",\"ipRules\":[],\"virtualNetworkRules\":[{\"id\":\"/a/b\"}]}";

  private String changes() throws IOException {
    return String.join(
        "\n",
        Files.readAllLines(folder.resolve("bin/state/log")).stream()
            .filter(line -> line.startsWith("resource patch") || line.contains(" update "))
            .toList());
  }

  private static final List<String> LOCK_DOWN =
      List.of(
          "--allow",
          "20.30.40.0/25,20.30.40.128/25,20.1.2.3",
          "--public-access",
          "selected",
          "--trusted-services",
          "off",
          "--tasks-bypass",
          "on");

  @Test
  void theFirstRunShowsEachDifferenceAndSendsThemInOneRequest() throws Exception {
    Result run = run(LOCK_DOWN);
    assertThat(run.out)
        .isEqualTo(
            """
            + IP rule 20.1.2.3
            + IP rule 20.30.40.0/24
            networkRuleSet.defaultAction: Allow -> Deny
            networkRuleBypassOptions: AzureServices -> None
            networkRuleBypassAllowedForTasks: unset -> true
            """);
    assertThat(run.exitCode).isZero();
    assertThat(changes())
        .isEqualTo(
            "resource patch --namespace Microsoft.ContainerRegistry --resource-type registries"
                + " --name contoso --resource-group rg-contoso --api-version 2025-11-01"
                + " --properties @- --output none");
    assertThat(new ObjectMapper().readTree(get("sent")))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"networkRuleSet": {
                       "defaultAction": "Deny",
                       "ipRules": [
                         {"action": "Allow", "value": "20.1.2.3"},
                         {"action": "Allow", "value": "20.30.40.0/24"}],
                       "virtualNetworkRules": [{"id": "/a/b"}]},
                     "networkRuleBypassOptions": "None",
                     "networkRuleBypassAllowedForTasks": true}
                    """));
  }

  @Test
  void theSecondRunChangesNothing() throws Exception {
    run(LOCK_DOWN);
    Files.writeString(folder.resolve("bin/state/log"), "");
    Result again = run(LOCK_DOWN);
    assertThat(again.out).isEqualTo("nothing to change\n");
    assertThat(again.exitCode).isZero();
    assertThat(changes()).isEmpty();
  }

  @Test
  void aDryRunShowsTheSameAndChangesNothing() throws Exception {
    Result dry = run(LOCK_DOWN, "--dry-run");
    assertThat(dry.exitCode).isZero();
    assertThat(changes()).isEmpty();
    assertThat(run(LOCK_DOWN).out).isEqualTo(dry.out);
  }

  @Test
  void aFailureChangesNothingAndASecondRunDoesAll() throws Exception {
    set("fail", "resource patch");
    Result failed = run(LOCK_DOWN);
    assertThat(failed.exitCode).isEqualTo(1);
    assertThat(failed.out)
        .contains("acrfw: error: az could not change the registry: all of it is done, or nothing")
        .doesNotContain("+ IP rule");
    assertThat(get("defaultAction")).isEqualTo("Allow");
    set("fail", "no command holds this");
    Result again = run(LOCK_DOWN);
    assertThat(again.exitCode).isZero();
    assertThat(again.out).contains("+ IP rule 20.1.2.3", "+ IP rule 20.30.40.0/24");
    assertThat(get("defaultAction")).isEqualTo("Deny");
  }

  @Test
  void whatIsNotThereAfterTheRequestIsAnError() throws Exception {
    set("deaf", "");
    Result run = run(LOCK_DOWN);
    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.out)
        .contains("+ IP rule 20.1.2.3", "what is shown above is not there yet", "run this again");
  }

  @Test
  void whatAzOnWindowsPrintsIsRead() throws Exception {
    run(LOCK_DOWN);
    set("publicNetworkAccess", "Enabled\r");
    set("networkRuleBypassAllowedForTasks", "True\r");
    set("version", "2.80.0\r");
    set("group", "rg-contoso\r");
    assertThat(run(LOCK_DOWN)).isEqualTo(new Result(0, "nothing to change\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acr show", "resource show", "version"})
  void whatCannotBeReadIsNeverTakenForADifference(String command) throws Exception {
    set("fail", command);
    Result run = run(LOCK_DOWN, "--dry-run");
    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.out).contains("error: ");
    assertThat(changes()).isEmpty();
  }

  @Test
  void aRuleOfAnotherTeamIsKeptAndListedUnlessPruneIsGiven() throws Exception {
    Files.writeString(folder.resolve("bin/state/rules"), "20.9.9.9\n20.1.2.3\n");
    Result kept = run(LOCK_DOWN);
    assertThat(kept.out)
        .contains("kept: IP rule 20.9.9.9")
        .doesNotContain("kept: IP rule 20.1.2.3");
    assertThat(get("rules")).contains("20.9.9.9");

    List<String> prune = new ArrayList<>(LOCK_DOWN);
    prune.add("--prune");
    Result pruned = run(prune);
    assertThat(pruned.out).isEqualTo("- IP rule 20.9.9.9\n");
    assertThat(get("rules")).isEqualTo("20.1.2.3\n20.30.40.0/24");
  }

  @Test
  void oneRuleIsTakenAwayAndTheOthersStay() throws Exception {
    Files.writeString(folder.resolve("bin/state/rules"), "20.9.9.9\n20.1.2.3\n2603:1020::1\n");
    Result removed = run(List.of("--remove-rule", "20.1.2.3/32,2603:1020:0::1"));
    assertThat(removed.exitCode).isZero();
    assertThat(removed.out)
        .contains("kept: IP rule 20.9.9.9")
        .endsWith("- IP rule 20.1.2.3\n- IP rule 2603:1020::1\n");
    assertThat(get("rules")).isEqualTo("20.9.9.9");
    assertThat(run(List.of("--remove-rule", "20.1.2.3")).out).endsWith("nothing to change\n");
  }

  @Test
  void aRuleIsExchangedInOneRequest() throws Exception {
    Files.writeString(folder.resolve("bin/state/rules"), "20.9.9.9\n20.1.2.3\n");
    Result run = run(List.of("--allow", "20.7.7.7", "--remove-rule", "20.1.2.3"));
    assertThat(run.out).endsWith("+ IP rule 20.7.7.7\n- IP rule 20.1.2.3\n");
    assertThat(get("rules")).isEqualTo("20.7.7.7\n20.9.9.9");
  }

  @Test
  void theLastRuleOfARegistryThatDeniesIsNotTakenAway() throws Exception {
    Files.writeString(folder.resolve("bin/state/rules"), "20.1.2.3\n");
    set("defaultAction", "Deny");
    Result run = run(List.of("--remove-rule", "20.1.2.3"));
    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.out).contains("without its last IP rule the registry lets nobody in");
    assertThat(get("rules")).isEqualTo("20.1.2.3");
    set("defaultAction", "Allow");
    assertThat(run(List.of("--remove-rule", "20.1.2.3")).exitCode).isZero();
  }

  @Test
  void rulesOfOthersCountTowardsTheLimit() throws Exception {
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < 199; i++) {
      others.append("20.9.").append(i).append(".1\n");
    }
    Files.writeString(folder.resolve("bin/state/rules"), others);
    Result run = run(LOCK_DOWN);
    assertThat(run.exitCode).isEqualTo(1);
    assertThat(run.out).contains("there would be 201 IP rules, and a registry takes 200");
    assertThat(changes()).isEmpty();
  }

  @Test
  void dedicatedDataEndpointsWaitForTheClients() throws Exception {
    List<String> options = List.of("--data-endpoints", "on");
    Result paused = run(options);
    assertThat(paused.exitCode).isEqualTo(3);
    assertThat(paused.out).contains("acrfw generate --data-endpoint both", "--clients-ready");
    assertThat(get("dataEndpointEnabled")).isEqualTo("False");

    Result ready = run(options, "--clients-ready");
    assertThat(ready.exitCode).isZero();
    assertThat(ready.out)
        .contains("dataEndpointEnabled: false -> true", "acrfw generate --data-endpoint dedicated");
    assertThat(get("dataEndpointEnabled")).isEqualTo("true");
    assertThat(run(options).out).isEqualTo("nothing to change\n");
  }

  @Test
  void onlyWhatIsNamedIsTouched() throws Exception {
    assertThat(run(List.of("--trusted-services", "off")).exitCode).isZero();
    assertThat(get("sent")).isEqualTo("{\"networkRuleBypassOptions\":\"None\"}");
  }

  @Test
  void anOldAzAnotherTierAndAnUnknownOptionAreSaid() throws Exception {
    assertThat(run(LOCK_DOWN, "--force").exitCode).isEqualTo(2);
    set("tier", "Basic");
    assertThat(run(LOCK_DOWN).out).contains("the registry's tier is Basic", "need Premium");
    set("version", "2.46.0");
    assertThat(run(LOCK_DOWN).out)
        .contains("az 2.46.0 has no 'az resource patch'", "2.47 or newer");
    assertThat(changes()).isEmpty();
  }

  @Test
  void aScriptCutOffAtAnyLineRunsNothing() throws Exception {
    List<String> args = new ArrayList<>(List.of("registry", "-r", "contoso"));
    args.addAll(LOCK_DOWN);
    List<String> lines = Acrfw.succeed(args.toArray(String[]::new)).out().lines().toList();
    for (int n = 2; n < lines.size(); n++) {
      Path cut =
          Files.writeString(
              folder.resolve("cut.sh"), String.join("\n", lines.subList(0, n)) + "\n");
      assertThat(Program.run("sh", cut.toString()).exitCode()).as("%d lines", n).isNotZero();
    }
  }
}
