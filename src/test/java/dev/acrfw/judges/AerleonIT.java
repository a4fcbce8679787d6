package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.Program;
import dev.acrfw.ReadBack;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real aclgen takes the folder into a policy of the user's own, for every target that can. */
class AerleonIT {
  @TempDir private Path folder;

  /** Where rules of any language have addresses: CIDRs, dotted masks, wildcard masks. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\w.:/])(?:((?:\\d+\\.){3}\\d+)(?:/(\\d+)|[ /]((?:\\d+\\.){3}\\d+))?"
              + "|([0-9a-fA-F]{1,4}:[0-9a-fA-F:]+(?:/\\d+)?))");

  private static String file() {
    return Acrfw.hasPublishedFiles()
        ? Acrfw.published("ServiceTags_Public_20251109.json")
        : Acrfw.SAMPLE;
  }

  private static String[] generate(String format, String... more) {
    return Stream.concat(Stream.of("generate", "-s", file(), "-f", format), Stream.of(more))
        .toArray(String[]::new);
  }

  /** Runs aclgen over a policy whose filters have these headers and include the output. */
  private Program aclgen(String... headers) throws IOException {
    StringBuilder policy = new StringBuilder("filters:\n");
    for (String header : headers) {
      policy.append("  - header:\n      comment: mine\n      targets:\n        ").append(header);
      policy.append("\n    terms:\n      - include: includes/acrfw.yaml\n");
    }
    Files.createDirectories(folder.resolve("policies/pol"));
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("policies/pol/mine.yaml"), policy);
    return Program.run(
        folder,
        Map.of(),
        List.of(
            Judge.require("python/bin/aclgen"),
            "--base_directory",
            "policies",
            "--definitions_directory",
            "definitions",
            "--output_directory",
            "out"));
  }

  private String written() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return Files.readString(all.get(0));
    }
  }

  private static List<String> addresses(String text) {
    List<String> cidrs = new ArrayList<>();
    Matcher address = ADDRESS.matcher(text);
    while (address.find()) {
      if (address.group(4) != null) {
        if (!address.group(4).matches(".*::.*|(?:[^:]+:){7}.*")) {
          continue; // iptables' counters, [0:0]
        }
        cidrs.add(address.group(4).contains("/") ? address.group(4) : address.group(4) + "/128");
      } else {
        cidrs.add(address.group(1) + "/" + length(address.group(2), address.group(3)));
      }
    }
    return cidrs.stream().filter(cidr -> !cidr.endsWith("/0")).toList();
  }

  private static String length(String length, String mask) {
    if (length != null) {
      return length;
    }
    if (mask == null) {
      return "32";
    }
    long bits = 0;
    for (String part : mask.split("\\.")) {
      bits = bits << 8 | Long.parseLong(part);
    }
    long network = (bits & 0x80000000L) != 0 ? bits : ~bits & 0xffffffffL;
    return String.valueOf(Long.bitCount(network));
  }

  private static Map<BigInteger, BigInteger> space(Map<String, List<String>> read) {
    return Oracle.space(read.values().stream().flatMap(List::stream).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arista: outbound mixed                             |",
        "arista_tp: outbound mixed                          |",
        "brocade: outbound mixed                            |",
        "cisco: outbound mixed                              |",
        "cisconx: outbound mixed                            |",
        "ciscoxr: outbound mixed                            |",
        "fortigate: from-zone a to-zone b                   |",
        "gce: EGRESS global/networks/default mixed          |",
        "ipset: OUTPUT DROP inet                            | ipset: OUTPUT DROP inet6",
        "iptables: OUTPUT DROP inet                         | iptables: OUTPUT DROP inet6",
        "juniper: acrfw-out inet                            | juniper: acrfw-out6 inet6",
        "k8s: EGRESS                                        |",
        "nftables: mixed output                             |",
        "nokiasrl: outbound mixed                           |",
        "nsxt: outbound mixed                               |",
        "nsxv: outbound mixed                               |",
        "openconfig: outbound mixed                         |",
        "packetfilter: out mixed                            |",
        "paloalto: from-zone trust to-zone untrust mixed    |",
        "sonic: outbound mixed                              |",
        "speedway: OUTPUT DROP inet                         | speedway: OUTPUT DROP inet6",
        "srx: from-zone trust to-zone untrust               |",
        "srxlo: acrfw-out inet                              | srxlo: acrfw-out6 inet6",
        "windows_advfirewall: out                           |"
      })
  void whatATargetAllowsIsThePlansAddressSpace(String header, String second) throws IOException {
    String[] selection = {"-l", "westeurope,northeurope", "--for", "iot-edge"};
    List<String> args = new ArrayList<>(List.of(generate("aerleon", selection)));
    args.addAll(List.of("-o", folder.toString()));
    Acrfw.succeed(args.toArray(String[]::new));
    Program run = second == null ? aclgen(header) : aclgen(header, second);
    assertThat(run.exitCode()).as(run.said()).isZero();
    Map<String, List<String>> plan =
        ReadBack.read("json", Acrfw.succeed(generate("json", selection)).out());
    assertThat(Oracle.space(addresses(written()))).isEqualTo(space(plan));
  }

  @ParameterizedTest
  @CsvSource({"ciscoasa: acrfw-out", "aruba: acrfw-out mixed"})
  void someTargetsLeaveOutIpv6AsThePageSays(String header) throws IOException {
    List<String> args = new ArrayList<>(List.of(generate("aerleon", "-l", "westeurope")));
    args.addAll(List.of("-o", folder.toString()));
    Acrfw.succeed(args.toArray(String[]::new));
    assertThat(aclgen(header).exitCode()).isZero();
    Map<String, List<String>> plan =
        ReadBack.read(
            "json", Acrfw.succeed(generate("json", "-l", "westeurope", "--family", "ipv4")).out());
    assertThat(Oracle.space(addresses(written()))).isEqualTo(space(plan));
    assertThat(Files.readString(Path.of("docs/formats/aerleon.md")))
        .contains("`" + header.split(":")[0] + "`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iptables | iptables: OUTPUT DROP inet | iptables: OUTPUT DROP inet6"
            + " | -p tcp (?:-m multiport )?--dports? (\\S+) -d (\\S+) ",
        "netsh    | windows_advfirewall: out   |"
            + " | remoteip=(\\S+) remoteport=(\\S+) protocol=tcp action=allow"
      })
  void whereBothWriteATargetBothOpenTheSameAddressesOnTheSamePorts(
      String format, String header, String second, String rule) throws IOException {
    String[] selection = {"-l", "westeurope", "--for", "iot-edge"};
    List<String> args = new ArrayList<>(List.of(generate("aerleon", selection)));
    args.addAll(List.of("-o", folder.toString()));
    Acrfw.succeed(args.toArray(String[]::new));
    assertThat((second == null ? aclgen(header) : aclgen(header, second)).exitCode()).isZero();
    boolean portFirst = rule.startsWith("-p");
    Map<String, List<String>> theirs = new TreeMap<>();
    Matcher found = Pattern.compile(rule).matcher(written());
    while (found.find()) {
      theirs
          .computeIfAbsent("outbound " + found.group(portFirst ? 1 : 2), p -> new ArrayList<>())
          .add(found.group(portFirst ? 2 : 1));
    }
    Map<String, List<String>> ours =
        ReadBack.read(format, Acrfw.succeed(generate(format, selection)).out());
    assertThat(spaces(theirs)).isEqualTo(spaces(ours)).isNotEmpty();
  }

  /** By single port: one writes several in a rule, the other a rule for each. */
  private static Map<String, Map<BigInteger, BigInteger>> spaces(Map<String, List<String>> read) {
    Map<String, List<String>> byPort = new TreeMap<>();
    read.forEach(
        (key, cidrs) -> {
          for (String port : key.replace("outbound ", "").split(",")) {
            byPort.computeIfAbsent(port, p -> new ArrayList<>()).addAll(cidrs);
          }
        });
    Map<String, Map<BigInteger, BigInteger>> spaces = new TreeMap<>();
    byPort.forEach((port, cidrs) -> spaces.put(port, Oracle.space(cidrs)));
    return spaces;
  }

  @Test
  void inboundTermsNameTheSource() throws IOException {
    List<String> args =
        new ArrayList<>(List.of(generate("aerleon", "-l", "westeurope", "--for", "webhook:8443")));
    args.addAll(List.of("-o", folder.toString()));
    Acrfw.succeed(args.toArray(String[]::new));
    assertThat(aclgen("iptables: INPUT DROP inet").exitCode()).isZero();
    assertThat(written()).contains("-p tcp --dport 8443 -s ").doesNotContain(" -d ");
  }

  @Test
  void aPrefixThatIsTakenOutOfTheDefinitionsIsSeen() throws IOException {
    List<String> args = new ArrayList<>(List.of(generate("aerleon", "-l", "westeurope")));
    args.addAll(List.of("-o", folder.toString()));
    Acrfw.succeed(args.toArray(String[]::new));
    Path definitions = folder.resolve("definitions/acrfw.yaml");
    Files.writeString(
        definitions,
        Files.readString(definitions).replaceFirst(" +- address: [0-9.]+/[0-9]+\n", ""));
    assertThat(aclgen("cisco: outbound mixed").exitCode()).isZero();
    Map<String, List<String>> plan =
        ReadBack.read("json", Acrfw.succeed(generate("json", "-l", "westeurope")).out());
    assertThat(Oracle.space(addresses(written()))).isNotEqualTo(space(plan));
  }
}
