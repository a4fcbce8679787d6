package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookupCommandTest {
  @TempDir private Path folder;

  private static Acrfw lookup(String... args) {
    List<String> all = new ArrayList<>(List.of("lookup", "-s", Acrfw.SAMPLE));
    all.addAll(List.of(args));
    return Acrfw.run(all.toArray(String[]::new));
  }

  @Test
  void theDocumentationShowsWhatItPrints() throws IOException {
    String page = Files.readString(Path.of("docs/troubleshooting.md"));
    String printed = lookup("-r", "contoso", "-l", "westeurope", "192.0.2.20").out();
    assertThat(page).contains("```\n" + printed + "```\n");
  }

  /** A region first, then the purpose that opens least, then the tag. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.20,-l westeurope,'--region westeurope,northeurope'",
    "198.51.100.140,--data-endpoint dedicated -l westeurope,'--data-endpoint both'",
    "198.51.100.70,--for mcr,'--for mcr,pull'",
    "2001:db8:0:1::5,-l westeurope --family ipv4,'--family both'",
    "192.0.2.201,-l westeurope,--tag AzureContainerRegistry"
  })
  void theChangeThatIsNamedAllowsTheAddress(String address, String options, String change) {
    List<String> args = new ArrayList<>(List.of(options.split(" ")));
    args.add(address);
    String said = lookup(args.toArray(String[]::new)).out();
    if (!said.contains("not allowed")) {
      throw new AssertionError(said);
    }
    String named = said.replaceAll("(?s).*not allowed; (.*?) would allow it.*", "$1");
    assertThat(named).isEqualTo(change);
    List<String> changed = new ArrayList<>(List.of(options.split(" ")));
    String[] option = named.split(" ");
    int at = changed.indexOf(option[0].replace("--region", "-l"));
    if (at >= 0) {
      changed.set(at + 1, option[1]);
    } else {
      changed.addAll(List.of(option));
    }
    changed.add(address);
    assertThat(lookup(changed.toArray(String[]::new)).out())
        .as(named)
        .contains(address + ": allowed by ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | no address: give one",
        "1.2.3                     | 1.2.3 is neither an address, a CIDR nor a host name",
        "http://contoso.azurecr.io | is neither an address, a CIDR nor a host name",
        "--log x 1.2.3.4           | --log takes the addresses of a log",
        "--log x --resolve         | --resolve changes nothing",
        "--resolve 1.2.3.4         | --resolve changes nothing: no name is given"
      })
  void whatMeansNothingIsRefused(String args, String problem) {
    Acrfw run = lookup(args.isEmpty() ? new String[0] : args.split(" "));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(problem);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aNameIsResolvedOnlyWhenAsked() {
    assertThat(lookup("localhost").out()).doesNotContain("127.0.0.1");
    assertThat(lookup("localhost", "--resolve").out()).contains("localhost = 127.0.0.1");
    Acrfw none = lookup("nonesuch.invalid", "--resolve");
    assertThat(none.exitCode()).isZero();
    assertThat(none.err()).contains("nonesuch.invalid does not resolve");
  }

  @Test
  void aLogComesFromStandardInputOrAFileThatIsThere() throws IOException {
    byte[] log = "DST=192.0.2.3\n192.0.2.3\n".getBytes(StandardCharsets.UTF_8);
    Acrfw run = Acrfw.runWith(log, "lookup", "-s", Acrfw.SAMPLE, "--log", "-");
    assertThat(run.out()).contains("Of Azure Container Registry: 2 times");
    Acrfw missing = lookup("--log", folder + "/nonesuch");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.err()).contains("no such file: " + folder + "/nonesuch");
  }

  @Test
  void tagsSendsToLookup() {
    Acrfw run = Acrfw.run("tags", "-s", Acrfw.SAMPLE, "192.0.2.3");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err())
        .contains("no tag's name or region holds 192.0.2.3", "hint: 'acrfw lookup' finds");
  }

  @Test
  void probeOfASelectionWithoutNamesSaysSo() {
    Acrfw run = Acrfw.run("probe", "-s", Acrfw.SAMPLE, "--for", "webhook");
    assertThat(run.exitCode()).isEqualTo(4);
    Acrfw wrong =
        Acrfw.run("probe", "-s", Acrfw.SAMPLE, "-r", "contoso", "--host", "www.example.org");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("--host www.example.org: no wildcard of the selection stands");
    Acrfw odd = Acrfw.run("probe", "-s", Acrfw.SAMPLE, "--host", "a b.blob.core.windows.net");
    assertThat(odd.exitCode()).isEqualTo(2);
    assertThat(odd.err()).contains("--host a b.blob.core.windows.net is not a host name");
    Acrfw proxy =
        Acrfw.runIn(
            Map.of("https_proxy", "socks5://x"),
            "probe",
            "-s",
            Acrfw.SAMPLE,
            "-r",
            "contoso",
            "-l",
            "westeurope");
    assertThat(proxy.exitCode()).as(proxy.toString()).isEqualTo(2);
    assertThat(proxy.err()).contains("the proxy of the environment is not an address");
  }
}
