package dev.acrfw.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.ReadBack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch outputs under wine's cmd, with a stand-in for netsh that keeps rules. */
class BatchIT {
  private static final String WEST = "-r contoso -l westeurope";
  private static final Map<String, Set<String>> NOTHING = Map.of();

  @TempDir private static Path folder;
  private static Wine wine;
  private static BatchHost host;

  @BeforeAll
  static void aWindowsIsMade() {
    wine = Wine.start();
    Wine.compile("netsh.c", folder.resolve("netsh.exe"));
    Wine.compile("netsh.c", folder.resolve("fltmc.exe"));
    host = new BatchHost(wine, folder);
  }

  @AfterAll
  static void theWindowsIsClosed() {
    if (wine != null) {
      wine.close();
    }
  }

  @BeforeEach
  void noRulesAreThere() {
    host.put(List.of());
  }

  private static String generate(String file, String format, String selection) {
    List<String> args = new ArrayList<>(List.of("generate", "-s", file, "-f", format));
    args.addAll(List.of(selection.split(" ")));
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }

  private static String batch(String file, String selection) {
    return generate(file, "netsh", selection);
  }

  private static String removal(String name) {
    return Acrfw.succeed("generate", "--remove", "-f", "netsh", "--name", name).out();
  }

  private static Map<String, Set<String>> wanted(String file, String selection) {
    Map<String, Set<String>> wanted = new TreeMap<>();
    ReadBack.read("json", generate(file, "json", selection.replaceAll(" --name \\S+", "")))
        .forEach((key, cidrs) -> wanted.put(key, new TreeSet<>(cidrs)));
    return wanted;
  }

  private static void runsInSilence(String batch) {
    Program run = host.run(batch);
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("acrfw");
  }

