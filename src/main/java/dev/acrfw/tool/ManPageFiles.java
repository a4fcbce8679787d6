package dev.acrfw.tool;

import dev.acrfw.cli.ManPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the manual pages into a folder, which the build packs. */
public final class ManPageFiles {
  private ManPageFiles() {}

  /** Takes the folder, which is made if it is not there. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (Map.Entry<String, String> page : ManPages.all().entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
  }
}
