package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs shell scripts in a network namespace of their own, so that no firewall of this machine is
 * touched. Without root or the tools the test is skipped, unless {@code ACRFW_KERNEL_TESTS} is
 * {@code required}.
 */
public final class Namespace {
  private static String whyNot;

  private Namespace() {}

  /** What a script said, and its exit code. */
  public record Result(int exitCode, String output) {
    /** Returns this result, if it is a success. */
    public Result succeeded() {
      assertThat(exitCode).as(output).isZero();
      return this;
    }
  }

  /** Skips or fails the calling test where kernels cannot be tested. */
  public static synchronized void require() {
    if (whyNot == null) {
      whyNot = findOut();
      if (!whyNot.isEmpty() && !Program.REQUIRED) {
        System.err.println("Kernel tests are skipped: " + whyNot);
      }
    }
    Program.requireThat(whyNot.isEmpty(), whyNot);
  }

  private static String findOut() {
    Result result =
        sh(
            """
            for tool in unshare nsenter ip nft iptables-nft iptables-legacy ipset python3; do
              command -v $tool >/dev/null || { echo "no $tool"; exit 1; }
            done
            unshare -n true || echo "no right to unshare -n (run as root)"
            """);
    return result.output.strip();
  }

  /** Returns lines that make {@code iptables} and its relatives mean a back end, nft or legacy. */
  static String backEnd(String kind) {
    return """
        mkdir -p bin
        for c in iptables ip6tables iptables-restore ip6tables-restore iptables-save ip6tables-save; do
          ln -sf "/usr/sbin/xtables-%s-multi" bin/$c
        done
        PATH=$PWD/bin:$PATH
        """
        .formatted(kind);
  }

  /** Runs a script in a fresh namespace; loopback is up. */
  public static Result run(Path folder, String script) throws IOException {
    Path file = Files.writeString(folder.resolve("namespace.sh"), script);
    return sh(
        "cd '" + folder + "' && unshare -n sh -c 'ip link set lo up; exec sh -eu " + file + "'");
  }

  private static Result sh(String script) {
    Program run = Program.run("sh", "-c", "exec 2>&1; " + script);
    return new Result(run.exitCode(), run.said());
  }
}
