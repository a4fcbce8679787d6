package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
              for tool in unshare nsenter ip nft iptables-nft iptables-legacy ipset python3; do
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
    Path output = Files.createTempFile("acrfw-kernel", ".out");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return new Result(-1, "it hung\n" + Files.readString(output));
      }
      return new Result(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      Files.delete(output);
    }
  }
}
