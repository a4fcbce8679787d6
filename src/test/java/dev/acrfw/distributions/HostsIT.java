package dev.acrfw.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the outputs do beside other firewalls: real packages, real connections. */
@Execution(ExecutionMode.CONCURRENT)
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
    if (kind.equals("firewalld") || kind.equals("ufw")) {
      String[] inbound = {"-s", Acrfw.SAMPLE, "-l", "westeurope", "--for", "webhook:8443"};
      write(kind + "-allow", "-s", Acrfw.SAMPLE, "-l", "westeurope");
      write(kind + "-inbound", inbound);
      write(kind + "-remove", "--remove");
    }
    for (String script : List.of("host.sh", kind + ".sh")) {
      Files.copy(Path.of("src/test/hosts", script), folder.resolve(script));
    }
    Program run = root.run(folder, ". ./" + kind + ".sh; kill $(jobs -p) 2>/dev/null; exit 0");
    assertTable(kind + " on " + suite, run);
    assertAudits(kind + " on " + suite, kind.equals("docker") ? "docker0" : "bridge0");
  }

  /** Of the rules that were there at each try, acrfw audit says what the connections did. */
  private void assertAudits(String title, String bridge) throws IOException {
    Path tags = folder.resolve("tags.json");
    Files.writeString(tags, Acrfw.oneTag("A", List.of("192.0.2.1/32")));
    List<Path> states;
    try (Stream<Path> folders = Files.list(folder.resolve("audits"))) {
      states = folders.sorted().toList();
    }
    for (Path state : states) {
      String[] answer = Files.readString(state.resolve("answer")).split(" ", 2);
      boolean container = answer[0].equals("container");
      List<String> args =
          new ArrayList<>(
              List.of(
                  "audit",
                  "-s",
                  tags.toString(),
                  "--tag",
                  "A",
                  "--family",
                  "ipv4",
                  "-q",
                  "-f",
                  "json",
                  "--out-interface",
                  "near",
                  "--hook",
                  container ? "forward" : "output"));
      if (container) {
        args.addAll(List.of("--in-interface", bridge, "--local", "172.17.0.5"));
      }
      for (String file :
          List.of("nft.json", "sets", "nft-ip", "nft-ip6", "legacy-ip", "legacy-ip6")) {
        Path saved = state.resolve(file);
        if (Files.exists(saved) && Files.size(saved) > 0) {
          args.add(saved.toString());
        }
      }
      Acrfw audit = Acrfw.run(args.toArray(String[]::new));
      assertThat(audit.exitCode()).as(audit.err()).isIn(0, 10);
      JsonNode opening = new ObjectMapper().readTree(audit.out()).path("openings").path(0);
      boolean inside = cidrs(opening, "missing").isEmpty();
      boolean outside = Oracle.contains(cidrs(opening, "extra"), "198.18.0.9");
      String said =
          inside ? outside ? "everything" : "inside only" : outside ? "outside only" : "nothing";
      assertThat(said).as(title + ": " + saved(state) + "\n" + audit.out()).isEqualTo(answer[1]);
    }
    System.err.printf("%s: acrfw audit agrees with connections %d times%n", title, states.size());
  }

  private static List<String> cidrs(JsonNode opening, String what) {
    List<String> cidrs = new ArrayList<>();
    opening.path(what).path("ipv4").forEach(cidr -> cidrs.add(cidr.asText()));
    return cidrs;
  }

  private static String saved(Path state) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String file : List.of("nft-ip", "legacy-ip", "nft.json")) {
      if (Files.exists(state.resolve(file))) {
        all.append(Files.readString(state.resolve(file)));
      }
    }
    return all.toString();
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
