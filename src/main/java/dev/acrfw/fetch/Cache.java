package dev.acrfw.fetch;

import dev.acrfw.servicetags.Cloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
   * @throws FetchException when the environment names none
   */
  public Path folder() throws IOException {
    if (folder == null) {
      throw new FetchException(
          "no folder for the cache: XDG_CACHE_HOME and HOME are not set\nname a file with --output");
    }
    return Files.createDirectories(folder);
  }

  /** Returns the files of a cloud, the newest, by the date in its name, last. */
  public List<Path> files(Cloud cloud) throws IOException {
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    String pattern = "ServiceTags_" + cloud.fileName() + "_\\d{8}\\.json(\\.gz)?";
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  /** Deletes all but the last eight files of a cloud. */
  public void prune(Cloud cloud) throws IOException {
    List<Path> files = files(cloud);
    for (Path old : files.subList(0, Math.max(0, files.size() - KEPT))) {
      Files.deleteIfExists(old);
    }
  }
}
