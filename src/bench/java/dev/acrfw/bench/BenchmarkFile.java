package dev.acrfw.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Makes service tags files of any size; the same numbers give the same bytes. */
final class BenchmarkFile {
  private static final int[] LENGTHS = {24, 26, 28, 29, 30, 31, 32, 32};

  private BenchmarkFile() {}

  /** Returns a file with tags named Benchmark1 and so on, each with IPv4 prefixes in no order. */
  static byte[] json(int tags, int prefixesEach) {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder json = new StringBuilder(64 + 40 * tags * prefixesEach);
    json.append("{\n  \"changeNumber\": 1,\n  \"cloud\": \"Public\",\n  \"values\": [\n");
    for (int tag = 1; tag <= tags; tag++) {
      json.append("    {\n      \"name\": \"Benchmark").append(tag);
      json.append("\",\n      \"id\": \"Benchmark").append(tag);
      json.append("\",\n      \"properties\": {\n        \"changeNumber\": 1,\n");
      json.append("        \"region\": \"\",\n        \"addressPrefixes\": [\n");
      for (int i = 1; i <= prefixesEach; i++) {
        json.append("          \"").append(prefix(random));
        json.append(i < prefixesEach ? "\",\n" : "\"\n");
      }
      json.append("        ]\n      }\n    }").append(tag < tags ? ",\n" : "\n");
    }
    return json.append("  ]\n}\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a random IPv4 prefix without host bits. */
  static String prefix(SplittableRandom random) {
    int length = LENGTHS[random.nextInt(LENGTHS.length)];
    int address = random.nextInt() & -1 << 32 - length;
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xff)
        + "."
        + (address >>> 8 & 0xff)
        + "."
        + (address & 0xff)
        + "/"
        + length;
  }
}