  private static void assertAllowed(String name, Map<String, Set<String>> wanted) {
    assertThat(host.allowed(name)).isEqualTo(wanted);
    assertThat(host.rules()).noneMatch(rule -> rule.startsWith(name + "_new\t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        WEST,
        WEST + ",northeurope --family ipv6",
        "-l westeurope --for webhook:8443",
        "-l all --for iot-edge --name edge"
      })
  void aRunAllowsExactlyTheListInSilenceAndTheNextChangesNothing(String selection) {
    String name = selection.contains("--name edge") ? "edge" : "acrfw";
    String batch = batch(Acrfw.SAMPLE, selection);
    for (int run = 0; run < 2; run++) {
      runsInSilence(batch);
      assertAllowed(name, wanted(Acrfw.SAMPLE, selection));
    }
  }

  @Test
  void oneWeekReplacesAnotherAndOneSelectionAnother() {
    for (String file : List.of(Acrfw.SAMPLE, Acrfw.SAMPLE_NEXT, Acrfw.SAMPLE)) {
      for (String selection : List.of(WEST, "-l westeurope --for webhook:8443")) {
        runsInSilence(batch(file, selection));
        assertAllowed("acrfw", wanted(file, selection));
      }
    }
  }

  @Test
  void twoNamesLiveSideBySideAndRemovalTakesItsOwn() {
    String other = "-l northeurope --name other";
    runsInSilence(batch(Acrfw.SAMPLE, WEST));
    runsInSilence(batch(Acrfw.SAMPLE, other));
    assertAllowed("acrfw", wanted(Acrfw.SAMPLE, WEST));
    assertAllowed("other", wanted(Acrfw.SAMPLE, other));
    for (int run = 0; run < 2; run++) {
      runsInSilence(removal("acrfw"));
      assertAllowed("acrfw", NOTHING);
      assertAllowed("other", wanted(Acrfw.SAMPLE, other));
    }
    runsInSilence(removal("other"));
    assertThat(host.rules()).isEmpty();
  }

  @Test
  void removalTakesWhatAnInterruptedRunLeft() {
    host.run(batch(Acrfw.SAMPLE, WEST), Map.of("FAIL_AT", "9"));
    assertThat(host.rules()).anyMatch(rule -> rule.startsWith("acrfw_new\t"));
    runsInSilence(removal("acrfw"));
    assertThat(host.rules()).isEmpty();
  }

  @Test
  void withoutAnAdministratorNothingIsTried() {
    for (String batch : List.of(batch(Acrfw.SAMPLE, WEST), removal("acrfw"))) {
      Program run = host.run(batch, Map.of("FAIL_AT", "1"));
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .contains("acrfw: error: this needs an administrator, so nothing was changed");
      assertThat(host.calls()).hasSize(1).allMatch(call -> call.contains("fltmc"));
    }
  }

  /** On a busy machine, wine now and then does not find the program that stands for netsh. */
  private Program runFrom(List<String> rules, String batch, Map<String, String> environment) {
    host.put(rules);
    Program run = host.run(batch, environment);
    for (int again = 0; again < 3 && run.err().contains("Can't recognize 'netsh"); again++) {
      host.put(rules);
      run = host.run(batch, environment);
    }
    return run;
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAIL_AT", "FAIL_FROM"})
  void whereverNetshRefusesTheMessageIsTrueNothingIsLostAndTheNextRunHeals(String fault) {
    Map<String, Set<String>> old = wanted(Acrfw.SAMPLE, WEST);
    Map<String, Set<String>> wanted = wanted(Acrfw.SAMPLE_NEXT, WEST);
    assertThat(old).isNotEqualTo(wanted);
    runsInSilence(batch(Acrfw.SAMPLE, WEST));
    List<String> before = host.rules();
    String batch = batch(Acrfw.SAMPLE_NEXT, WEST);
    runsInSilence(batch);
    List<String> calls = host.calls();
    assertThat(calls).hasSizeGreaterThan(10);
    for (int n = 2; n <= calls.size(); n++) {
      Program run = runFrom(before, batch, Map.of(fault, "" + n));
      String at =
          fault + "=" + n + ": " + calls.get(n - 1).replaceAll("remoteip=.*", "") + run.err();
      if (fault.equals("FAIL_FROM") || !calls.get(n - 1).contains(" show rule ")) {
        assertThat(run.exitCode()).as(at).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> line.contains("acrfw"))).as(at).hasSize(1);
      }
      Map<String, Set<String>> allowed = host.allowed("acrfw");
      Map<String, Set<String>> bridge = host.allowed("acrfw_new");
      if (run.err().contains("the rules that were there are still there")) {
        assertThat(allowed).as(at).isEqualTo(old);
      } else if (run.err().contains("all new rules are there as acrfw_new")) {
        assertThat(bridge).as(at).isEqualTo(wanted);
      } else {
        assertThat(allowed).as(at).isEqualTo(wanted);
        assertThat(bridge.isEmpty()).as(at).isEqualTo(!run.err().contains("netsh kept acrfw_new"));
      }
      runsInSilence(batch);
      assertAllowed("acrfw", wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FAIL_AT", "FAIL_FROM"})
  void whereverNetshRefusesRemovalSaysWhatIsLeft(String fault) {
    runsInSilence(batch(Acrfw.SAMPLE, WEST));
    List<String> before = host.rules();
    String removal = removal("acrfw");
    runsInSilence(removal);
    List<String> calls = host.calls();
    for (int n = 2; n <= calls.size(); n++) {
      host.put(before);
      Program run = host.run(removal, Map.of(fault, "" + n));
      String at = fault + "=" + n + ": " + calls.get(n - 1) + run.err();
      if (run.exitCode() == 0) {
        assertThat(calls.get(n - 1)).as(at).contains(" show rule ");
        assertThat(host.rules()).as(at).isEmpty();
      } else if (run.err().contains("so nothing was removed")) {
        assertThat(host.rules()).as(at).isEqualTo(before);
      } else if (run.err().contains("rules named acrfw are still there")) {
        assertThat(host.rules()).as(at).containsAll(before);
      } else {
        assertThat(run.err()).as(at).contains("rules named acrfw_new are still there");
        assertThat(host.rules()).as(at).anyMatch(rule -> rule.startsWith("acrfw_new\t"));
      }
      runsInSilence(removal);
      assertThat(host.rules()).isEmpty();
    }
  }

  @Test
  void aFileThatWasCutOffDoesNothing() {
    String batch = batch(Acrfw.SAMPLE, WEST);
    assertThat(batch).endsWith(":main\r\ncall :apply\r\n");
    List<Integer> ends = new ArrayList<>();
    for (int part = 1; part < 20; part++) {
      ends.add(batch.length() * part / 20);
    }
    for (int end = batch.length() - 25; end < batch.length() - "\r\n".length(); end++) {
      ends.add(end);
    }
    for (int end : ends) {
      host.run(batch.substring(0, end));
      assertThat(host.rules()).as("cut off at " + end).isEmpty();
      assertThat(host.calls()).as("cut off at " + end).isEmpty();
    }
  }

  @Test
  void theFileIsAsciiWithTheLineEndsOfWindows() {
    for (String batch : List.of(batch(Acrfw.SAMPLE, WEST), removal("acrfw"))) {
      assertThat(batch.replace("\r\n", "")).matches("[ -~]+");
      assertThat(Arrays.stream(batch.split("\r\n"))).allMatch(line -> line.length() <= 8191);
    }
  }
}
