package dev.acrfw.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script against a stand-in for az that keeps a group's rules in a file. */
class NsgAzScriptTest {
  /** As Azure does, it refuses a priority that another rule of the direction has. */
  private static final String AZ =
      """
      #!/bin/sh
      state=$(dirname "$0")/state
      echo "$*" >>"$state/log"
      case "$*" in *"$(cat "$state/fail")"*) echo "ERROR: simulated" >&2; exit 1 ;; esac
      action=$4 name= priority= direction=
      [ "$1 $2 $3" = 'network nsg rule' ] || exit 9
      while [ $# -gt 0 ]; do
        case $1 in
          --name) name=$2 ;;
          --priority) priority=$2 ;;
          --direction) direction=$2 ;;
          --resource-group) [ "$2" = rg ] || exit 3 ;;
          --nsg-name) [ "$2" = web-nsg ] || exit 3 ;;
        esac
        shift
      done
      without() { awk -F '\\t' -v name="$1" 'tolower($3) != tolower(name)' "$state/rules"; }
      case $action in
        list) cat "$state/rules" ;;
        create)
          if without "$name" | cut -f 1,2 | grep -qx "$direction	$priority"; then
            echo "ERROR: SecurityRuleConflict" >&2
            exit 1
          fi
          without "$name" >"$state/new"
          printf '%s\\t%s\\t%s\\n' "$direction" "$priority" "$name" >>"$state/new"
          mv "$state/new" "$state/rules" ;;
        delete) without "$name" >"$state/new"; mv "$state/new" "$state/rules" ;;
      esac
      """;

  private static final String ACR = "acrfw-out-443-AzureContainerRegistry.";
  private static final String STORAGE = "acrfw-out-443-Storage.";

  @TempDir private Path folder;

  @BeforeEach
  void aGroupWithRulesOfOthers() throws IOException {
    Files.createDirectories(folder.resolve("bin/state"));
    Path az = Files.writeString(folder.resolve("bin/az"), AZ);
    Files.setPosixFilePermissions(az, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("bin/state/fail"), "no command holds this");
    Files.writeString(
        folder.resolve("bin/state/rules"),
        """
        Outbound\t201\tallow-dns
        Inbound\t200\tallow-ssh
        Outbound\t4000\tacrfw-eu-out-443-Storage.WestEurope
        Outbound\t4001\tacrfw-output-of-somebody
        Outbound\t4002\tacrfw-in-4-out-443-Storage.WestEurope
        """);
  }

  private record Result(int exitCode, String out) {}

  private Result generateAndRun(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("generate", "-f", "nsg-az"));
    args.addAll(List.of(options));
    String script = Acrfw.succeed(args.toArray(String[]::new)).out();
    return run(script);
  }

  private Result run(String script) throws Exception {
    Path file = Files.writeString(folder.resolve("nsg.sh"), script);
    Program run =
        Program.run(
            Map.of("PATH", folder.resolve("bin").toString()),
            List.of("sh", file.toString(), "rg", "web-nsg"));
    return new Result(run.exitCode(), run.said());
  }

  private Result allow(String regions, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("-s", Acrfw.SAMPLE, "-l", regions));
    options.addAll(List.of(more));
    Result result = generateAndRun(options.toArray(String[]::new));
    assertThat(result).isEqualTo(new Result(0, ""));
    return result;
  }

  /** Returns the priorities of acrfw's own rules; those of others have to be there. */
  private Map<String, Integer> own() throws IOException {
    Map<String, Integer> own = new TreeMap<>();
    List<String> others = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("bin/state/rules"))) {
      String[] columns = line.split("\t");
      if (columns[2].matches("acrfw-(out|in)-[0-9]+-([A-Z]|deny).*")) {
        own.put(columns[2], Integer.parseInt(columns[1]));
      } else {
        others.add(columns[2]);
      }
    }
    assertThat(others)
        .containsExactlyInAnyOrder(
            "allow-dns",
            "allow-ssh",
            "acrfw-eu-out-443-Storage.WestEurope",
            "acrfw-output-of-somebody",
            "acrfw-in-4-out-443-Storage.WestEurope");
    return own;
  }

  @Test
  void theFirstRunTakesFreePrioritiesAndASecondChangesNothing() throws Exception {
    allow("westeurope");
    Map<String, Integer> first = own();
    assertThat(first).isEqualTo(Map.of(ACR + "WestEurope", 200, STORAGE + "WestEurope", 202));
    allow("westeurope");
    assertThat(own()).isEqualTo(first);
  }

  @Test
  void aRegionThatIsAddedOrTakenAwayMovesNoPriority() throws Exception {
    allow("westeurope");
    allow("northeurope,westeurope");
    assertThat(own())
        .containsEntry(ACR + "WestEurope", 200)
        .containsEntry(STORAGE + "WestEurope", 202)
        .containsEntry(ACR + "NorthEurope", 203)
        .containsEntry(STORAGE + "NorthEurope", 204);
    allow("northeurope");
    assertThat(own()).isEqualTo(Map.of(ACR + "NorthEurope", 203, STORAGE + "NorthEurope", 204));
  }

  @Test
  void storageIsDroppedWithDedicatedDataEndpoints() throws Exception {
    allow("westeurope", "--data-endpoint", "both");
    allow("westeurope", "--data-endpoint", "dedicated");
    assertThat(own()).containsOnlyKeys(ACR + "WestEurope");
  }

  @Test
  void enforcementDeniesTheInternetBehindEveryAllowingRule() throws Exception {
    allow("westeurope", "--enforce");
    assertThat(own())
        .containsEntry("acrfw-out-443-deny-tcp", 700)
        .containsEntry("acrfw-out-443-deny-udp", 701);
    assertThat(Files.readString(folder.resolve("bin/state/log")))
        .contains("--access Deny")
        .contains("--destination-address-prefixes Internet")
        .doesNotContain("--destination-address-prefixes *");
    allow("westeurope");
    assertThat(own()).containsOnlyKeys(ACR + "WestEurope", STORAGE + "WestEurope");
  }

  @Test
  void aFailureDeletesNothing() throws Exception {
    allow("westeurope");
    Files.writeString(folder.resolve("bin/state/fail"), STORAGE + "NorthEurope");
    Result result = generateAndRun("-s", Acrfw.SAMPLE, "-l", "northeurope");
    assertThat(result.exitCode).isNotZero();
    assertThat(own()).containsKeys(ACR + "WestEurope", STORAGE + "WestEurope");
  }

  @Test
  void removalTakesAwayWhatThisNameMadeAndNothingElse() throws Exception {
    allow("westeurope", "--enforce");
    allow("northeurope", "--nsg-addresses", "prefixes", "--for", "pull,webhook:8443");
    assertThat(own()).isNotEmpty();
    assertThat(generateAndRun("--remove")).isEqualTo(new Result(0, ""));
    assertThat(own()).isEmpty();
    assertThat(generateAndRun("--remove")).isEqualTo(new Result(0, ""));
  }

  @Test
  void aScriptThatWasCutOffAsksAzNothing() throws Exception {
    List<String> args = List.of("generate", "-f", "nsg-az", "-s", Acrfw.SAMPLE, "-l", "westeurope");
    String script = Acrfw.succeed(args.toArray(String[]::new)).out();
    for (int end = script.indexOf('{') + 1; end < script.lastIndexOf('}'); end += 11) {
      assertThat(run(script.substring(0, end)).exitCode).as("%d", end).isNotZero();
    }
    assertThat(folder.resolve("bin/state/log")).doesNotExist();
  }
}
