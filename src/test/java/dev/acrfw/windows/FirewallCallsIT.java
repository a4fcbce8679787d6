package dev.acrfw.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Golden;
import dev.acrfw.Grammars;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the syntax tree of a PowerShell output says about its calls of the firewall's commands: that
 * a failure stops it, that it heeds {@code -WhatIf} and {@code -Confirm}, and that Constrained
 * Language Mode runs it.
 */
class FirewallCallsIT {
  @TempDir private Path folder;

  @BeforeAll
  static void needsNode() {
    Grammars.install();
  }

  private static Program check(List<Path> scripts) {
    return Grammars.read("firewall.mjs", Grammars.POWERSHELL, scripts);
  }

  @Test
  void everyCallOfTheFirewallStopsTheScriptWhenItFailsAndAsksBeforeAChange() throws Exception {
    List<Path> scripts = new ArrayList<>(Golden.outputs("ps1"));
    scripts.add(Path.of("samples/rules/windows.ps1"));
    assertThat(scripts).hasSizeGreaterThan(3);
    assertThat(check(scripts).succeeded().said()).isEmpty();
  }

  @Test
  void anOutputOfTheFirstEditionFails() {
    Program run = check(List.of(Path.of("src/test/resources/earlier/windows-0.1.0.ps1")));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().map(line -> line.replaceAll("^.*\\.ps1:", "")))
        .contains(
            "73: Open-NetGPO does not stop the script when it fails",
            "84: Get-NetFirewallRule fails in silence",
            "88: New-NetFirewallRule does not stop the script when it fails",
            "88: New-NetFirewallRule does not heed -WhatIf and -Confirm",
            "94: Remove-NetFirewallRule does not stop the script when it fails",
            "98: Save-NetGPO does not stop the script when it fails",
            "98: Save-NetGPO does not heed -WhatIf");
  }

  @Test
  void everyCallThatLosesItsParametersIsFound() throws Exception {
    String script = sample();
    List<Path> broken = new ArrayList<>();
    Matcher splat = Pattern.compile("-Net\\w+ [^\\n]*?( @stop| @ask)").matcher(script);
    for (int from = 0; splat.find(from); from = splat.end(1)) {
      broken.add(
          write(broken.size(), new StringBuilder(script).delete(splat.start(1), splat.end(1))));
      // The next one may be on the same line.
      if (splat.group(1).equals(" @stop") && script.startsWith(" @ask", splat.end(1))) {
        int at = splat.end(1);
        broken.add(
            write(broken.size(), new StringBuilder(script).delete(at, at + " @ask".length())));
      }
    }
    assertThat(broken).hasSize(10);
    assertAllFound(broken);
  }

  @Test
  void everyOtherWayToGoOnIsFound() throws Exception {
    String script = sample();
    String[][] changes = {
      {"ErrorAction = 'Stop'", "ErrorAction = 'Continue'"},
      {"WhatIf = [bool] $WhatIfPreference", "WhatIf = $false"},
      {"Confirm = @('Low', 'Medium') -contains $ConfirmPreference", "Confirm = $false"},
      {"{ throw } }", "{ } }"},
      {"@Query @stop", "@Query @stop 2>$null"},
      {"@Query @stop", "@Query @stop -ErrorAction SilentlyContinue"},
      {"throw \"acrfw: error: ", "Write-Warning \"acrfw: error: "},
      {"if (-not $WhatIfPreference) {", "if ($true) {"},
      {"$ErrorActionPreference = 'Stop'", "$ErrorActionPreference = 'Continue'"},
      {"Save-NetGPO @store @stop", "& Save-NetGPO @store @stop"},
      {"[string] $PolicyStore", "[System.IO.FileInfo] $PolicyStore"},
      {"$had.ContainsKey(", "$had.GetType("},
      {"\n}\n", "\n}\nRemove-Item x\n"},
    };
    List<Path> broken = new ArrayList<>();
    for (String[] change : changes) {
      assertThat(script).contains(change[0]);
      broken.add(write(broken.size(), new StringBuilder(script.replace(change[0], change[1]))));
    }
    assertAllFound(broken);
  }

  private static String sample() throws IOException {
    return Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-f", "windows", "-l", "westeurope").out();
  }

  private Path write(int number, CharSequence script) throws IOException {
    return Files.writeString(folder.resolve("broken" + number + ".ps1"), script);
  }

  private static void assertAllFound(List<Path> broken) {
    String said = check(broken).out();
    assertThat(broken).allSatisfy(file -> assertThat(said).contains(file + ":"));
  }
}
