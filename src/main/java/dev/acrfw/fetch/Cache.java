package dev.acrfw.fetch;

import dev.acrfw.failure.UnavailableException;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.PublishedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder that keeps the last files of each cloud, named as Microsoft names them. */
public final class Cache {
  private static final int KEPT = 8;

  private final Path folder;

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
   * Returns the files of a cloud, the newest last: by the date in its name, or where there is none
   * by the day on which it was stored, since no older file than the newest is ever stored.
   */
  public List<Path> files(Cloud cloud) throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> isOf(cloud, file))
          .sorted(Comparator.comparing(Cache::age).thenComparing(Comparator.naturalOrder()))
          .toList();
    }
  }

  private static String age(Path file) {
    String date =
        PublishedName.parse(file.getFileName().toString()).map(PublishedName::date).orElse("");
    if (!date.isEmpty()) {
      return date;
    }
    try {
      String stored = Files.getLastModifiedTime(file).toString();
      return stored.substring(0, stored.indexOf('T')).replace("-", "");
    } catch (IOException e) {
      return "";
    }
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
    }
  }
}
