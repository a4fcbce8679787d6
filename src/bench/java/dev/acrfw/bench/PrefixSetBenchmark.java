package dev.acrfw.bench;

import dev.acrfw.ip.Family;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.ip.PrefixSetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Set algebra on random prefixes that were added in no order. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PrefixSetBenchmark {
  /** How many prefixes each of the two sets is made of. */
  @Param({"10000", "1000000"})
  public int prefixes;

  private List<Prefix> first;
  private PrefixSet one;
  private PrefixSet other;

  @Setup
  public void prepare() throws InvalidPrefixException {
    SplittableRandom random = new SplittableRandom(7);
    first = random(random);
    one = set(first);
    other = set(random(random));
  }

  private List<Prefix> random(SplittableRandom random) throws InvalidPrefixException {
    List<Prefix> list = new ArrayList<>();
    for (int i = 0; i < prefixes; i++) {
      list.add(PrefixParser.parse(BenchmarkFile.prefix(random)));
    }
    return list;
  }

  private static PrefixSet set(List<Prefix> prefixes) {
    PrefixSetBuilder builder = new PrefixSetBuilder(Family.IPV4);
    prefixes.forEach(builder::add);
    return builder.build();
  }

  @Benchmark
  public PrefixSet build() {
    return set(first);
  }

  @Benchmark
  public PrefixSet union() {
    return one.union(other);
  }

  @Benchmark
  public PrefixSet difference() {
    return one.difference(other);
  }

  @Benchmark
  public int writeCidrs() {
    StringBuilder text = new StringBuilder(20 * one.rangeCount());
    one.forEachCidr(cidr -> text.append(cidr).append('\n'));
    return text.length();
  }
}
