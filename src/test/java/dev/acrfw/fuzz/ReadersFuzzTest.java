package dev.acrfw.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.acrfw.Acrfw;
import dev.acrfw.access.Direction;
import dev.acrfw.access.RegistryEndpoints;
import dev.acrfw.audit.SavedFirewalls;
import dev.acrfw.audit.SavedFirewalls.Saved;
import dev.acrfw.config.ConfigurationReader;
import dev.acrfw.failure.Failure;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.fetch.AllowedHosts;
import dev.acrfw.fetch.Download;
import dev.acrfw.fetch.DownloadPage;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.firewall.Packet;
import dev.acrfw.format.Format;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.lookup.LogCounts;
import dev.acrfw.lookup.LogReader;
import dev.acrfw.render.Provenance;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever bytes a reader is given, it reads them or says in a sentence why it does not. The seeds
 * are tried in every build; docs/security.md says how to look for others.
 */
class ReadersFuzzTest {
  private static final Packet.Path WAY =
      new Packet.Path(false, Optional.empty(), Optional.empty(), AddressSpace.EMPTY);

  private static Stream<byte[]> texts(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Stream<byte[]> serviceTags() throws IOException {
    String one =
        "{\"changeNumber\":1,\"cloud\":\"Public\",\"sample\":true,\"values\":[{\"name\":\"A\",\"id\":\"A\","
            + "\"properties\":{\"changeNumber\":1,\"region\":\"\",\"addressPrefixes\":[%s],"
            + "\"networkFeatures\":[\"API\"]}}]}";
    return Stream.concat(
        Stream.of(Files.readAllBytes(Path.of(Acrfw.SAMPLE))),
        texts(
            one.formatted("\"192.0.2.0/24\",\"2001:db8::/32\""),
            one.formatted("\"10.0.0.0/8\""),
            one.formatted("\"0.0.0.0/0\""),
            one.formatted("\"::ffff:192.0.2.1/128\""),
            one.formatted("\"\\u0031.2.3.4\""),
            one.formatted("\"1.2.3.4/33\",\"\""),
            one.formatted("\"\u00c0\u00b1.2.3.4\""),
            "\u001f\u008b\b\0\0\0\0\0\0\3\3\0\0\0\0\0\0\0\0\0",
            "\u00ef\u00bb\u00bf{}",
            "\u00ff\u00fe{\0}\0",
            "\u00ff\u00fe\0\0}!",
            "<html>",
            "[{\"name\":\"A\",\"properties\":\"@{addressPrefixes=}\"}]"));
  }

  @MethodSource
  @FuzzTest
  void serviceTags(byte[] data) throws IOException {
    ServiceTagsFile file;
    try {
      file = ServiceTagsReader.read("tags.json", data);
    } catch (InvalidInputException e) {
      assertSentence(e);
      return;
    }
    for (ServiceTag tag : file.tags()) {
      try {
        AddressSpace space = file.addresses(tag).space();
        for (Family family : Family.values()) {
          assertThat(space.of(family).addressCount().bitLength()).isLessThan(family.bits());
        }
      } catch (Failure e) {
        assertSentence(e);
      }
    }
  }

  static Stream<byte[]> registryEndpoints() {
    return texts(
        "{\"loginServer\":\"contoso.azurecr.io\",\"dataEndpoints\":[{\"region\":\"westeurope\","
            + "\"endpoint\":\"contoso.westeurope.data.azurecr.io\"}]}",
        "[{\"loginServer\":\"contoso.azurecr.io\"}]",
        "{\"loginServer\":\"$(id).azurecr.io\"}",
        "{\"loginServer\":\"a.azurecr.io\",\"dataEndpoints\":[{\"region\":\"all\",\"endpoint\":\"x\"}]}",
        "null",
        "");
  }

  @MethodSource
  @FuzzTest
  void registryEndpoints(byte[] data) {
    try {
      assertThat(RegistryEndpoints.parse(data).loginServer().name())
          .matches("[a-zA-Z0-9.-]{1,253}");
    } catch (Failure e) {
      assertSentence(e);
    }
  }

  static Stream<byte[]> savedFirewall() throws IOException {
    return Stream.concat(
        Stream.of(Files.readAllBytes(Path.of("samples/iptables-save.txt"))),
        texts(
            "*filter\n:OUTPUT DROP\n-A OUTPUT ! -d 192.0.2.0/24 -p tcp --dport :9 -j ACCEPT\n",
            "create a hash:net,port\nadd a 192.0.2.0/24,tcp:1-2 nomatch\n",
            "{\"nftables\":[{\"chain\":{\"family\":\"inet\",\"table\":\"t\",\"name\":\"o\",\"hook\":"
                + "\"output\",\"policy\":\"drop\"}},{\"rule\":{\"family\":\"inet\",\"table\":\"t\",\"chain\""
                + ":\"o\",\"expr\":[{\"match\":{\"op\":\"==\",\"left\":{\"payload\":{\"protocol\":\"ip\","
                + "\"field\":\"daddr\"}},\"right\":{\"range\":[\"192.0.2.1\",\"192.0.2.9\"]}}},"
                + "{\"accept\":null}]}}]}",
            "{\"securityRules\":[{\"name\":\"a\",\"access\":\"Allow\",\"direction\":\"Outbound\","
                + "\"destinationAddressPrefix\":\"Storage\",\"destinationPortRange\":\"1-\"}]}",
            "{\"rules\":[{\"Direction\":\"Outbound\",\"Action\":\"Allow\",\"Enabled\":\"True\","
                + "\"RemotePort\":[\"99999\"],\"RemoteAddress\":\"192.0.2.0/255.0.255.0\"}]}",
            "{\"loginServer\":1,\"networkRuleSet\":{\"ipRules\":[{\"value\":\"x\"}]}}",
            "192.0.2.1-192.0.2.9\n2001:db8::/32\n"));
  }

  @MethodSource
  @FuzzTest
  void savedFirewall(byte[] data) throws IOException {
    ServiceTagsFile tags =
        ServiceTagsReader.read("tags.json", Files.readAllBytes(Path.of(Acrfw.SAMPLE)));
    try {
      SavedFirewalls saved = new SavedFirewalls(List.of(new Saved("saved", data)), tags);
      for (Firewall firewall : saved.firewalls()) {
        for (Family family : Family.values()) {
          PrefixSet all = PrefixSet.whole(family);
          firewall.passage(Direction.OUTBOUND, 443, WAY, all);
        }
      }
    } catch (Failure e) {
      assertSentence(e);
    }
  }

  static Stream<byte[]> page() {
    return texts(
        "<a href=\"https://download.microsoft.com/download/1/ServiceTags_Public_20260706.json\">",
        "\"url\":\"https:\\/\\/download.microsoft.com\\/ServiceTags_Public_20260706.json\"",
        "href=https&#58;//download.microsoft.com/ServiceTags_Public_20260706.json>",
        "https://evil.example/ServiceTags_Public_99991231.json",
        "https://download.microsoft.com:99999/ServiceTags_Public_20260706.json",
        "https://[::1/ServiceTags_Public_20260706.json");
  }

  @MethodSource
  @FuzzTest
  void page(byte[] data) {
    try {
      URI link =
          new DownloadPage(
                  URI.create("https://www.microsoft.com/en-us/download/details.aspx?id=56519"),
                  new String(data, StandardCharsets.ISO_8859_1))
              .link(Cloud.of("public").orElseThrow(), new AllowedHosts().microsoft());
      assertThat(link.getHost()).isIn("download.microsoft.com", "www.microsoft.com");
      assertThat(link.getScheme()).isEqualToIgnoringCase("https");
    } catch (Failure e) {
      assertSentence(e);
    }
  }

  static Stream<byte[]> response() {
    return texts(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: \"a\"\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://localhost:99999/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Negotiate\r\n\r\n",
        "HTTP/1.1 200 OK\r\nETag: \u001b[31m\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\n\r\0",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "");
  }

  @MethodSource
  @FuzzTest
  void response(byte[] data) throws IOException {
    BugDetectors.allowNetworkConnections(
        (host, port) -> Set.of("127.0.0.1", "localhost").contains(host));
    try (AnsweringServer server = new AnsweringServer(data)) {
      URI address = server.address();
      new Download(
              new AllowedHosts().hostOf(address),
              Map.of(),
              Duration.ofSeconds(2),
              Duration.ZERO,
              bytes -> {})
          .get(address, Download.Version.UNKNOWN);
    } catch (Failure e) {
      assertSentence(e);
    }
  }

  static Stream<byte[]> configuration() throws IOException {
    return Stream.concat(
        Stream.of(Files.readAllBytes(Path.of("samples/acrfw.yaml"))),
        texts(
            "outputs:\n  - format: list\n    output: a\n",
            "outputs: [{output: a, format: nftables, region: [a, b]}]",
            "a: &x [*x]",
            "a: !!java.net.URL [http://x]",
            "%YAML 1.2\n---\n...\n---\n",
            "\"\\ud800\": 1",
            "? [a]\n: b"));
  }

  @MethodSource
  @FuzzTest
  void configuration(byte[] data) {
    try {
      ConfigurationReader.read("acrfw.yaml", data);
    } catch (Failure e) {
      assertSentence(e);
    }
  }

  static Stream<byte[]> earlierOutput() {
    String list =
        Acrfw.succeed("generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "list").out();
    return texts(
        list, list.replace("Holds:", "Holds: X IPv4 99999999999999999999 "), "# Source: x", "");
  }

  @MethodSource
  @FuzzTest
  void earlierOutput(byte[] data) {
    Provenance.read(data, "#")
        .ifPresent(
            installed ->
                assertThat(installed.held().values())
                    .allSatisfy(
                        counts ->
                            assertThat(counts.values())
                                .allSatisfy(count -> assertThat(count.signum()).isNotNegative())));
    assertThat(Provenance.isAllThatDiffers(data, data, "#")).isTrue();
  }

  static Stream<byte[]> outputWrittenOver() {
    List<String> outputs = new ArrayList<>();
    for (Format format : Format.values()) {
      if (format.readsEarlier() && !format.isFolder()) {
        String[] args = {"generate", "-s", Acrfw.SAMPLE, "-l", "all", "-f", format.displayName()};
        outputs.add(Acrfw.succeed(args).out());
      }
    }
    outputs.add(
        "! Group: acrfw_out_99999\n! Group: acrfw_out_999999999999\n# Group: acrfw_in_1_2\n");
    outputs.add("    edit \"acrfw 1.2.3.4/99\"\n# Group: acrfw_in_1\n");
    outputs.add("// Priorities, which rules keep:\n//   outbound 200 x\n//   outbound 200 x\n");
    return texts(outputs.toArray(String[]::new));
  }

  /** What a format follows from is a file like any other: it may hold anything. */
  @MethodSource
  @FuzzTest
  void outputWrittenOver(byte[] data) throws IOException {
    Path file = Files.createTempFile("acrfw", ".out");
    try {
      for (Format format : Format.values()) {
        if (format.readsEarlier() && !format.isFolder()) {
          Files.write(file, data);
          String[] args = {
            "generate",
            "-q",
            "-s",
            Acrfw.SAMPLE,
            "-l",
            "westeurope",
            "-f",
            format.displayName(),
            "-o",
            file.toString()
          };
          Acrfw run = Acrfw.run(args);
          assertThat(run.exitCode()).as(run.err()).isIn(0, 3, 5, 6);
          assertThat(run.err().lines().count()).as(run.err()).isLessThan(4);
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  static Stream<byte[]> log() throws IOException {
    return Stream.concat(
        Stream.of(Files.readAllBytes(Path.of("samples/kernel.log"))),
        texts(
            "2026-11-27 10:00:00 DROP TCP 192.168.1.2 20.1.2.3 51000 443 0 - 0 0 0 - - - SEND\r\n",
            "{\"flowTuples\":[\"1542110377,10.0.0.4,13.67.143.118,44931,443,T,O,A,B,,,,\"]}",
            "1762000000.123 200 10.0.0.5 TCP_TUNNEL/200 4000 CONNECT [::1]:443 - HIER_DIRECT/::1 -\n",
            "dial tcp 40.71.13.226:443: i/o timeout (2603:1030::5)."));
  }

  /** Whatever a log holds, the counts are bounded by its length. */
  @MethodSource
  @FuzzTest
  void log(byte[] data) throws IOException {
    LogCounts counts = LogReader.read(new ByteArrayInputStream(data));
    assertThat(counts.size()).isLessThanOrEqualTo(data.length / 2);
    assertThat(counts.lines()).isLessThanOrEqualTo(data.length);
  }

  /** A sentence fits in one line and holds nothing that moves a cursor. */
  private static void assertSentence(Failure failure) {
    assertThat(failure.problem()).isNotBlank().doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
    assertThat(failure.hint()).doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
    assertThat(failure.problem().length()).isLessThan(1000);
  }
}
