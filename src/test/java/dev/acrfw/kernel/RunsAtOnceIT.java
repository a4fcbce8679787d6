package dev.acrfw.kernel;

import static dev.acrfw.kernel.ThreeHosts.generate;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts that are run at once, as a timer and a person run them: what is left is one of them. */
class RunsAtOnceIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private static final String SET_UP =
      """
      state() {
        { iptables -S; ip6tables -S; } | grep -v '^-P' || true
        ipset list -n 2>/dev/null | sort | while read -r set; do ipset save "$set" | grep '^add' | sort; done
      }
      """;

  private static final String AT_ONCE =
      """
      sh a; state >state-a
      sh b; state >state-b
      ! cmp -s state-a state-b
      for round in 1 2; do
        pids=
        for run in 1 2 3 4 5 6; do
          sh a & pids="$pids $!"
          sh b & pids="$pids $!"
        done
        for pid in $pids; do wait $pid || { echo "a run failed"; exit 1; }; done
        state >state-now
        cmp -s state-now state-a || cmp -s state-now state-b || { cat state-now; exit 1; }
      done
      """;

  private void runAtOnce(String a, String b, String backEnd) throws IOException {
    Files.writeString(folder.resolve("a"), a);
    Files.writeString(folder.resolve("b"), b);
    Namespace.run(folder, Namespace.backEnd(backEnd) + SET_UP + AT_ONCE).succeeded();
  }

  @ParameterizedTest
  @CsvSource({"iptables,nft", "iptables,legacy", "ipset,nft", "ipset,legacy"})
  void twelveRunsOfTwoScriptsLeaveTheRulesOfOne(String format, String backEnd) throws IOException {
    runAtOnce(generate(format, "-l", "westeurope"), generate(format, "-l", "northeurope"), backEnd);
  }

  /** Whichever is last leaves all of its own or nothing. */
  @ParameterizedTest
  @CsvSource({"iptables,nft", "ipset,legacy"})
  void aRemovalAtTheSameTimeLeavesAllOrNothing(String format, String backEnd) throws IOException {
    runAtOnce(
        generate(format, "-l", "westeurope"),
        Acrfw.succeed("generate", "-f", format, "--remove").out(),
        backEnd);
  }
}
