package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The weekly files of 2024, if this machine has them. */
public final class Weekly {
  /** Where they are unpacked. */
  public static final Path FOLDER = Path.of("target/weekly");

  private Weekly() {}

  /** Returns the files in their order, unpacked; a test that needs them is skipped without them. */
  public static List<Path> files() throws IOException, InterruptedException {
    Path archive = Acrfw.PUBLISHED.resolve("public-weekly-2024.tar.zst");
    Assumptions.assumeTrue(Files.exists(archive), "no weekly files on this machine");
    boolean required = "required".equals(System.getenv("ACRFW_KERNEL_TESTS"));
    boolean there = new ProcessBuilder("sh", "-c", "command -v zstd").start().waitFor() == 0;
    Assumptions.assumeTrue(there || required, "no zstd");
    Files.createDirectories(FOLDER);
    Process tar =
        new ProcessBuilder(
                "tar",
                "--zstd",
                "--skip-old-files",
                "-xf",
                archive.toString(),
                "-C",
                "target/weekly")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }
}
