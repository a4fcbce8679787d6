package dev.acrfw.kernel;

import static dev.acrfw.kernel.ThreeHosts.generate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A script that is killed with all it started leaves, in each family, the rules from before or its
 * own, and the next run makes them its own. {@code -Dacrfw.trials=500} tries longer.
 */
class KilledScriptIT {
  private static final int TRIALS = Integer.getInteger("acrfw.trials", 16);

  /** A program that a test runs has five minutes. */
  private static final int AT_A_TIME = 100;

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private static final String SCRIPT =
      """
      # state FAMILY: what packets of it meet; sets that no rule names are none of it
      state() {
        if [ FORMAT = nftables ]; then
          nft -s list ruleset | grep -E "_v$1|ip6? [sd]addr" | sed "s/^.*elements/elements/"
          nft -s list ruleset | awk "/set .*_v$1/,/}/"
          return
        fi
        rules=$([ "$1" = 4 ] && iptables -S || ip6tables -S)
        echo "$rules" | grep -v '^-P'
        for set in $(echo "$rules" | grep -o 'match-set [^ ]*' | cut -d' ' -f2 | sort -u); do
          ipset save "$set" | grep '^add' | sort
        done
      }
      load() { if [ FORMAT = nftables ]; then nft -f "$1"; else sh "$1"; fi; }
      for week in a b; do
        load $week
        for family in 4 6; do state $family >$week-$family; done
        test -s $week-4
      done
      ! cmp -s a-4 b-4
      load a
      began=$(date +%s%N)
      load b
      span=$((($(date +%s%N) - began) / 1000000 + 10))
      old=0 new=0
      for trial in $(seq TRIALS); do
        load a
        for family in 4 6; do state $family | cmp - a-$family; done
        if [ FORMAT = nftables ]; then setsid nft -f b & else setsid sh b & fi
        at=$((trial * span / TRIALS))
        sleep "$((at / 1000)).$(printf %03d $((at % 1000)))"
        kill -9 -$! 2>/dev/null || true
        wait $! || true
        for family in 4 6; do
          state $family >now
          if cmp -s now a-$family; then old=$((old + 1))
          elif cmp -s now b-$family; then new=$((new + 1))
          else echo "IPv$family is neither old nor new:"; cat now; exit 1; fi
        done
        load b
        for family in 4 6; do state $family | cmp - b-$family; done
      done
      echo "$old old, $new new"
      """;

  @ParameterizedTest
  @CsvSource({"iptables,nft", "iptables,legacy", "ipset,nft", "ipset,legacy", "nftables,nft"})
  void eachFamilyIsOldOrNewAndTheNextRunRepairsIt(String format, String backEnd)
      throws IOException {
    Files.writeString(folder.resolve("a"), generate(format, "-l", "westeurope"));
    Files.writeString(folder.resolve("b"), generate(format, "-l", "northeurope"));
    for (int done = 0; done < TRIALS; done += AT_A_TIME) {
      int trials = Math.min(AT_A_TIME, TRIALS - done);
      Namespace.Result result =
          Namespace.run(
              folder,
              (Namespace.backEnd(backEnd) + SCRIPT)
                  .replace("FORMAT", format)
                  .replace("TRIALS", String.valueOf(trials)));
      assertThat(result.exitCode()).as(result.output()).isZero();
      String counts = result.output().lines().reduce((first, last) -> last).orElseThrow();
      System.err.printf(
          "%s, %s: of %d runs that were killed: %s%n", format, backEnd, trials, counts);
    }
  }
}
