package dev.acrfw.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.kernel.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the outputs do beside other firewalls: real packages, real connections. */
class HostsIT {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path PAGE = Path.of("docs/hosts-tried.md");

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
  }

  private void write(String name, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("generate", "-f", name.split("-")[0]));
    args.addAll(List.of(options));
    Files.writeString(folder.resolve(name), Acrfw.succeed(args.toArray(String[]::new)).out());
  }

  @ParameterizedTest
  @CsvSource({
    "plain, bullseye, ''",
    "plain, trixie, ''",
    "ufw, bullseye, ufw",
    "ufw, trixie, ufw",
    "firewalld, bullseye, firewalld dbus",
    "firewalld, bookworm, firewalld dbus",
    "firewalld, trixie, firewalld dbus",
    "docker, trixie, docker.io docker-cli",
    "bridges, bullseye, ''",
    "bridges, trixie, ''"
  })
  void theTableOfTheDocumentationIsWhatTheHostsSay(String kind, String suite, String packages)
      throws IOException {
    Root root = Root.of(suite, packages.isEmpty() ? List.of() : List.of(packages.split(" ")));
    for (String format : List.of("iptables", "ipset", "nftables")) {
      String[] west = {"-s", Acrfw.SAMPLE, "-l", "westeurope"};
      write(format + "-allow", west);
      write(format + "-remove", "--remove");
      if (kind.equals("docker") || kind.equals("bridges")) {
        String[] both = {"--enforce", "--hook", "output,forward", "--local", "172.17.0.0/16"};
        write(format + "-enforce", with(west, both));
        if (!format.equals("nftables")) {
          write(format + "-docker", with(with(west, both), "--iptables-from", "DOCKER-USER"));
        }
      } else {
        write(format + "-enforce", with(west, "--enforce"));
      }
    }
    write(
        "nftables-ip",
        "-s",
        Acrfw.SAMPLE,
        "-l",
        "westeurope",
        "--family",
        "ipv4",
        "--nftables-table",
        "ip filter");
    write("list-allow", "-s", Acrfw.SAMPLE, "-l", "westeurope", "--family", "ipv4");
    for (String script : List.of("host.sh", kind + ".sh")) {
      Files.copy(Path.of("src/test/hosts", script), folder.resolve(script));
    }
    Program run = root.run(folder, ". ./" + kind + ".sh; kill $(jobs -p) 2>/dev/null; exit 0");
    assertTable(kind + " on " + suite, run);
  }

  /** The page holds what the hosts said, between two lines that name kind and suite. */
  private static void assertTable(String title, Program run) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- " + title + " -->\n";
    assertThat(page).contains(begin);
    int start = page.indexOf(begin) + begin.length();
    int end = page.indexOf("<!-- end -->", start);
    String actual = page.substring(0, start) + run.out() + page.substring(end);
    if (UPDATE) {
      Files.writeString(PAGE, actual);
    }
    assertThat(actual).as(run.err()).isEqualTo(Files.readString(PAGE));
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }
}
