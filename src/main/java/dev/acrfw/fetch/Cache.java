package dev.acrfw.fetch;

import dev.acrfw.failure.UnavailableException;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.NotedChecksum;
import dev.acrfw.servicetags.PublishedName;
import dev.acrfw.servicetags.ServiceTagsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that keeps the last files of each cloud, named as Microsoft names them. */
public final class Cache {
  private static final int KEPT = 8;

  private final @Nullable Path folder;

  /**
   * @param environment the environment: {@code XDG_CACHE_HOME}, {@code LOCALAPPDATA} or {@code
   *     HOME} says where (XDG Base Directory Specification)
   */
  public Cache(Map<String, String> environment) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    String home = environment.getOrDefault("HOME", "");
    if (!xdg.isEmpty() && Path.of(xdg).isAbsolute()) {
      folder = Path.of(xdg, "acrfw");
    } else if (!local.isEmpty()) {
      folder = Path.of(local, "acrfw", "cache");
    } else {
      folder = home.isEmpty() ? null : Path.of(home, ".cache", "acrfw");
    }
  }

  /**
   * Returns the folder, made if it was not there.
   *
   * @throws UnavailableException when the environment names none
   */
  public Path folder() throws IOException {
    if (folder == null) {
      throw new UnavailableException(
          "no folder for the cache: XDG_CACHE_HOME and HOME are not set",
          "name a file with --output");
    }
    return Files.createDirectories(folder);
  }

  /**
   * Returns the files of a cloud, the newest last: by the change number that is in them, since
   * names and clocks say what they like; of one number, by name. What is damaged is not among them.
   */
  public List<Path> files(Cloud cloud) throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    Map<Path, Integer> numbers = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> isOf(cloud, file)).toList()) {
        ServiceTagsReader.changeNumber(file).ifPresent(number -> numbers.put(file, number));
      }
    }
    List<Path> files = new ArrayList<>(numbers.keySet());
    files.sort(Comparator.<Path, Integer>comparing(numbers::get).thenComparing(Path::toString));
    return files;
  }

  /** Returns the file of a cloud that holds just these bytes, if there is one. */
  Optional<Path> holding(Cloud cloud, byte[] bytes) throws IOException {
    for (Path file : files(cloud)) {
      if (Files.isRegularFile(file)
          && Files.size(file) == bytes.length
          && Arrays.equals(Files.readAllBytes(file), bytes)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(Cloud cloud, Path file) {
    return PublishedName.parse(file.getFileName().toString())
        .filter(name -> name.isOf(cloud))
        .isPresent();
  }

  /** Returns the newest file of a cloud, if there is one. */
  public Optional<Path> newest(Cloud cloud) throws IOException {
    List<Path> files = files(cloud);
    return files.isEmpty() ? Optional.empty() : Optional.of(files.get(files.size() - 1));
  }

  /** Deletes all but the last eight files of a cloud. */
  public void prune(Cloud cloud) throws IOException {
    List<Path> files = files(cloud);
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
      Files.deleteIfExists(old);
      Files.deleteIfExists(NotedChecksum.beside(old));
    }
  }
}
