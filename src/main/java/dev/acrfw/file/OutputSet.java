package dev.acrfw.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several files that are written all or not at all. */
public final class OutputSet {
  private record Replacement(
      OutputFile file, Optional<byte[]> before, OutputFile.Prepared prepared) {}

  private OutputSet() {}

  /**
   * Writes the files: all to the disk first, then each to its place. Folders that are missing are
   * made.
   *
   * @throws IOException when one cannot be written; those that were replaced are put back
   */
  public static void write(Map<Path, byte[]> files) throws IOException {
    List<Replacement> replacements = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> each : files.entrySet()) {
        Path path = each.getKey();
        if (Files.exists(path) && !Files.isRegularFile(path)) {
          throw new IOException(path + " is not a file");
        }
        Files.createDirectories(path.toAbsolutePath().getParent());
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
}
