package dev.acrfw.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** Reading a document of about the size of a published one, beside a parser that only counts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReadingBenchmark {
  private static final JsonFactory JSON = new JsonFactory();

  /** A file of one's own; empty for one with 3,000 tags of 45 prefixes. */
  @Param("")
  public String file;

  private byte[] json;
  private ServiceTagsFile read;

  @Setup
  public void prepare() throws IOException {
    json = file.isEmpty() ? BenchmarkFile.json(3000, 45) : Files.readAllBytes(Path.of(file));
    read = ServiceTagsReader.read("benchmark", json);
  }

  @Benchmark
  public int bareParser() throws IOException {
    int tokens = 0;
    try (JsonParser parser = JSON.createParser(json)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  @Benchmark
  public ServiceTagsFile readAndCheckEveryTag() throws IOException {
    return ServiceTagsReader.read("benchmark", json);
  }

  @Benchmark
  public int parseEveryPrefix() {
    int prefixes = 0;
    for (var tag : read.tags()) {
      prefixes += read.prefixCounts(tag).ipv4();
    }
    return prefixes;
  }
}
