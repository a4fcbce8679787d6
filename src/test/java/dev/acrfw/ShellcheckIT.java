package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and units that acrfw writes or comes with, checked by the tools for them. */
class ShellcheckIT {
  @TempDir private Path folder;

  static Stream<List<String>> generated() {
    String s = Acrfw.SAMPLE;
    return Stream.of(
        List.of("generate", "-s", s, "-l", "westeurope", "-f", "iptables"),
        List.of("generate", "-s", s, "-l", "westeurope", "-f", "iptables", "--for", "iot-edge"),
        List.of("generate", "-s", s, "-l", "all", "-f", "iptables", "--for", "webhook:8443"),
        List.of("generate", "-s", s, "-l", "westeurope", "-f", "iptables", "--enforce"),
        List.of("generate", "-s", s, "-l", "westeurope", "-f", "ipset", "--for", "iot-edge"),
        List.of("generate", "-s", s, "-l", "westeurope", "-f", "nsg-az"),
        List.of("generate", "-s", s, "-l", "westeurope", "-f", "nsg-az", "--enforce"),
        List.of("generate", "--remove", "-f", "iptables"),
        List.of("generate", "--remove", "-f", "ipset"),
        List.of("generate", "--remove", "-f", "nsg-az"),
        List.of("registry", "-r", "contoso", "--trusted-services", "off"),
        List.of("registry", "-r", "contoso", "--allow", "20.1.2.3", "--prune"),
        List.of(
            "registry",
            "-r",
            "contoso",
            "-g",
            "my-rg",
            "--allow",
            "20.1.2.3",
            "--public-access",
            "selected",
            "--tasks-bypass",
            "on",
            "--data-endpoints",
            "on"));
  }

  @ParameterizedTest
  @MethodSource("generated")
  void aGeneratedScriptIsClean(List<String> args) throws Exception {
    String script = Acrfw.succeed(args.toArray(String[]::new)).out();
    check(Files.writeString(folder.resolve("script.sh"), script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/dist/bin/acrfw",
        ".ci/run",
        "samples/automation/update.sh",
        "samples/automation/apply-nftables.sh"
      })
  void anOwnScriptIsClean(String script) throws Exception {
    check(Path.of(script));
  }

  @Test
  void theSystemdUnitsAreClean() throws Exception {
    check(List.of("systemd-analyze", "verify", "samples/systemd/acrfw-rules.service"));
    check(
        List.of(
            "systemd-analyze",
            "verify",
            "samples/automation/acrfw-update.service",
            "samples/automation/acrfw-update.timer"));
  }

  @Test
  void thePlaybookIsOneOfAnsible() throws Exception {
    String said =
        check(List.of("ansible-playbook", "--syntax-check", "samples/automation/playbook.yml"));
    assertThat(said).contains("playbook: samples/automation/playbook.yml");
  }

  @Test
  void thePipelineIsYaml() throws Exception {
    String load = "import sys, yaml; print(sorted(yaml.safe_load(open(sys.argv[1]))))";
    String said =
        check(List.of("/usr/bin/python3", "-c", load, "samples/automation/azure-pipeline.yml"));
    assertThat(said.strip()).isEqualTo("['pool', 'schedules', 'steps', 'trigger', 'variables']");
  }

  private static void check(Path script) throws Exception {
    assertThat(check(List.of("shellcheck", script.toString()))).isEmpty();
  }

  private static String check(List<String> command) throws Exception {
    boolean required = "required".equals(System.getenv("ACRFW_KERNEL_TESTS"));
    Process search = new ProcessBuilder("sh", "-c", "command -v " + command.get(0)).start();
    Assumptions.assumeTrue(search.waitFor() == 0 || required, "no " + command.get(0));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
