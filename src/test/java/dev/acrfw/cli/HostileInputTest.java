package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import dev.acrfw.format.Format;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.render.FolderText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever stands in an option, a file's name or a tags file, in every format: it is refused in two
 * lines and nothing is written, or the output does the same as without it. Scripts are run, with
 * tools that do nothing, in a folder where a file called {@value #CANARY} would tell.
 */
class HostileInputTest {
  private static final String CANARY = "canary";

  private static final List<String> ATTACKS =
      List.of(
          "$(touch canary)",
          "`touch canary`",
          "';touch canary;'",
          "\";touch canary;\"",
          "a\ntouch canary\n",
          "a\r\ntouch canary",
          "x||touch canary",
          "x & touch canary & rem",
          "#>\ntouch canary\n<#",
          "}\nadd table inet canary\n",
          "@canary",
          "-o=canary",
          "\u2028touch canary",
          "\u001b]0;touch canary\u0007",
          "'@\ntouch canary\n@'",
          "%COMSPEC% /c touch canary");

  private static final Set<String> GIVEN_ALREADY = Set.of("--service-tags", "--format");

  private static final List<String> TOOLS =
      List.of(
          "iptables",
          "ip6tables",
          "iptables-save",
          "ip6tables-save",
          "iptables-restore",
          "ip6tables-restore",
          "ipset",
          "nft",
          "az",
          "aws",
          "ufw",
          "firewall-cmd",
          "firewall-offline-cmd",
          "flock",
          "modprobe");

  @TempDir private Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private int tried;
  private int executed;

  @AfterEach
  void sayHowMany() {
    System.err.printf("%d hostile runs, %d of them gave a script that was run%n", tried, executed);
  }

  @BeforeEach
  void toolsThatDoNothing() throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.createDirectories(folder.resolve("run"));
    Files.createDirectories(folder.resolve("outputs"));
    for (String tool : TOOLS) {
      Path file = Files.writeString(folder.resolve("bin").resolve(tool), "#!/bin/sh\nexit 0\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.createDirectories(folder.resolve("etc/firewalld"));
    Path ufw = Files.createDirectories(folder.resolve("etc/ufw"));
    for (String rules : List.of("before.rules", "before6.rules")) {
      Files.writeString(ufw.resolve(rules), "*filter\nCOMMIT\n");
    }
  }

  private void assertInert(Format format, Acrfw run, String what) throws IOException {
    tried++;
    if (run.exitCode() != 0) {
      assertThat(run.exitCode()).as(what).isBetween(1, 6);
      assertThat(run.out()).as(what).isEmpty();
      assertThat(run.err().lines().filter(line -> !line.startsWith("acrfw: warning")))
          .as(what)
          .hasSizeLessThanOrEqualTo(2);
      assertThat(run.err())
          .as(what)
          .doesNotContainPattern("[\\p{Cc}&&[^\n]]")
          .doesNotContain("bug in acrfw");
      return;
    }
    if (format.extension().equals("sh")) {
      execute(run.out());
    } else if (format.comment().isEmpty()) {
      json.readTree(
          format.isFolder()
              ? FolderText.files(run.out()).get(format.mainFile("acrfw"))
              : run.out());
    } else {
      assertThat(run.out().lines().filter(line -> line.contains(CANARY)))
          .as(what)
          .allMatch(line -> line.startsWith(format.comment() + " "));
    }
    assertThat(folder.resolve("run").resolve(CANARY)).as(what).doesNotExist();
  }

  private void execute(String script) throws IOException {
    executed++;
    // A machine that has ufw or firewalld keeps its own files.
    String here = script.replace("\netc=/etc/", "\netc=" + folder + "/etc/");
    assertThat(here).doesNotContain("=/etc/ufw", "=/etc/firewalld");
    Path file = Files.writeString(folder.resolve("script"), here);
    Program.run(
        folder.resolve("run"),
        Map.of("PATH", folder.resolve("bin").toString()),
        List.of("sh", file.toString()));
  }

  @Test
  void whatIsCodeInAScriptIsSeen() throws IOException {
    for (String attack : List.of("$(touch canary)", "`touch canary`", "a\ntouch canary\n")) {
      execute("echo " + attack);
      assertThat(folder.resolve("run").resolve(CANARY)).exists();
      Files.delete(folder.resolve("run").resolve(CANARY));
    }
  }

  private static Stream<Option<?>> options() {
    return new GenerateCommand(null, null)
        .arguments.all().stream()
            .<Option<?>>map(Argument::option)
            .filter(option -> option.arity() != Option.Arity.FLAG)
            .filter(option -> !GIVEN_ALREADY.contains(option.name()));
  }

  /** An option of a file gets the name of one that is there and holds the tags. */
  @ParameterizedTest
  @EnumSource
  void optionsAreInert(Format format) throws IOException {
    for (Option<?> option : options().toList()) {
      for (String attack : ATTACKS) {
        String value = attack;
        if (option.suggestion() == Suggestion.FILES && !option.name().equals("--output")) {
          value =
              Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("f" + attack.replace('/', '_')))
                  .toString();
        }
        if (option.name().equals("--output")) {
          value = folder.resolve("outputs") + "/" + attack;
        }
        Acrfw run =
            Acrfw.run(
                "generate",
                "-s=" + Acrfw.SAMPLE,
                "-l=westeurope",
                "-f=" + format.displayName(),
                option.name() + "=" + value);
        if (!option.name().equals("--output")) {
          assertInert(format, run, format + " " + option.name() + " " + attack + "\n" + run);
        }
        Files.deleteIfExists(folder.resolve("f" + attack.replace('/', '_')));
      }
    }
    assertThat(executed > 0).isEqualTo(format.extension().equals("sh"));
  }

  @ParameterizedTest
  @EnumSource
  void whatStandsInATagsFileIsInert(Format format) throws IOException {
    String sample = Files.readString(Path.of(Acrfw.SAMPLE));
    List<String> places =
        List.of(
            "\"cloud\": \"Public\"",
            "\"name\": \"AzureContainerRegistry.WestEurope\"",
            "\"id\": \"AzureContainerRegistry.WestEurope\"",
            "\"region\": \"westeurope\"",
            "\"platform\": \"Azure\"",
            "\"API\"",
            "\"systemService\": \"AzureContainerRegistry\"");
    int changed = 0;
    for (String place : places) {
      if (!sample.contains(place)) {
        continue;
      }
      changed++;
      for (String attack : ATTACKS) {
        String before = place.substring(0, place.lastIndexOf('"', place.length() - 2) + 1);
        String quoted = json.writeValueAsString(attack);
        Path file =
            Files.writeString(
                folder.resolve("tags.json"), sample.replace(place, before + quoted.substring(1)));
        Acrfw run =
            Acrfw.run("generate", "-s=" + file, "-l=westeurope", "-f=" + format.displayName());
        assertInert(format, run, format + " " + place + " " + attack + "\n" + run);
      }
    }
    assertThat(changed).isGreaterThanOrEqualTo(5);
  }
}
