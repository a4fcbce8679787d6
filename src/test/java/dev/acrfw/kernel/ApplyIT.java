package dev.acrfw.kernel;

import static dev.acrfw.kernel.ThreeHosts.generate;

import dev.acrfw.Acrfw;
import dev.acrfw.kernel.ThreeHosts.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * samples/automation/apply.sh on a host that drops by default: what it loads and what it takes
 * back, by connections. "old" rules reach North Europe, "new" ones West Europe.
 */
@Execution(ExecutionMode.CONCURRENT)
class ApplyIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  /** The ways to load that differ; waiting takes most of these tests' time. */
  static Stream<Target> formats() {
    return Stream.of(
        ThreeHosts.nftables(),
        ThreeHosts.iptables("iptables", "nft"),
        ThreeHosts.iptables("ipset", "legacy"));
  }

  private static final String HELPERS =
      """
      drop_all host
      apply() { host sh apply.sh "$@" installed; }
      reaches_new() { reaches host 192.0.2.1 443; misses host 192.0.2.17 443; }
      reaches_old() { reaches host 192.0.2.17 443; misses host 192.0.2.1 443; }
      reaches_none() { misses host 192.0.2.17 443; misses host 192.0.2.1 443; }
      nothing_is_left() {
        [ ! -e installed.pending ] && [ ! -e installed.back ] && [ ! -e installed.kept ]
      }
      in_force() { # A FUNCTION THAT CHECKS: waits until it holds, 10 seconds at most
        for try in 1 2 3 4 5 6 7 8 9 10; do
          if (set +e; "$1") >/dev/null 2>&1; then "$1"; return; fi
          sleep 1
        done
        "$1"
      }
      """;

  private void run(Target target, String script) throws IOException {
    Files.writeString(folder.resolve("old"), generate(target.format(), "-l", "northeurope"));
    Files.writeString(folder.resolve("new"), generate(target.format(), "-l", "westeurope"));
    Files.writeString(
        folder.resolve("new-remove"),
        Acrfw.succeed("generate", "-f", target.format(), "--remove").out());
    Files.copy(Path.of("samples/automation/apply.sh"), folder.resolve("apply.sh"));
    ThreeHosts.run(folder, target, HELPERS + script);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aHostWithoutRulesHasNoneAgainWhenTheCheckFails(Target target) throws IOException {
    run(
        target,
        """
        ! apply --check false new || exit 1
        reaches_none; nothing_is_left; [ ! -e installed ]
        apply --check 'python3 net.py connect 192.0.2.1 443 >/dev/null' new
        reaches_new; nothing_is_left; cmp new installed
        """);
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.kernel.ThreeHosts#targets")
  void theOldRulesAreBackWhenTheCheckFailsWithTheNewOnes(Target target) throws IOException {
    run(
        target,
        """
        apply --remove new-remove old
        reaches_old
        ! apply --check 'python3 net.py connect 192.0.2.17 443 >/dev/null' new || exit 1
        reaches_old; nothing_is_left; cmp old installed
        apply --check 'python3 net.py connect 192.0.2.1 443 >/dev/null' new
        reaches_new; cmp new installed
        """);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatNobodyConfirmsIsTakenBackAndWhatSomebodyKeepsStays(Target target) throws IOException {
    run(
        target,
        """
        apply --remove new-remove old
        apply --confirm 6 new
        reaches_new; cmp old installed
        ! apply new || exit 1
        in_force reaches_old; in_force nothing_is_left; cmp old installed
        ! host sh apply.sh --keep installed || exit 1
        apply --confirm 6 new
        host sh apply.sh --keep installed
        sleep 7
        reaches_new; nothing_is_left; cmp new installed
        """);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aSessionThatIsCutOffWhileItWaitsLeavesTheOldRules(Target target) throws IOException {
    run(
        target,
        """
        apply --remove new-remove old
        # The shell that started it and all of its session are killed, and it has no time to clean up.
        setsid nsenter -t $host -n sh apply.sh --confirm 3 --check 'kill -KILL -$$ $PPID' new installed || true
        reaches_new
        in_force reaches_old; in_force nothing_is_left; cmp old installed
        # A polite signal goes back at once.
        ! apply --check 'kill -HUP $PPID' new || exit 1
        reaches_old; nothing_is_left
        # Killed outright without a timer: the next run takes the rules back first.
        ! apply --check 'kill -KILL $PPID' new || exit 1
        reaches_new
        ! apply --check false new 2>said || exit 1
        grep -q 'an earlier run was cut off' said
        reaches_old; nothing_is_left; cmp old installed
        """);
  }

  @Test
  void aRehearsalShowsWhatWouldChangeAndChangesNothing() throws IOException {
    run(
        ThreeHosts.nftables(),
        """
        apply --remove new-remove old
        host nft list ruleset >before
        apply --dry-run new >said
        grep -q '^+.*192.0.2.0/29' said; grep -q '^-.*192.0.2.16/28' said
        host nft list ruleset | cmp - before
        nothing_is_left; cmp old installed
        cp old same; [ -z "$(apply --dry-run same)" ]
        """);
  }

  @Test
  void whatIsNoFileOfRulesOrNoWayBackIsRefusedBeforeAnythingIsLoaded() throws IOException {
    run(
        ThreeHosts.nftables(),
        """
        refused() { # WORDS OPTION...
          words=$1; shift
          ! apply "$@" 2>said || exit 1
          grep -q "$words" said || { cat said; exit 1; }
          reaches_none; nothing_is_left; [ ! -e installed ]
        }
        echo x >x; cp new other
        refused 'x is not a file of rules' x
        refused 'no such file: y' y
        refused 'name it with --remove' other
        refused 'is not a number of seconds' --confirm soon new
        refused 'unknown option' --confrim 3 new
        head -n 20 new >cut; cp new-remove cut-remove
        refused '.' cut
        """);
  }
}
