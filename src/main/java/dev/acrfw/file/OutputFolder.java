package dev.acrfw.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
   * Writes the files, by their paths with slashes: all to the disk first, then each to its place.
   *
   * @throws IOException when one cannot be written; those that were replaced are put back
   */
  public void write(Map<String, byte[]> files) throws IOException {
    List<Replacement> replacements = new ArrayList<>();
    try {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        Path path = folder.resolve(each.getKey());
        Files.createDirectories(path.getParent());
        OutputFile file = new OutputFile(path);
        replacements.add(new Replacement(file, file.existing(), file.prepare(each.getValue())));
      }
      place(replacements);
    } finally {
      for (Replacement each : replacements) {
        each.prepared.close();
      }
    }
  }

  private static void place(List<Replacement> replacements) throws IOException {
    int placed = 0;
    try {
      for (Replacement each : replacements) {
        each.prepared.place();
        placed++;
      }
    } catch (IOException e) {
      for (Replacement each : replacements.subList(0, placed)) {
        each.file.putBack(each.before);
      }
      throw e;
    }
  }

  private record Replacement(
      OutputFile file, Optional<byte[]> before, OutputFile.Prepared prepared) {}
}
