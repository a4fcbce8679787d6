package dev.acrfw.cli;

import dev.acrfw.config.Key;
import dev.acrfw.config.Section;
import dev.acrfw.failure.Failure;
import dev.acrfw.failure.UnavailableException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.fetch.Cache;
import dev.acrfw.fetch.Fetch;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a configuration has the service tags from, and what they are compared with. */
final class ConfiguredSource {
  private static final String SERVICE_TAGS = "service-tags";
  private static final String PREVIOUS = "previous";

  /** Keys at the top that are the options of fetch; those of the guard hold for every output. */
  private static final Set<String> OF_FETCH =
      Set.of("cloud", "page", "url", "timeout", "retry-pause");

  private static final Set<String> OF_GUARD =
      Set.of(
          PREVIOUS, "keep-removed", "max-shrink", "accept-shrink", "max-growth", "accept-growth");

  private final Arguments arguments = new Arguments("source", "");
  private final FetchOptions fetch = new FetchOptions(arguments);
  private Optional<Path> file = Optional.empty();
  private int kept;

  /** Returns whether a key belongs to the top of the file and nowhere else. */
  static boolean isKey(String name) {
    return name.equals(SERVICE_TAGS) || OF_FETCH.contains(name);
  }

  /** Returns all keys that the top of the file takes. */
  static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of(SERVICE_TAGS, "defaults", "outputs"));
    keys.addAll(OF_FETCH);
    keys.addAll(OF_GUARD);
    return keys;
  }

  /**
   * Reads the keys.
   *
   * @param name the configuration's name, for messages
   * @param folder what paths are relative to
   * @param top the keys at the top
   * @param defaults gets those that hold for every output
   */
  static ConfiguredSource of(String name, Path folder, Section top, Map<String, Key> defaults) {
    ConfiguredSource source = new ConfiguredSource();
    for (Key key : top.keys().values()) {
      String place = name + ", line " + key.line() + ": ";
      try {
        source.give(key, folder, defaults, place);
      } catch (Failure e) {
        throw new UsageException(
            e.problem().startsWith(place) ? e.problem() : place + e.problem(), e.hint());
      }
    }
    if (source.file.isPresent() && top.keys().keySet().stream().anyMatch(OF_FETCH::contains)) {
      throw new UsageException(
          name + ": service-tags names a file, so nothing is fetched",
          "leave out service-tags, or cloud, page, url and timeout");
    }
    source.fetch.check();
    return source;
  }

  private void give(Key key, Path folder, Map<String, Key> defaults, String place) {
    boolean single = !key.isList();
    if (key.name().equals(PREVIOUS) && single && key.texts().get(0).matches("-?[0-9]+")) {
      if (!key.texts().get(0).matches("[0-9]{1,2}")) {
        throw new UsageException("previous is a number of files from 0 to 99, or a list of files");
      }
      kept = Integer.parseInt(key.texts().get(0));
    } else if (OF_GUARD.contains(key.name())) {
      defaults.putIfAbsent(key.name(), key);
    } else if (ConfiguredOutput.isKey(key.name())) {
      throw new UsageException(
          key.name() + " is about outputs", "put it under 'defaults', or into an output");
    } else if (!isKey(key.name())) {
      throw ConfiguredOutput.unknown(place, key, keys());
    } else if (!single) {
      throw new UsageException(key.name() + " takes one value, and no list");
    } else if (key.name().equals(SERVICE_TAGS)) {
      file = Optional.of(folder.resolve(key.texts().get(0)));
    } else {
      arguments.ofKey(key.name()).orElseThrow().give(key.texts());
    }
  }

  /** Returns whether earlier files of the cache are compared with. */
  boolean comparesWithKept() {
    return kept > 0;
  }

  /**
   * Returns the file that the outputs are made from.
   *
   * @param offline whether the newest kept file is taken in place of a download
   */
  String newest(Surroundings surroundings, boolean offline) throws IOException {
    if (file.isPresent()) {
      return file.get().toString();
    }
    if (offline) {
      return new Cache(surroundings.environment())
          .newest(fetch.cloud.get())
          .orElseThrow(
              () ->
                  new UnavailableException(
                      "no file of the cloud " + fetch.cloud.get().optionName() + " is kept",
                      "run without --offline once, or 'acrfw fetch'"))
          .toString();
    }
    Fetch.Result result = fetch.fetch(surroundings, Optional.empty());
    result.warnings().forEach(surroundings::warn);
    return result.path().toString();
  }

  /** Returns the last kept files besides the one that the outputs are made from. */
  List<ServiceTagsFile> kept(Surroundings surroundings, InputFiles files, String newest)
      throws IOException {
    ServiceTagsFile current = files.read(newest);
    List<ServiceTagsFile> earlier = new ArrayList<>();
    List<Path> inCache = new Cache(surroundings.environment()).files(current.source().cloud());
    for (int i = inCache.size() - 1; i >= 0 && earlier.size() < kept; i--) {
      if (!Files.isSameFile(inCache.get(i), Path.of(newest))) {
        earlier.add(files.read(inCache.get(i).toString()));
      }
    }
    return earlier;
  }
}
