package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NativeIT {
  @Test
  void withoutAGraalVmTheProfileSaysWhatItNeeds() {
    String java = System.getProperty("java.home");
    Assumptions.assumeFalse(Files.exists(Path.of(java, "bin", "native-image")), "a GraalVM");
    Program.require("mvn");
    Program run =
        Program.run(
            Map.of("JAVA_HOME", java),
            List.of(
                "mvn",
                "-o",
                "-q",
                "-B",
                "-Dmaven.repo.local=" + System.getProperty("maven.repository"),
                "-Pnative",
                "validate"));
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.out())
        .contains("-Pnative needs Maven to run on a GraalVM: set JAVA_HOME to one.")
        .doesNotContain("Exception in thread");
  }
}
