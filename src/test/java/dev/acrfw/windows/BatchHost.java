package dev.acrfw.windows;

import dev.acrfw.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder in which batch outputs find the stand-in of netsh instead of the real one.
 *
 * @param wine what runs them
 * @param folder has the stand-ins and what they keep
 */
record BatchHost(Wine wine, Path folder) {
  private static final Pattern RULE =
      Pattern.compile(
          "(\\S+)\t.* dir=(out|in) action=allow enable=yes .* (?:remote|local)port=(\\S+) .*"
              + " remoteip=(\\S+)\\s*");

  /** Runs a batch output on the rules that are there. */
  Program run(String batch) {
    return run(batch, Map.of());
  }

  /** Runs a batch output with a variable that lets calls of netsh fail. */
  Program run(String batch, Map<String, String> faults) {
    try {
      Files.writeString(folder.resolve("run.cmd"), batch, StandardCharsets.US_ASCII);
      Files.deleteIfExists(folder.resolve("calls.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return wine.run(folder, faults, "run.cmd");
  }

  /** Returns the calls of the last run. */
  List<String> calls() {
    return lines("calls.log");
  }

  /** Returns the addresses that the rules of a name allow, by direction and port. */
  Map<String, Set<String>> allowed(String name) {
    Map<String, Set<String>> allowed = new TreeMap<>();
    for (String line : rules()) {
      Matcher rule = RULE.matcher(line);
      if (rule.matches() && rule.group(1).equals(name)) {
        String direction = rule.group(2).equals("out") ? "outbound " : "inbound ";
        allowed
            .computeIfAbsent(direction + rule.group(3), key -> new TreeSet<>())
            .addAll(Arrays.asList(rule.group(4).split(",")));
      }
    }
    return allowed;
  }

  /** Returns all rules as the stand-in keeps them. */
  List<String> rules() {
    return lines("rules.txt");
  }

  /** Puts other rules in place of those that are there. */
  void put(List<String> rules) {
    try {
      Files.write(folder.resolve("rules.txt"), rules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> lines(String file) {
    try {
      Path path = folder.resolve(file);
      return Files.exists(path) ? Files.readAllLines(path) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
