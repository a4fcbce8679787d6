package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-f list                                    | 2 | no service tags file",
        "-s SAMPLE                                  | 2 | --format is missing",
        "-s SAMPLE -f ipfw                          | 2 | unknown --format ipfw",
        "-s SAMPLE -f list -x                       | 2 | unknown option -x",
        "-s SAMPLE -f list extra                    | 2 | unexpected argument 'extra'",
        "-s SAMPLE -f list -r ab                    | 2 | 'ab' is not the name or login server of a registry",
        "-s SAMPLE -f list -r a;reboot              | 2 | 'a;reboot' is not the name or login server of a registry",
        "-s SAMPLE -f list -r contoso.example.com   | 2 | 'contoso.example.com' is not the name or login server of a registry",
        "-s SAMPLE -f list -r contoso.azurecr.us    | 2 | is a registry of the cloud government",
        "-s SAMPLE -f list --cloud china            | 3 | is of the cloud public, not china",
        "-s SAMPLE -f list --cloud moon             | 2 | unknown cloud moon, of --cloud",
        "-s SAMPLE -f list --for pull:444           | 2 | the ports of pull are fixed",
        "-s SAMPLE -f list --for fly                | 2 | unknown purpose 'fly'",
        "-s SAMPLE -f list --tag Storage:0          | 2 | is not a port from 1 to 65535",
        "-s SAMPLE -f list --tag Storage:65536      | 2 | is not a port from 1 to 65535",
        "-s SAMPLE -f list --tag Storage:+1         | 2 | is not a port from 1 to 65535",
        "-s SAMPLE -f list --tag :1                 | 2 | --tag needs a name",
        "-s SAMPLE -f list --tag Storages           | 4 | no service tag Storages",
        "-s SAMPLE -f list -l all,westeurope        | 2 | --region all is the global tag",
        "-s SAMPLE -f list -l nowhere               | 4 | no region nowhere",
        "-s SAMPLE -f list --tag Storage.NorthEurope --family ipv6 | 4 | have no IPv6 prefix",
        "-s SAMPLE -f list --tag Storage:80,AzureIoTHub -l all | 5 | a list says nothing of directions",
        "-s SAMPLE -f list --name Acrfw             | 2 | --name 'Acrfw' is not",
        "-s SAMPLE -f list --name a;b               | 2 | --name 'a;b' is not",
        "-s SAMPLE -f list --hook output            | 2 | --hook is an option of iptables, ipset, nftables, firewalld and ufw",
        "-s SAMPLE -f list --family ipv5            | 2 | use ipv4, ipv6 or both",
        "-s SAMPLE -f nftables --hook input         | 2 | --hook input changes nothing",
        "-s SAMPLE -f nftables --hook output,input  | 2 | --hook input changes nothing",
        "-s SAMPLE -f nftables --for pull,webhook --hook output | 2 | none of the given hooks sees inbound",
        "-s SAMPLE -f nftables --hook ,             | 2 | --hook",
        "-s SAMPLE -f list --allow-missing-tag Storages | 2 | --allow-missing-tag Storages changes nothing",
        "-s SAMPLE -f list -o SAMPLE                | 2 | is an input of this run",
        "-s SAMPLE -f list --formt                  | 2 | did you mean --format",
        "-s SAMPLE -f nftables --nftables-table ip  | 2 | is not 'inet NAME'",
        "-s SAMPLE -f iptables --nsg-name x         | 2 | is an option of nsg, nsg-az, bicep and terraform only",
        "-s SAMPLE -f list --nsg-priority 300       | 2 | is an option of nsg, nsg-az, bicep and terraform only",
        "-s SAMPLE -f nsg --nsg-priority 99         | 2 | is not a whole number from 100 to 4096",
        "-s SAMPLE -f nsg --nsg-priority 4096       | 5 | priorities up to 4096, and the rule",
        "-s SAMPLE -f nsg --nsg-name a'b            | 2 | is not a name that Azure takes",
        "-s SAMPLE -f nsg --family ipv4             | 2 | --family changes nothing",
        "-s SAMPLE -f list --enforce                | 5 | no --enforce: the output says what to allow",
        "-s SAMPLE -f windows --enforce             | 5 | no --enforce: Windows Firewall lets a block rule beat",
        "-s SAMPLE -f netsh --enforce               | 5 | -DefaultOutboundAction Block",
        "-s SAMPLE -f iptables --local 10.0.0.0/8   | 2 | --local changes nothing without --enforce",
        "-s SAMPLE -f iptables --enforce --hook forward | 2 | needs --local",
        "-s SAMPLE -f ipset --enforce --for iot-edge -l westeurope | 2 | needs --local",
        "-s SAMPLE -f nftables --enforce --local 10.0.0.0/8 | 2 | --local changes nothing without the hook forward",
        "-s SAMPLE -f nftables --enforce --hook forward --local 10.0.0.1/8 | 2 | the network is 10.0.0.0/8",
        "-s SAMPLE -f nftables --enforce --except 0.0.0.0/0 | 2 | is everything",
        "-s SAMPLE -f nftables --enforce --except proxy     | 2 | is not a CIDR",
        "-s SAMPLE -f nsg --enforce --except 10.0.0.0/8     | 2 | is an option of iptables, ipset and nftables only",
        "-f list --remove                           | 5 | a list makes nothing by itself",
        "-f json --remove                           | 5 | a plan makes nothing",
        "-f nsg --remove                            | 5 | use --format nsg-az --remove",
        "-f nftables --remove -l westeurope         | 2 | --remove takes no selection",
        "-f iptables --remove --hook output         | 2 | --hook changes nothing with --remove",
        "-f iptables --remove --enforce             | 2 | --enforce changes nothing with --remove",
        "-s SAMPLE -f list --check                  | 2 | --check needs --output",
        "-s SAMPLE -f list --refresh-header         | 2 | --refresh-header needs --output",
        "-s SAMPLE -f list -o target/x --check --refresh-header | 2 | --check writes nothing",
        "-s SAMPLE -f list -l ,                     | 2 | an empty name in the list of --region",
        "-s SAMPLE -f list -l westeurope,           | 2 | an empty name in the list of --region",
        "-s SAMPLE -f list -o -                     | 2 | --output - is not a file",
        "-s nonesuch -f list                        | 1 | no such file: nonesuch",
        "-s src -f list                             | 1 | src is a folder",
        "-s LICENSE -f list                         | 3 | not valid JSON",
      })
  void aMistakeIsNamedWithThePromisedExitCode(String args, int exitCode, String message) {
    List<String> words = new ArrayList<>(List.of("generate"));
    words.addAll(List.of(args.replace("SAMPLE", Acrfw.SAMPLE).strip().split(" +")));
    Acrfw run = Acrfw.run(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.err()).contains("acrfw: error: ").contains(message).doesNotContain("\tat ");
    assertThat(run.err().lines().filter(l -> !l.startsWith("acrfw: warning: ")))
        .hasSizeBetween(1, 2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aRunWithOnlyATagOpensThatTagAlone() {
    Acrfw run = Acrfw.run("generate", "-s", Acrfw.SAMPLE, "--tag", "AzureIoTHub", "-f", "list");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).doesNotContain("198.51.100");
  }

  @Test
  void aTagThatIsNamedTwiceIsInTheCommandOnce() {
    assertThat(generate("json", "--tag", "Storage,storage:443", "--tag", "STORAGE:80"))
        .isEqualTo(generate("json", "--tag", "Storage", "--tag", "Storage:80"));
    assertThat(generate("list", "--tag", "Storage,storage:443"))
        .contains("# Command: acrfw generate --tag Storage --format list\n");
  }

  @Test
  void aLostStandardErrorLosesNoRules() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Surroundings streams =
        new Surroundings(InputStream.nullInputStream(), out, full, Map.of(), Acrfw.TODAY, false);
    int code = new CommandRunner(streams).run("generate", "-s", Acrfw.SAMPLE, "-f", "list");
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\n192.0.2.0/29\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"contoso", "CONTOSO", "contoso.azurecr.io", "Contoso.AzureCR.io"})
  void aRegistryIsItsNameOrItsLoginServer(String registry) {
    assertThat(generate("json", "-r", registry, "-l", "westeurope"))
        .contains("\"host\": \"contoso.azurecr.io\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Public", "public", "AzureCloud", "azurecloud"})
  void theCloudIsTakenAsTheFileOrAzSpellsIt(String cloud) {
    assertThat(generate("list", "--cloud", cloud, "-l", "all")).contains("192.0.2.");
  }

  @Test
  void aRegionAddedLastMovesNoRuleThatWasThere() {
    String before = generate("nsg", "-l", "westeurope", "--tag", "AzureIoTHub");
    String after = generate("nsg", "-l", "westeurope,northeurope", "--tag", "AzureIoTHub");
    for (String name :
        List.of("AzureIoTHub", "AzureContainerRegistry.WestEurope", "Storage.WestEurope")) {
      assertThat(priorityOf(after, name)).isEqualTo(priorityOf(before, name));
    }
    assertThat(priorityOf(after, "Storage.NorthEurope")).isEqualTo(204);
  }

  private static int priorityOf(String template, String tag) {
    int at = template.indexOf("\"description\": \"acrfw: outbound tcp 443 " + tag + "\"");
    int priority = template.indexOf("\"priority\": ", at) + "\"priority\": ".length();
    return Integer.parseInt(template.substring(priority, template.indexOf(',', priority)));
  }

  @Test
  void theSameOptionsInAnotherOrderOrSpellingGiveTheSameBytes() {
    String expected = generate("nftables", "-r", "contoso", "-l", "westeurope,northeurope");
    assertThat(
            generate(
                "nftables",
                "--location",
                "West Europe",
                "--region=NorthEurope",
                "--registry",
                "CONTOSO",
                "--for",
                "push"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void theBytesDoNotDependOnLocaleAndTimeZone(String format) {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String expected = generate(format, "-r", "INITIALS", "-l", "westeurope");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(generate(format, "-r", "INITIALS", "-l", "westeurope")).isEqualTo(expected);
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(generate(format, "-r", "INITIALS", "-l", "WESTEUROPE")).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.acrfw.Acrfw#formats")
  void anOutputIsPrintableAsciiAndNamesItsSourceWithoutTheFolder(String format) {
    String output = generate(format, "-l", "westeurope");
    assertThat(output.chars())
        .allMatch(c -> c >= ' ' && c <= '~' || c == '\n' || c == '\t' || c == '\r');
    assertThat(output).contains("ServiceTags_Public.json").doesNotContain(Acrfw.SAMPLE);
    assertThat(output).endsWith("\n");
  }

  private static String generate(String format, String... options) {
    List<String> args = new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-f", format));
    args.addAll(List.of(options));
    return Acrfw.succeed(args.toArray(String[]::new)).out();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inet table", "inet chain", "ip meta --family ipv4", "inet auto-merge"})
  void aTableThatIsAWordOfNftIsRefused(String table) {
    String[] words = table.split(" --family ");
    List<String> args =
        new ArrayList<>(List.of("generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", "nftables"));
    args.addAll(List.of("--nftables-table", words[0]));
    if (words.length > 1) {
      args.addAll(List.of("--family", words[1]));
    }
    Acrfw run = Acrfw.run(args.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains("is a word of nft's own language");
  }
}
