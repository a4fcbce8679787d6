package dev.acrfw.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What saved rules are said to let through; kernels say the same in AuditIT. */
class AuditTest {
  /** What the registry in West Europe needs of the sample, in IPv4. */
  private static final String NEEDED = "192.0.2.0/29 198.51.100.64/26 198.51.100.128/28";

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private Acrfw run(List<String> files, String... options) {
    List<String> args = new ArrayList<>(List.of("audit", "-s", Acrfw.SAMPLE, "-l", "westeurope"));
    args.addAll(List.of(options));
    args.addAll(files);
    return Acrfw.run(args.toArray(String[]::new));
  }

  private JsonNode audit(List<String> files, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("-f", "json", "-q"));
    all.addAll(List.of(options));
    Acrfw run = run(files, all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isIn(0, 10);
    return new ObjectMapper().readTree(run.out());
  }

  private static String cidrs(JsonNode audit, String what) {
    List<String> cidrs = new ArrayList<>();
    audit.path("openings").path(0).path(what).path("ipv4").forEach(c -> cidrs.add(c.asText()));
    return String.join(" ", cidrs);
  }

  private String missing(String... files) throws IOException {
    return cidrs(audit(List.of(files), "--family", "ipv4"), "missing");
  }

  private String iptables(String rules) throws IOException {
    String input = rules.startsWith("-P INPUT") ? "" : ":INPUT ACCEPT [0:0]\n";
    return file("v4", "*filter\n:OUTPUT DROP [0:0]\n" + input + rules + "\nCOMMIT\n");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -A OUTPUT -j ACCEPT | ''
          -A OUTPUT -p tcp --dport 443 -j ACCEPT | ''
          -A OUTPUT -p tcp -m multiport --dports 80,443 -j ACCEPT;-A OUTPUT -m state --state ESTABLISHED -j ACCEPT | ''
          -A OUTPUT -p tcp --dport 80 -j ACCEPT | all
          -A OUTPUT -p udp --dport 443 -j ACCEPT | all
          -A OUTPUT -o lo -j ACCEPT | all
          -A OUTPUT ! -o lo -j ACCEPT | ''
          -A OUTPUT -d 192.0.2.0/29 -j DROP;-A OUTPUT -j ACCEPT | 192.0.2.0/29
          -A OUTPUT -j ACCEPT;-A OUTPUT -d 192.0.2.0/29 -j DROP | ''
          -A OUTPUT ! -d 192.0.2.0/29 -j ACCEPT | 192.0.2.0/29
          -A OUTPUT -m owner --uid-owner 0 -j ACCEPT | all
          -A OUTPUT -m owner --uid-owner 0 -j DROP;-A OUTPUT -j ACCEPT | all
          -A OUTPUT -m limit --limit 3/s -j ACCEPT | all
          -A OUTPUT -m unheard --of 1 -j DROP;-A OUTPUT -j ACCEPT | all
          -A OUTPUT -o eth0 -j ACCEPT | all
          -A OUTPUT -s 127.0.0.0/8 -j DROP;-A OUTPUT -j ACCEPT | ''
          -A OUTPUT -m set --match-set unknown dst -j ACCEPT | all
          -A OUTPUT -m comment --comment "-j ACCEPT" -j DROP | all
          -A OUTPUT -j NFQUEUE --queue-num 1 | all
          -A OUTPUT -j LOG --log-prefix "x -j DROP";-A OUTPUT -j ACCEPT | ''
          -N one;-A OUTPUT -j one;-A one -d 192.0.2.0/29 -j RETURN;-A one -j ACCEPT | 192.0.2.0/29
          -N one;-A OUTPUT -g one;-A OUTPUT -j ACCEPT | all
          -N one;-A OUTPUT -j one;-A OUTPUT -j ACCEPT | ''
          -A OUTPUT -m mark --mark 0x8000/0x8000 -j DROP;-A OUTPUT -j ACCEPT | ''
          -A OUTPUT -j MARK --set-xmark 0x8000/0x8000;-A OUTPUT -m mark --mark 0x8000/0x8000 -j DROP;-A OUTPUT -j ACCEPT | all
          -A OUTPUT -p tcp --syn -j ACCEPT;-A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT | ''
          -A OUTPUT -p tcp --syn -j ACCEPT | all
          -P INPUT DROP;-A OUTPUT -j ACCEPT | all
          -P INPUT DROP;-A OUTPUT -j ACCEPT;-A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT | ''
          -P INPUT DROP;-A OUTPUT -j ACCEPT;-A INPUT -p tcp --sport 443 -j ACCEPT | ''
          """)
  void ofIptablesItCountsWhatReallyAccepts(String rules, String missing) throws IOException {
    assertThat(missing(iptables(rules.replace(";", "\n"))))
        .isEqualTo(missing.equals("all") ? NEEDED : missing);
  }

  @Test
  void severalFilesAreOneFirewall() throws IOException {
    String v4 =
        iptables(
            "-A OUTPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT\n"
                + "-A OUTPUT -m set --match-set both dst -j ACCEPT\n"
                + "-A OUTPUT -m set --match-set ports dst,dst -j ACCEPT");
    String sets =
        file(
            "sets",
            """
            create nets hash:net family inet
            add nets 192.0.2.0/29
            create both list:set size 8
            add both nets
            create ports hash:net,port family inet
            add ports 198.51.100.64/26,tcp:443
            add ports 198.51.100.128/28,udp:443
            """);
    assertThat(missing(v4, sets)).isEqualTo("198.51.100.128/28");
    assertThat(missing(sets, v4)).isEqualTo("198.51.100.128/28");
    JsonNode alone = audit(List.of(v4), "--family", "ipv4");
    assertThat(cidrs(alone, "missing")).isEqualTo(NEEDED);
    assertThat(alone.path("notes").toString())
        .contains("the set both is in none of the files: give what 'ipset save' prints, too");
  }

  @ParameterizedTest
  @CsvSource({
    "hash:ip family inet netmask 29, 192.0.2.0, 192.0.2.0/29",
    "hash:ip family inet, 192.0.2.1, 192.0.2.1/32",
    "bitmap:ip range 192.0.2.0/24, 192.0.2.0-192.0.2.3, 192.0.2.0/30",
    "hash:net family inet, 192.0.2.0/30 nomatch, ''",
    "hash:mac, 00:11:22:33:44:55, all",
    "'hash:ip,mark family inet', '192.0.2.0,0x1', 192.0.2.0/32",
  })
  void whatASetDropsIsMissing(String type, String element, String missing) throws IOException {
    String v4 = iptables("-A OUTPUT -m set --match-set s dst,dst -j DROP\n-A OUTPUT -j ACCEPT");
    String sets = file("sets", "create s " + type + "\nadd s " + element + "\n");
    assertThat(missing(v4, sets)).isEqualTo(missing.equals("all") ? NEEDED : missing);
  }

  @Test
  void aFamilyOfWhichNoFileTellsIsNotAccepted() throws IOException {
    JsonNode audit = audit(List.of(iptables("-A OUTPUT -j ACCEPT")));
    assertThat(cidrs(audit, "missing")).isEmpty();
    assertThat(audit.path("openings").path(0).path("missing").path("ipv6")).hasSize(2);
    assertThat(audit.path("notes").toString()).contains("no file tells of IPv6");
  }

  @Test
  void ip6tablesOfOldVersionsAreKnownByTheirAddresses() throws IOException {
    String v6 = file("v6", "*filter\n:OUTPUT DROP [0:0]\n-A OUTPUT -d 2001:db8::/32 -j ACCEPT\n");
    JsonNode audit = audit(List.of(iptables("-A OUTPUT -j ACCEPT"), v6));
    assertThat(audit.path("openings").path(0).path("missing").path("ipv6")).isEmpty();
  }

  @Test
  void aDropInAnotherTableCountsAndIsNamed() throws IOException {
    String v4 =
        file(
            "v4",
            """
            *filter
            :OUTPUT ACCEPT [0:0]
            COMMIT
            *mangle
            :OUTPUT ACCEPT [0:0]
            -A OUTPUT -d 192.0.2.0/30 -j DROP
            COMMIT
            """);
    Acrfw run = run(List.of(v4), "--family", "ipv4");
    assertThat(run.exitCode()).isEqualTo(10);
    assertThat(run.out())
        .contains("refused by chain OUTPUT of the IPv4 table mangle of iptables: 4 IPv4")
        .contains("all other IPv4 addresses");
  }

  @Test
  void theAnswersHaveToPassAsWell() throws IOException {
    String v4 = file("v4", "*filter\n:OUTPUT ACCEPT [0:0]\n:INPUT DROP [0:0]\nCOMMIT\n");
    assertThat(run(List.of(v4), "--family", "ipv4").out())
        .contains("the answers are refused by chain INPUT of the IPv4 table filter of iptables");
  }

  @Test
  void interfacesDecideWhereTheyAreNamed() throws IOException {
    String v4 =
        file(
            "v4",
            """
            *filter
            :FORWARD DROP [0:0]
            -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
            -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            COMMIT
            """);
    List<String> files = List.of(v4);
    String[] forward = {"--family", "ipv4", "--hook", "forward"};
    assertThat(cidrs(audit(files, forward), "missing")).isEqualTo(NEEDED);
    assertThat(
            cidrs(
                audit(
                    files,
                    "--family",
                    "ipv4",
                    "--hook",
                    "forward",
                    "--in-interface",
                    "docker0",
                    "--out-interface",
                    "eth0"),
                "missing"))
        .isEmpty();
  }

  private static final String GROUP =
      """
      {"name": "nsg", "securityRules": [
        {"name": "deny", "access": "Deny", "direction": "Outbound", "priority": 200,
         "protocol": "*", "sourceAddressPrefix": "*", "sourcePortRange": "*",
         "destinationAddressPrefix": "Internet", "destinationPortRange": "*"},
        {"name": "allow", "access": "Allow", "direction": "Outbound", "priority": PRIORITY,
         "protocol": "Tcp", "sourceAddressPrefix": "VirtualNetwork", "sourcePortRange": "*",
         "destinationAddressPrefix": "ADDRESS", "destinationPortRanges": ["80", "440-443"]}]}
      """;

  @ParameterizedTest
  @CsvSource({
    "100, AzureContainerRegistry.WestEurope, 198.51.100.64/26 198.51.100.128/28",
    "300, AzureContainerRegistry.WestEurope, all",
    "100, 198.51.100.0/24, 192.0.2.0/29",
    "100, VirtualNetwork, all",
    "100, NoTagOfThisName, all",
    "100, *, ''",
  })
  void ofANetworkSecurityGroupTheFirstRuleByPriorityDecides(
      String priority, String address, String missing) throws IOException {
    String group =
        file("nsg.json", GROUP.replace("PRIORITY", priority).replace("ADDRESS", address));
    assertThat(missing(group)).isEqualTo(missing.equals("all") ? NEEDED : missing);
  }

  @Test
  void theRulesThatEveryGroupHasLetEverythingOut() throws IOException {
    assertThat(missing(file("nsg.json", "{\"securityRules\": []}"))).isEmpty();
    assertThat(missing(file("both.json", "{\"securityRules\": []}"), iptables("")))
        .isEqualTo(NEEDED);
  }

  @ParameterizedTest
  @CsvSource({
    "Enabled, Deny, 192.0.2.0/24, 198.51.100.64/26 198.51.100.128/28",
    "Enabled, Allow, 192.0.2.0/24, ''",
    "Disabled, Allow, 192.0.2.0/24, all",
  })
  void aRegistryLetsInWhatItsRulesSay(String access, String others, String rule, String missing)
      throws IOException {
    String registry =
        file(
            "acr.json",
            """
            {"loginServer": "contoso.azurecr.io", "publicNetworkAccess": "%s", "networkRuleSet":
              {"defaultAction": "%s", "ipRules": [{"action": "Allow", "ipAddressOrRange": "%s"}]}}
            """
                .formatted(access, others, rule));
    assertThat(missing(registry)).isEqualTo(missing.equals("all") ? NEEDED : missing);
  }

  private static final String WINDOWS =
      """
      {"profiles": [{"Name": "Domain", "Enabled": "True", "DefaultInboundAction": "Block",
          "DefaultOutboundAction": "Block"},
        {"Name": "Private", "Enabled": "False", "DefaultInboundAction": "Block",
          "DefaultOutboundAction": "Block"},
        {"Name": "Public", "Enabled": "True", "DefaultInboundAction": "Block",
          "DefaultOutboundAction": "Block"}],
       "rules": [{"Name": "a", "DisplayName": "a", "Enabled": "True", "Direction": "Outbound",
          "Action": "Allow", "Profile": "Any", "Protocol": "TCP", "LocalPort": ["Any"],
          "RemotePort": ["80", "440-443"], "LocalAddress": ["Any"],
          "RemoteAddress": ["192.0.2.0/255.255.255.0", "198.51.100.64-198.51.100.127"]},
          {"Name": "b", "Enabled": "True", "Direction": "Outbound", "Action": "Block",
          "Profile": "Any", "Protocol": "Any", "RemoteAddress": ["192.0.2.0/30"]}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x                   | x                   | 192.0.2.0/30 198.51.100.128/28
          "Action": "Block"   | "Action": "Allow"   | 198.51.100.128/28
          "Profile": "Any"    | "Profile": "Domain" | all
          "Protocol": "TCP"   | "Protocol": "UDP"   | all
          "RemotePort": ["80" | "RemotePort": "Any", "x": ["80" | 192.0.2.0/30 198.51.100.128/28
          "DisplayName": "a"  | "Program": "a.exe"  | all
          "Enabled": "False"  | "Enabled": "True" | 192.0.2.0/30 198.51.100.128/28
          """)
  void onWindowsABlockWinsAndEachProfileHasToAllow(String from, String to, String missing)
      throws IOException {
    String rules = file("windows.json", WINDOWS.replace(from, to));
    assertThat(missing(rules)).isEqualTo(missing.equals("all") ? NEEDED : missing);
  }

  @Test
  void onWindowsWhatIsNotConfiguredIsAllowedOutAndBlockedIn() throws IOException {
    String rules =
        file(
            "windows.json",
            WINDOWS.replace(
                "\"DefaultOutboundAction\": \"Block\"",
                "\"DefaultOutboundAction\": \"NotConfigured\""));
    assertThat(missing(rules)).isEqualTo("192.0.2.0/30");
    assertThat(cidrs(audit(List.of(rules), "--for", "webhook:8443"), "missing")).isNotEmpty();
  }

  @Test
  void aListMayHoldAddressesPrefixesAndRanges() throws IOException {
    byte[] utf16 =
        "\ufeff192.0.2.0/29 # registry\r\n\r\n198.51.100.64-198.51.100.127\r\n203.0.113.1\r\n"
            .getBytes(StandardCharsets.UTF_16LE);
    Path list = Files.write(folder.resolve("list"), utf16);
    JsonNode audit = audit(List.of(list.toString()), "--family", "ipv4");
    assertThat(cidrs(audit, "missing")).isEqualTo("198.51.100.128/28");
    assertThat(cidrs(audit, "extra")).isEqualTo("203.0.113.1/32");
    assertThat(audit.path("rules").toString())
        .contains("acrfw-out-443-Storage.WestEurope\",\"missing\":{\"ipv4\":[\"198.51.100.128/28");
  }

  @Test
  void whatEarlierFilesNeededIsStaleAndTheRestExtra() throws IOException {
    String list = file("list", "192.0.2.48/29\n" + NEEDED.replace(' ', '\n') + "\n203.0.113.1\n");
    JsonNode audit = audit(List.of(list), "--family", "ipv4", "--previous", Acrfw.SAMPLE_NEXT);
    assertThat(cidrs(audit, "missing")).isEmpty();
    assertThat(cidrs(audit, "stale")).isEqualTo("192.0.2.48/29");
    assertThat(cidrs(audit, "extra")).isEqualTo("203.0.113.1/32");
  }

  @Test
  void strictIsAboutMoreAsWell() throws IOException {
    String exact = file("exact", NEEDED.replace(' ', '\n'));
    String more = file("more", NEEDED.replace(' ', '\n') + "\n203.0.113.1");
    assertThat(run(List.of(exact), "--family", "ipv4", "--strict").exitCode()).isZero();
    assertThat(run(List.of(more), "--family", "ipv4").exitCode()).isZero();
    assertThat(run(List.of(more), "--family", "ipv4", "--strict").exitCode()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | is empty
          hello                               | line 1 is not an address: hello
          192.0.2.9-192.0.2.1                 | line 1 is not an address
          {"nftables": [                      | is not valid JSON
          {}                                  | this JSON is of no firewall
          {"rules": [{"Enabled": 1}]}         | a rule has no Direction as text
          {"securityRules": [{"name": "a"}]}  | the rule a has no direction
          create a hash:net                   | sets alone let nothing through
          *filter;-X chain                    | line 2 is not of iptables-save: -X chain
          create a hash:net;add b 192.0.2.1   | line 2 is not of ipset save: add b 192.0.2.1
          *filter;:OUTPUT DROP;-A OUTPUT -j a;-A a -j a | the chains jump in a circle
          """)
  void whatIsNoFirewallIsSaid(String text, String message) throws IOException {
    Acrfw run = run(List.of(file("saved", text.replace(";", "\n"))));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }
}
