package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs shell scripts in a network namespace of their own, so that no firewall of this machine is
 * touched. Without root or the tools the test is skipped, unless {@code ACRFW_KERNEL_TESTS} is
 * {@code required}.
 */
final class Namespace {
  private static final boolean REQUIRED = "required".equals(System.getenv("ACRFW_KERNEL_TESTS"));

  private static String whyNot;

  private Namespace() {}

  record Result(int exitCode, String output) {
    Result succeeded() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }
  }

  /** Skips or fails the calling test where kernels cannot be tested. */
  static synchronized void require() {
    if (whyNot == null) {
      whyNot = findOut();
      if (!whyNot.isEmpty() && !REQUIRED) {
        System.err.println("Kernel tests are skipped: " + whyNot);
      }
    }
    if (REQUIRED) {
      assertThat(whyNot).as("ACRFW_KERNEL_TESTS=required").isEmpty();
    }
    Assumptions.assumeTrue(whyNot.isEmpty(), whyNot);
  }

  private static String findOut() {
    try {
      Result result =
          sh(
              """
              for tool in unshare ip nft iptables-nft iptables-legacy; do
                command -v $tool >/dev/null || { echo "no $tool"; exit 1; }
              done
              unshare -n true || echo "no right to unshare -n (run as root)"
              """);
      return result.output.strip();
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  /** Runs a script in a fresh namespace; loopback is up. */
  static Result run(Path folder, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("namespace.sh"), script);
    return sh(
        "cd '" + folder + "' && unshare -n sh -c 'ip link set lo up; exec sh -eu " + file + "'");
  }

  private static Result sh(String script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", script));
    builder.environment().merge("PATH", "/usr/sbin:/sbin", (path, more) -> path + ":" + more);
    builder.redirectErrorStream(true);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      return new Result(process.waitFor(), output);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
