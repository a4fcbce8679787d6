package dev.acrfw.bench;

import dev.acrfw.cli.CommandRunner;
import dev.acrfw.cli.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A whole command, warm: a tag of 10,000 prefixes read, planned and rendered. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GenerateBenchmark {
  /** The output format. */
  @Param({"nftables", "iptables", "ipset", "windows", "list", "json"})
  public String format;

  private Path file;

  @Setup
  public void prepare() throws IOException {
    file = Files.createTempFile("acrfw", ".json");
    Files.write(file, BenchmarkFile.json(1, 10_000));
  }

  @TearDown
  public void clean() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public int generate() {
    Surroundings streams =
        new Surroundings(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            Clock.systemUTC(),
            false);
    int code =
        new CommandRunner(streams)
            .run("generate", "-s", file.toString(), "--tag", "Benchmark1", "-f", format);
    if (code != 0) {
      throw new IllegalStateException("exit code " + code);
    }
    return code;
  }
}
