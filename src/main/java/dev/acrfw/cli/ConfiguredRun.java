package dev.acrfw.cli;

import dev.acrfw.config.Configuration;
import dev.acrfw.config.Key;
import dev.acrfw.config.Section;
import dev.acrfw.failure.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration asks for, by the options that its keys stand for.
 *
 * @param source where the service tags come from
 * @param outputs what is made of them
 */
record ConfiguredRun(ConfiguredSource source, List<ConfiguredOutput> outputs) {
  /**
   * Reads the keys; paths are relative to the configuration's folder.
   *
   * @param name the configuration's path
   * @throws UsageException when a key is unknown, or its value means nothing; it names the line
   */
  static ConfiguredRun of(String name, Configuration configuration) {
    Path folder = Path.of(name).toAbsolutePath().resolveSibling("");
    Map<String, Key> defaultKeys = new LinkedHashMap<>(configuration.defaults().keys());
    ConfiguredSource source = ConfiguredSource.of(name, folder, configuration.top(), defaultKeys);
    Section defaults = new Section(configuration.defaults().line(), defaultKeys);
    Set<String> used = new HashSet<>();
    List<ConfiguredOutput> outputs = new ArrayList<>();
    Set<Path> paths = new HashSet<>();
    for (Section own : configuration.outputs()) {
      ConfiguredOutput output =
          ConfiguredOutput.of(name, folder, own, defaults, used, source.comparesWithKept());
      if (!paths.add(Path.of(output.generation().output.get()).normalize())) {
        throw new UsageException(
            "%s, line %d: two outputs are the same file, %s"
                .formatted(name, own.line(), output.name()));
      }
      outputs.add(output);
    }
    for (Key key : defaultKeys.values()) {
      if (!used.contains(key.name())) {
        throw new UsageException(
            "%s, line %d: %s changes nothing: no output can take it"
                .formatted(name, key.line(), key.name()));
      }
    }
    return new ConfiguredRun(source, outputs);
  }
}
