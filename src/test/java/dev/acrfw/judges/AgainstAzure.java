package dev.acrfw.judges;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of the program that the real az runs, signed in at a stand-in for Azure. */
abstract class AgainstAzure {
  static AzVersions versions;

  @TempDir private static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void signIn() throws IOException {
    versions = new AzVersions(shared);
  }

  @AfterAll
  static void stop() {
    if (versions != null) {
      versions.close();
    }
  }

  /** Writes what a command prints to a file, and returns its path. */
  String write(String name, String... args) throws IOException {
    return Files.writeString(folder.resolve(name), Acrfw.succeed(args).out()).toString();
  }
}
