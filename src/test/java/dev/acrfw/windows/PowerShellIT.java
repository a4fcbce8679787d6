package dev.acrfw.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PowerShell outputs run by PowerShell, with stand-ins for the firewall's commands. Debian has no
 * PowerShell, so these tests are skipped without it in CI as well; {@link FirewallCallsIT} is not.
 */
class PowerShellIT {

  @TempDir private Path folder;

  @BeforeAll
  static void needsPowerShell() {
    boolean there = Program.run("sh", "-c", "command -v pwsh").exitCode() == 0;
    if (!there) {
      System.err.println("PowerShell tests are skipped: no pwsh");
    }
    Assumptions.assumeTrue(there, "no pwsh");
  }

  private static Program pwsh(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of("pwsh", "-NoProfile", "-NonInteractive"));
    command.addAll(List.of("-File", "src/test/windows/" + script));
    command.addAll(List.of(arguments));
    return Program.run(command.toArray(String[]::new));
  }

  private void write(String name, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("generate"));
    all.addAll(List.of(args));
    Files.writeString(folder.resolve(name), Acrfw.succeed(all.toArray(String[]::new)).out());
  }

  private void writeScriptAndList(String name, String list, String file, String... selection)
      throws IOException {
    for (String format : List.of("windows", "list")) {
      List<String> args = new ArrayList<>(List.of("-s", file, "-f", format));
      args.addAll(List.of(selection));
      write(format.equals("list") ? list : name, args.toArray(String[]::new));
    }
  }

  @Test
  void outputsDoWhatTheySayWhateverFails() throws IOException {
    writeScriptAndList(
        "west-a.ps1", "list-a.txt", Acrfw.SAMPLE, "-r", "contoso", "-l", "westeurope");
    writeScriptAndList(
        "west-b.ps1", "list-b.txt", Acrfw.SAMPLE_NEXT, "-r", "contoso", "-l", "westeurope");
    writeScriptAndList("all.ps1", "list-all.txt", Acrfw.SAMPLE, "-r", "contoso", "-l", "all");
    writeScriptAndList(
        "hook.ps1", "list-hook.txt", Acrfw.SAMPLE, "-l", "westeurope", "--for", "webhook:8443");
    write("iot.ps1", "-s", Acrfw.SAMPLE, "-f", "windows", "-l", "all", "--for", "iot-edge");
    write("v4.ps1", "-s", Acrfw.SAMPLE, "-f", "windows", "--family", "ipv4", "--name", "other");
    write("remove.ps1", "--remove", "-f", "windows");
    write("remove-other.ps1", "--remove", "-f", "windows", "--name", "other");
    Program run = pwsh("Test-Outputs.ps1", "-Dir", folder.toString());
    assertThat(run.succeeded().out()).contains(" passed, 0 failed").doesNotContain("FAIL");
  }

  @Test
  void theTestForARealWindowsRunsOnTheStandIns() {
    Program run = pwsh("Test-Windows.ps1", "-StandIn");
    assertThat(run.succeeded().out()).contains("0 failed").doesNotContain("FAIL");
  }
}
