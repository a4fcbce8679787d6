package dev.acrfw.judges;

import dev.acrfw.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Programs of others that judge what acrfw writes: {@code .ci/judges.sh} installs them, pinned. A
 * test is skipped with one line where they are not there, in CI it fails.
 */
final class Judge {
  private static final Path FOLDER =
      Path.of(Optional.ofNullable(System.getenv("ACRFW_JUDGES")).orElse("target/judges"));

  private static final Set<String> MISSING = new HashSet<>();

  private Judge() {}

  /** Returns the absolute path of a judge, for example of {@code az/bin/az}. */
  static String require(String program) {
    Path path = FOLDER.resolve(program).toAbsolutePath();
    if (!Files.exists(path) && !Program.REQUIRED && MISSING.add(program)) {
      System.err.println("Its tests are skipped: no " + program + " (.ci/judges.sh installs it)");
    }
    Program.requireThat(Files.exists(path), "no " + path);
    return path.toString();
  }
}
