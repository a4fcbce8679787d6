package dev.acrfw.render;

import static java.util.stream.Collectors.joining;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the script against a stand-in for az that keeps a group's rules in a file. */
class NsgAzScriptTest {
  /**
   * Shows rules as the script asks for them, and refuses as Azure does a priority that another rule
   * of the direction has.
   */
  private static final String AZ =
      """
      #!/bin/sh
      state=$(dirname "$0")/state
      echo "$*" >>"$state/log"
      case "$*" in *"$(cat "$state/fail")"*) echo "ERROR: simulated" >&2; exit 1 ;; esac
      if [ "$1 $2" = 'account show' ]; then echo pay-as-you-go; exit; fi
      [ "$1 $2 $3" = 'network nsg rule' ] || exit 9
      action=$4
      shift 4
      while [ $# -gt 0 ]; do
        option=${1#--} value=$2
        shift 2
        case $option in
          *-prefixes | *-ranges)
            while [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; do value="$value $1"; shift; done
            value=$(echo "$value" | tr ' ' '\\n' | LC_ALL=C sort | tr '\\n' ' ') ;;
        esac
        case $option in
          resource-group) [ "$value" = rg ] || exit 3 ;;
          nsg-name) [ "$value" = web-nsg ] || exit 3 ;;
          *) eval "$(echo "$option" | tr - _)=\\$value" ;;
        esac
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
          printf '%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t["%s"]\\n' "$direction" "$priority" \\
            "$name" "$access" "$protocol" "$source_port_ranges " " $destination_port_ranges" \\
            "$source_address_prefixes " " $destination_address_prefixes" "$description" >>"$state/new"
          [ -e "$state/deaf" ] || mv "$state/new" "$state/rules" ;;
        delete) without "$name" >"$state/new"; mv "$state/new" "$state/rules" ;;
      esac
      """;

  private static final String OTHERS =
      Stream.of(
              "Outbound\t201\tallow-dns",
              "Inbound\t200\tallow-ssh",
              "Outbound\t4000\tacrfw-eu-out-443-Storage.WestEurope",
              "Outbound\t4001\tacrfw-output-of-somebody",
              "Outbound\t4002\tacrfw-in-4-out-443-Storage.WestEurope")
          .map(rule -> rule + "\tAllow\tTcp\t*\t53\t*\t*\t[null]\n")
          .collect(joining());

  /** Denies all behind the rules of the tests, so that the script has nothing to warn of. */
  private static final String LAST =
      "Outbound\t4096\tlast\tDeny\t*\t* \t* \t* \tInternet \t[null]\n";

  private static final String ACR = "acrfw-out-443-AzureContainerRegistry.";
  private static final String STORAGE = "acrfw-out-443-Storage.";

  @TempDir private Path folder;

