package dev.acrfw.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.kernel.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packages, as somebody who does not build acrfw meets them. */
class PackagesIT {
  private static final String VERSION = "0.1.0";
  private static final String GENERATE =
      "generate -s " + Acrfw.SAMPLE + " -r contoso -l westeurope -f nftables";

  @TempDir private Path folder;

  /** Makes a package from the archive of this build, in a folder of its own. */
  private Path packed(String script, String name) throws IOException {
    String archive = "acrfw-" + VERSION + ".tar.gz";
    Files.copy(Path.of("target", archive), folder.resolve(archive));
    Program.run(
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            List.of("sh", "src/main/packages/" + script, folder.toString(), VERSION))
        .succeeded();
    return folder.resolve(name);
  }

  @Test
  void theArchivesHaveOneFolderWithAllThatIsNeeded() {
    Program list = Program.run("tar", "-tzf", "target/acrfw-" + VERSION + ".tar.gz").succeeded();
    assertThat(list.out().lines()).allMatch(line -> line.startsWith("acrfw-" + VERSION + "/"));
    assertThat(list.out())
        .contains("/bin/acrfw\n", "/bin/acrfw.cmd\n", "/man/man1/acrfw.1\n", "/docs/security.md\n")
        .contains("/samples/ServiceTags_Public.json\n", "/completion/completion.fish\n");
  }

  @Test
  void theSelfContainedArchiveRunsWithoutAnotherJavaWhereverItIsUnpacked() throws IOException {
    Program.requireThat(
        Files.isExecutable(Path.of(System.getProperty("java.home"), "bin", "jlink")), "no jlink");
    Program.requireThat(Files.isDirectory(Path.of("/proc/self")), "not Linux");
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "x64";
    Path archive =
        packed("self-contained.sh", "acrfw-" + VERSION + "-linux-" + machine + ".tar.gz");
    String elsewhere = folder.resolve("else where").toString();
    Program.run("mkdir", elsewhere).succeeded();
    Program.run("tar", "-xzf", archive.toString(), "-C", elsewhere).succeeded();
    String program = "'" + elsewhere + "/acrfw-" + VERSION + "/bin/acrfw' ";
    List<String> bare = List.of("env", "-i", "PATH=/nonexistent", "JAVA_HOME=/nonexistent");
    String sh = "/bin/sh";
    for (String command : List.of(GENERATE, "help generate", "formats", "--version")) {
      Program run =
          Program.run(
              Stream.concat(bare.stream(), Stream.of(sh, "-c", program + command))
                  .toArray(String[]::new));
      assertThat(run.succeeded().err()).isEmpty();
      assertThat(run.out()).isEqualTo(Acrfw.succeed(command.split(" ")).out());
    }
    Program.run("sh", "-c", program + "--make-archive").succeeded();
    assertThat(Program.run("sh", "-c", program + GENERATE).succeeded().out())
        .isEqualTo(Acrfw.succeed(GENERATE.split(" ")).out());
  }

  @Test
  void theDebianPackageIsTheSameEveryTimeAndLintianFindsNothing() throws IOException {
    Program.require("dpkg-deb", "lintian");
    Path first = packed("deb.sh", "acrfw_" + VERSION + "_all.deb");
    byte[] bytes = Files.readAllBytes(first);
    Program.run("sh", "src/main/packages/deb.sh", folder.toString(), VERSION).succeeded();
    assertThat(Files.readAllBytes(first)).isEqualTo(bytes);
    Program lintian =
        Program.run("lintian", "--allow-root", "--fail-on", "error,warning", first.toString());
    assertThat(lintian.succeeded().out()).isEmpty();
  }

  /** What is installed, used as docs/formats says, upgraded and removed, on a clean Debian 12. */
  @Test
  void theDebianPackageIsInstalledUsedUpgradedAndRemoved() throws IOException {
    Namespace.require();
    Program.require("dpkg-deb");
    Root root =
        Root.of(
            "bookworm",
            List.of("default-jre-headless", "man-db", "squid-openssl", "bash-completion"));
    Files.move(packed("deb.sh", "acrfw_" + VERSION + "_all.deb"), folder.resolve("acrfw.deb"));
    Files.copy(Path.of("src/test/distributions/package.sh"), folder.resolve("package.sh"));
    Program run = root.run(folder, "sh -eu package.sh");
    assertThat(run.succeeded().out()).endsWith("all well\n");
  }
}
