package dev.acrfw.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Some files of a folder that are written all or not at all; others stay. */
public final class OutputFolder {
  private final Path folder;

  /**
   * @throws IOException when the path is a file
   */
  public OutputFolder(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a folder");
    }
    this.folder = folder;
  }

  /** Returns what a file holds; nothing when it is not there. */
  public Optional<byte[]> existing(String path) throws IOException {
    return new OutputFile(folder.resolve(path)).existing();
  }

  /**
   * Writes the files, by their paths with slashes.
   *
   * @throws IOException when one cannot be written; those that were replaced are put back
   */
  public void write(Map<String, byte[]> files) throws IOException {
    Map<Path, byte[]> set = new LinkedHashMap<>();
    files.forEach((path, bytes) -> set.put(folder.resolve(path), bytes));
    OutputSet.write(set);
  }
}