  @BeforeEach
  void aGroupWithRulesOfOthers() throws IOException {
    Files.createDirectories(folder.resolve("bin/state"));
    Path az = Files.writeString(folder.resolve("bin/az"), AZ);
    Files.setPosixFilePermissions(az, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(folder.resolve("bin/state/fail"), "no command holds this");
    Files.writeString(folder.resolve("bin/state/rules"), OTHERS + LAST);
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
    assertThat(result.exitCode).as(result.out).isZero();
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
            "last",
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
    Files.writeString(folder.resolve("bin/state/log"), "");
    assertThat(allow("westeurope").out).isEqualTo("nothing to change\n");
    assertThat(own()).isEqualTo(first);
    assertThat(Files.readAllLines(folder.resolve("bin/state/log")))
        .filteredOn(line -> line.startsWith("network nsg rule"))
        .hasSize(1);
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
  void aFailureDeletesNothingAndSaysWhatIsNewAndWhatIsOld() throws Exception {
    allow("westeurope");
    Files.writeString(folder.resolve("bin/state/fail"), STORAGE + "NorthEurope");
    Result result = generateAndRun("-s", Acrfw.SAMPLE, "-l", "northeurope");
    assertThat(result.exitCode).isEqualTo(1);
    assertThat(result.out)
        .contains(
            "acrfw: error: az could not write %1$sNorthEurope; new in the group: %2$sNorthEurope ;"
                .formatted(STORAGE, ACR),
            "old and still there: %sWestEurope %sWestEurope".formatted(ACR, STORAGE),
            "acrfw: hint: mend what az says above and run this again");
    assertThat(own()).containsKeys(ACR + "WestEurope", STORAGE + "WestEurope");
  }

  @Test
  void aRuleThatIsNotThereAfterwardsIsAnError() throws Exception {
    Files.writeString(folder.resolve("bin/state/deaf"), "");
    Result result = generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope");
    assertThat(result.exitCode).isEqualTo(1);
    assertThat(result.out)
        .contains(
            "not in the group as they were written: %sWestEurope %sWestEurope"
                .formatted(ACR, STORAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule list    | az cannot read a group web-nsg in the resource group rg of the subscription",
        "a            | az is not signed in, or its subscription does not exist"
      })
  void whyTheGroupCannotBeReadIsSaid(String failing, String said) throws Exception {
    Files.writeString(folder.resolve("bin/state/fail"), failing);
    Result result = generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope");
    assertThat(result.exitCode).isEqualTo(1);
    assertThat(result.out).contains("acrfw: error: " + said, "acrfw: hint: ");
  }

  @Test
  void whatAzOnWindowsPrintsIsRead() throws Exception {
    allow("westeurope");
    Path rules = folder.resolve("bin/state/rules");
    Files.writeString(rules, Files.readString(rules).replace("\n", "\r\n"));
    assertThat(allow("westeurope").out).isEqualTo("nothing to change\n");
  }

  @Test
  void whatTheScriptDoesNotUnderstandStopsItBeforeTheFirstChange() throws Exception {
    Files.writeString(folder.resolve("bin/state/rules"), "Outbound\t201\tallow-dns\n");
    Result result = generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope");
    assertThat(result.exitCode).isEqualTo(1);
    assertThat(result.out).contains("in a way that this script does not know");
    assertThat(Files.readString(folder.resolve("bin/state/log"))).doesNotContain("create");
  }

  @Test
  void rulesKeepTheirPrioritiesUnderAnotherFirstOneAndItIsSaid() throws Exception {
    allow("westeurope", "--nsg-priority", "1000");
    Map<String, Integer> first = own();
    assertThat(allow("westeurope").out)
        .contains(
            "acrfw: warning: these keep priorities that another --nsg-priority than 200 gave them: "
                + ACR
                + "WestEurope",
            "acrfw: hint: to move them, run the script that --remove writes, then this one");
    assertThat(own()).isEqualTo(first);
  }

  @Test
  void whatAllowsIsMovedWhereWhatDeniesWouldComeBeforeIt() throws Exception {
    allow("westeurope", "--nsg-priority", "1000");
    allow("westeurope", "--enforce");
    assertThat(own())
        .containsEntry(ACR + "WestEurope", 200)
        .containsEntry("acrfw-out-443-deny-tcp", 700);
    allow("westeurope,northeurope", "--enforce", "--nsg-priority", "1000");
    assertThat(own())
        .containsEntry(ACR + "WestEurope", 200)
        .containsEntry(ACR + "NorthEurope", 1000)
        .containsEntry("acrfw-out-443-deny-tcp", 1500);
  }

  /** An outbound rule of somebody else's, as the stand-in shows it. */
  private static String theirs(
      int priority, String access, String protocol, String ports, String peer) {
    return String.join(
        "\t",
        "Outbound",
        String.valueOf(priority),
        "theirs",
        access,
        protocol,
        "*",
        ports,
        "*",
        peer,
        "[null]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100 | Deny  | *   | *       | *                      | true",
        "100 | Deny  | Tcp | 400-500 | Internet               | true",
        "100 | Deny  | Tcp | 80 443  | AzureContainerRegistry | true",
        "100 | Deny  | Tcp | 443     | AzureCloud.westeurope  | true",
        "100 | Deny  | Tcp | 443     | AzureCloud.northeurope | false",
        "100 | Deny  | Tcp | 443     | Storage.NorthEurope    | false",
        "100 | Deny  | Tcp | 443     | 192.0.2.4              | true",
        "100 | Deny  | Tcp | 443     | 192.0.2.8/29           | false",
        "100 | Deny  | Tcp | 443     | 2001:db8::/48          | true",
        "100 | Deny  | Tcp | 443     | 2001:DB8:1:b::7        | true",
        "100 | Deny  | Tcp | 443     | 2001:db8:0:2::/64      | false",
        "100 | Deny  | Tcp | 443     | ::/0                   | true",
        "100 | Deny  | Udp | *       | *                      | false",
        "100 | Deny  | Tcp | 444-500 | *                      | false",
        "100 | Allow | *   | *       | *                      | false",
        "900 | Deny  | *   | *       | *                      | false"
      })
  void aRuleOfSomebodyElseThatDeniesTheSameBeforeIsNamed(
      int priority, String access, String protocol, String ports, String peer, boolean named)
      throws Exception {
    Files.writeString(
        folder.resolve("bin/state/rules"), LAST + theirs(priority, access, protocol, ports, peer));
    Result result =
        generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope", "--nsg-addresses", "prefixes");
    assertThat(result.exitCode).isZero();
    String warning = "acrfw: warning: the rule theirs (priority 100) denies what acrfw-out-443-";
    assertThat(result.out.contains(warning)).as(result.out).isEqualTo(named);
    assertThat(result.out.contains("warning: ")).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "Deny, Tcp, 443, *, true",
    "Deny, *, *, Internet, true",
    "Deny, Tcp, 443, Storage, false",
    "Deny, Tcp, 80, *, false",
    "Allow, Tcp, 443, *, false"
  })
  void aGroupThatLetsEverythingOutIsNamed(
      String access, String protocol, String ports, String peer, boolean closes) throws Exception {
    Files.writeString(
        folder.resolve("bin/state/rules"), theirs(4096, access, protocol, ports, peer));
    Result result = generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope");
    String warning = "acrfw: warning: no rule of the group denies these outbound connections";
    assertThat(result.out.contains(warning)).as(result.out).isNotEqualTo(closes);
    assertThat(generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope", "--enforce").out)
        .doesNotContain("warning: ");
    assertThat(generateAndRun("-s", Acrfw.SAMPLE, "-l", "westeurope", "--for", "webhook").out)
        .doesNotContain("warning: ");
  }

  @Test
  void removalTakesAwayWhatThisNameMadeAndNothingElse() throws Exception {
    allow("westeurope", "--enforce");
    allow("northeurope", "--nsg-addresses", "prefixes", "--for", "pull,webhook:8443");
    assertThat(own()).isNotEmpty();
    assertThat(generateAndRun("--remove").exitCode).isZero();
    assertThat(own()).isEmpty();
    assertThat(generateAndRun("--remove")).isEqualTo(new Result(0, "nothing to change\n"));
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
