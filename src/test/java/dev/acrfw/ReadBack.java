package dev.acrfw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an output of any format back: from "outbound 443" to all CIDRs that it allows there. It
 * reads the rules, not the header.
 */
public final class ReadBack {
  private ReadBack() {}

  /** Returns CIDRs by direction and ports; prefixes of NSG rules that name tags are left out. */
  public static Map<String, List<String>> read(String format, String output) {
    return switch (format) {
      case "iptables", "ufw" -> iptables(output);
      case "firewalld" -> firewalld(output);
      case "ipset" -> ipset(output);
      case "nftables" -> nftables(output);
      case "windows" -> windows(output);
      case "netsh" -> netsh(output);
      case "nsg" -> nsg(output);
      case "nsg-az" -> nsgAz(output);
      case "bicep" -> bicep(output);
      case "terraform" -> terraform(output);
      case "kubernetes" -> kubernetes(output);
      case "aws-prefix-list" -> prefixLists(output);
      case "cisco-asa", "fortigate", "mikrotik", "junos", "pf" ->
          ReadBackAppliances.read(format, output);
      case "json" -> json(output);
      case "list" -> list(output);
      case "edl" -> edl(output);
      case "aerleon" -> aerleon(output);
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static List<String> at(Map<String, List<String>> read, String key) {
    return read.computeIfAbsent(key, k -> new ArrayList<>());
  }

  private static Map<String, List<String>> list(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    output.lines().filter(l -> !l.startsWith("#")).forEach(at(read, "outbound 443")::add);
    return read;
  }

  /** As a firewall takes them: what the index names, each file for its rule. */
  private static Map<String, List<String>> edl(String output) {
    Map<String, List<String>> files = new TreeMap<>();
    for (String file : output.split("(?m)^# File: ")) {
      List<String> lines = file.lines().toList();
      if (!lines.isEmpty()) {
        files.put(lines.get(0), lines.subList(1, lines.size()));
      }
    }
    Map<String, List<String>> read = new TreeMap<>();
    try {
      String index = String.join("\n", files.remove("index.json"));
      for (JsonNode list : new ObjectMapper().readTree(index).get("lists")) {
        List<String> ports = new ArrayList<>();
        list.get("ports").forEach(port -> ports.add(port.asText()));
        List<String> cidrs = files.remove(list.get("file").asText());
        if (cidrs.size() != list.get("entries").asInt()) {
          throw new AssertionError("not as many as the index says: " + list);
        }
        at(read, list.get("direction").asText() + " " + String.join(",", ports)).addAll(cidrs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.values().removeIf(List::isEmpty);
    if (!files.isEmpty()) {
      throw new AssertionError("not in the index: " + files.keySet());
    }
    return read;
  }

  private static Map<String, List<String>> aerleon(String output) {
    Map<String, List<String>> defined = new TreeMap<>();
    Map<String, List<String>> read = new TreeMap<>();
    List<String> current = List.of();
    List<String> addresses = List.of();
    String direction = "";
    for (String line : output.lines().filter(l -> !l.startsWith("#")).toList()) {
      String[] words = line.strip().split(": ");
      switch (words[0]) {
        case "- address", "port" -> current.add(words[1]);
        case "destination-address", "source-address" -> {
          direction = words[0].startsWith("destination") ? "outbound " : "inbound ";
          addresses = defined.get(words[1]);
        }
        case "destination-port" ->
            at(read, direction + String.join(",", defined.get(words[1]))).addAll(addresses);
        default -> {
          if (line.matches(" {2}[A-Z0-9_]+:")) {
            current = at(defined, line.strip().replace(":", ""));
          }
        }
      }
    }
    return read;
  }

  private static Map<String, List<String>> iptables(String output) {
    Pattern rule =
        Pattern.compile(
            "-A [\\w-]+ -([ds]) (\\S+) -p tcp -m (?:tcp --dport|multiport --dports) (\\S+) -j ACCEPT");
    Map<String, List<String>> read = new TreeMap<>();
    for (String line : output.lines().filter(l -> l.startsWith("-A ")).toList()) {
      Matcher m = rule.matcher(line);
      if (!m.matches()) {
        throw new AssertionError("not a rule: " + line);
      }
      at(read, (m.group(1).equals("d") ? "outbound " : "inbound ") + m.group(3)).add(m.group(2));
    }
    return read;
  }

  private static Map<String, List<String>> firewalld(String output) {
    Map<String, List<String>> sets = new TreeMap<>();
    Matcher set =
        Pattern.compile("(?s)cat >\"\\$new/ipsets/(\\w+)[.]xml\" <<'XML'\n(.*?)</ipset>\nXML\n")
            .matcher(output);
    while (set.find()) {
      Matcher entry = Pattern.compile("<entry>(.*?)</entry>").matcher(set.group(2));
      while (entry.find()) {
        at(sets, set.group(1)).add(entry.group(1));
      }
    }
    Set<String> unused = new TreeSet<>(sets.keySet());
    Map<String, List<String>> read = new TreeMap<>();
    Matcher rule =
        Pattern.compile(
                "<(source|destination) ipset=\"(\\w+)\"/>\\s+<port port=\"(\\d+)\" protocol=\"tcp\"/>\\s+<accept/>")
            .matcher(output);
    while (rule.find()) {
      boolean outbound = rule.group(1).equals("destination");
      at(read, (outbound ? "outbound " : "inbound ") + rule.group(3))
          .addAll(sets.get(rule.group(2)));
      unused.remove(rule.group(2));
    }
    if (!unused.isEmpty()) {
      throw new AssertionError("sets without a rule: " + unused);
    }
    return read;
  }

  private static Map<String, List<String>> nftables(String output) {
    Map<String, List<String>> sets = new TreeMap<>();
    Matcher set =
        Pattern.compile("set (\\w+) \\{\\s+type \\w+\\s+flags interval\\s+elements = \\{([^}]*)\\}")
            .matcher(output);
    while (set.find()) {
      List<String> elements = new ArrayList<>(Arrays.asList(set.group(2).strip().split(",\\s*")));
      if (sets.put(set.group(1), elements) != null) {
        throw new AssertionError("filled twice: " + set.group(1));
      }
    }
    Set<String> unused = new TreeSet<>(sets.keySet());
    Map<String, List<String>> read = new TreeMap<>();
    Matcher rule =
        Pattern.compile(
                "ip6? ([ds])addr (?:@(\\w+)|\\{([^}]*)\\}) tcp dport (?:\\{ ([^}]+) \\}|(\\d+)) counter accept")
            .matcher(output);
    while (rule.find()) {
      String ports = rule.group(4) != null ? rule.group(4).replace(", ", ",") : rule.group(5);
      String direction = rule.group(1).equals("d") ? "outbound " : "inbound ";
      if (rule.group(2) != null) {
        at(read, direction + ports).addAll(sets.get(rule.group(2)));
        unused.remove(rule.group(2));
      } else {
        List<String> elements = Arrays.asList(rule.group(3).strip().split(",\\s*"));
        at(read, direction + ports).addAll(elements);
      }
    }
    if (!unused.isEmpty()) {
      throw new AssertionError("sets without a rule: " + unused);
    }
    return read;
  }

  /** Sets hold the port of each element, so there is a key for each port. */
  private static Map<String, List<String>> ipset(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    Matcher element = Pattern.compile("(?m)^add (\\w+)-new (\\S+),tcp:(\\d+)$").matcher(output);
    while (element.find()) {
      String set = element.group(1);
      boolean outbound = set.contains("_out_");
      String rule = " --match-set " + set + (outbound ? " dst,dst" : " src,dst") + " -j ACCEPT\n";
      if (!output.contains(rule) || !output.contains("\nswap " + set + "-new " + set + "\n")) {
        throw new AssertionError("not in use: " + set);
      }
      at(read, (outbound ? "outbound " : "inbound ") + element.group(3)).add(element.group(2));
    }
    return read;
  }

  private static Map<String, List<String>> netsh(String output) {
    Map<String, Map<String, List<String>>> byName = new TreeMap<>();
    Pattern rule =
        Pattern.compile(
            "netsh advfirewall firewall add rule name=(\\w+) dir=(out|in) action=allow enable=yes"
                + " profile=any protocol=TCP (remote|local)port=(\\S+) description=\\S+"
                + " remoteip=(\\S+) >nul");
    List<String> lines = List.of(output.split("\r\n"));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher m = rule.matcher(line);
      if (m.matches()) {
        String direction = m.group(2).equals("out") ? "outbound " : "inbound ";
        if (m.group(2).equals("out") != m.group(3).equals("remote") || line.length() > 8191) {
          throw new AssertionError("the port is on the wrong side, or the line too long: " + line);
        }
        if (!lines.get(i + 1).matches("if errorlevel 1 goto (kept|bridged)")) {
          throw new AssertionError("a refusal is not noticed: " + line);
        }
        at(byName.computeIfAbsent(m.group(1), n -> new TreeMap<>()), direction + m.group(4))
            .addAll(List.of(m.group(5).split(",")));
      } else if (line.contains("add rule")) {
        throw new AssertionError("not a rule: " + line);
      }
    }
    if (!byName.get("acrfw").equals(byName.get("acrfw_new"))) {
      throw new AssertionError("what bridges the gap is not what follows");
    }
    return byName.get("acrfw");
  }

  private static Map<String, List<String>> nsgAz(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    Matcher rule =
        Pattern.compile(
                "(?m)^rule \\S+ (Outbound|Inbound) \\d+ \\d+ Allow Tcp '?([\\d ]+?)'? '[^']+' ([^\\n]+)$")
            .matcher(output.replaceAll(" \\\\\n +", " "));
    while (rule.find()) {
      at(read, rule.group(1).toLowerCase(Locale.ROOT) + " " + rule.group(2).replace(' ', ','))
          .addAll(List.of(rule.group(3).split(" ")));
    }
    return read;
  }

  private static Map<String, List<String>> windows(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    Matcher rule =
        Pattern.compile(
                "Direction = '(\\w+)'\\s+(Remote|Local)Port = @\\(([^)]*)\\)\\s+RemoteAddress = @\\(([^)]*)\\)")
            .matcher(output);
    while (rule.find()) {
      boolean outbound = rule.group(1).equals("Outbound");
      if (outbound != rule.group(2).equals("Remote")) {
        throw new AssertionError("the port is on the wrong side: " + rule.group());
      }
      List<String> addresses = quoted(rule.group(4));
      if (addresses.size() > 500) {
        throw new AssertionError("more than 500 addresses in one rule");
      }
      String ports = String.join(",", quoted(rule.group(3)));
      at(read, rule.group(1).toLowerCase(Locale.ROOT) + " " + ports).addAll(addresses);
    }
    return read;
  }

  private static List<String> quoted(String text) {
    return Pattern.compile("'([^']*)'").matcher(text).results().map(m -> m.group(1)).toList();
  }

  private static Map<String, List<String>> nsg(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    for (JsonNode resource : tree(output).get("resources")) {
      JsonNode p = resource.get("properties");
      boolean outbound = p.get("direction").asText().equals("Outbound");
      String ports =
          p.has("destinationPortRange")
              ? p.get("destinationPortRange").asText()
              : String.join(",", strings(p.get("destinationPortRanges")));
      JsonNode prefixes = p.get((outbound ? "destination" : "source") + "AddressPrefixes");
      if (prefixes != null) {
        at(read, (outbound ? "outbound " : "inbound ") + ports).addAll(strings(prefixes));
      }
    }
    return read;
  }

  private static Map<String, List<String>> bicep(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    Matcher rule = Pattern.compile("(?s)securityRules@[^\n]* = \\{(.*?)\n\\}").matcher(output);
    while (rule.find()) {
      Map<String, List<String>> properties = new TreeMap<>();
      Matcher property =
          Pattern.compile("(?m)^    (\\w+): ('[^']*'|\\d+|\\[[^\\]]*\\])$").matcher(rule.group(1));
      while (property.find()) {
        properties.put(property.group(1), quoted(property.group(2)));
      }
      boolean outbound = properties.get("direction").equals(List.of("Outbound"));
      String ports =
          String.join(
              ",",
              properties.getOrDefault(
                  "destinationPortRanges",
                  properties.getOrDefault("destinationPortRange", List.of())));
      at(read, (outbound ? "outbound " : "inbound ") + ports)
          .addAll(properties.get((outbound ? "destination" : "source") + "AddressPrefixes"));
    }
    return read;
  }

  private static Map<String, List<String>> terraform(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    for (JsonNode rule : tree(output).get("resource").get("azurerm_network_security_rule")) {
      boolean outbound = rule.get("direction").asText().equals("Outbound");
      String ports =
          rule.has("destination_port_range")
              ? rule.get("destination_port_range").asText()
              : String.join(",", strings(rule.get("destination_port_ranges")));
      at(read, (outbound ? "outbound " : "inbound ") + ports)
          .addAll(strings(rule.get((outbound ? "destination" : "source") + "_address_prefixes")));
    }
    return read;
  }

  private static Map<String, List<String>> prefixLists(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    Matcher list =
        Pattern.compile(
                "(?sm)^list [a-z0-9-]+?-(out|in)-([0-9-]+)-ipv[46] IPv([46]) <<'CIDRS'\n(.*?)CIDRS\n")
            .matcher(output);
    while (list.find()) {
      List<String> cidrs = list.group(4).lines().toList();
      if (cidrs.size() > 1000
          || cidrs.stream().anyMatch(c -> c.contains(":") != list.group(3).equals("6"))) {
        throw new AssertionError("AWS takes no such list: " + list.group());
      }
      at(read, list.group(1) + "bound " + list.group(2).replace('-', ',')).addAll(cidrs);
    }
    return read;
  }

  /** Peers of each rule come before its ports. */
  private static Map<String, List<String>> kubernetes(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    String direction = "";
    List<String> peers = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    for (String line : (output + "    -").lines().filter(l -> !l.startsWith("#")).toList()) {
      if (line.matches(" {0,4}\\S.*") && !ports.isEmpty()) {
        at(read, direction + String.join(",", ports)).addAll(peers);
        peers.clear();
        ports.clear();
      }
      if (line.matches("  (egress|ingress):")) {
        direction = line.contains("egress") ? "outbound " : "inbound ";
      }
      Matcher value =
          Pattern.compile(
                  " {8}(?:    )?- (?:ipBlock: )?\\{(?:cidr|matchName|matchPattern): \"(.*?)\"}")
              .matcher(line);
      Matcher port =
          Pattern.compile(" {8,12}- \\{protocol: TCP, port: \"?(\\d+)\"?}").matcher(line);
      if (value.matches()) {
        peers.add(value.group(1));
      } else if (port.matches() && !peers.isEmpty()) {
        ports.add(port.group(1));
      }
    }
    return read;
  }

  /** A plan's asterisk, for any number of labels, is there for one and for two. */
  private static Map<String, List<String>> cilium(String output) {
    Map<String, List<String>> read = kubernetes(output);
    read.values()
        .forEach(
            names -> {
              for (String name : List.copyOf(names)) {
                if (name.startsWith("*.")
                    && !name.startsWith("*.*.")
                    && !names.remove("*." + name)) {
                  throw new AssertionError("one label only: " + name);
                }
              }
            });
    return read;
  }

  /** Returns the names that an output allows by "outbound 443", and tags that stand for none. */
  public static Map<String, List<String>> names(String format, String output) {
    return switch (format) {
      case "azure-firewall" -> azureFirewall(output);
      case "squid" -> squid(output);
      case "cilium" -> cilium(output);
      default -> throw new IllegalArgumentException(format);
    };
  }

  /** A name that stands for all below it is written as a plan writes it. */
  private static Map<String, List<String>> squid(String output) {
    Map<String, List<String>> defined = new TreeMap<>();
    Map<String, List<String>> read = new TreeMap<>();
    for (String line : output.lines().filter(l -> !l.startsWith("#")).toList()) {
      String[] words = line.split(" ");
      if (line.startsWith("acl ")) {
        String value = words[words.length - 1].replaceFirst("^[.]", "*.");
        at(defined, words[1]).add(line.contains(" port ") ? line.split(" port ")[1] : value);
      } else if (!line.isEmpty()) {
        if (!line.startsWith("http_access allow ")
            || !defined.get(words[2]).equals(List.of("CONNECT"))) {
          throw new AssertionError("not a rule: " + line);
        }
        at(read, "outbound " + defined.get(words[3]).get(0).replace(' ', ','))
            .addAll(defined.get(words[4]));
      }
    }
    return read;
  }

  private static Map<String, List<String>> azureFirewall(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    for (JsonNode group : tree(output).get("resources")) {
      for (JsonNode collection : group.get("properties").get("ruleCollections")) {
        for (JsonNode rule : collection.get("rules")) {
          if (rule.get("ruleType").asText().equals("ApplicationRule")) {
            for (JsonNode protocol : rule.get("protocols")) {
              at(read, "outbound " + protocol.get("port")).addAll(strings(rule.get("targetFqdns")));
            }
          } else {
            at(read, "outbound " + String.join(",", strings(rule.get("destinationPorts"))))
                .addAll(strings(rule.get("destinationAddresses")));
          }
        }
      }
    }
    return read;
  }

  private static Map<String, List<String>> json(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    for (JsonNode rule : tree(output).get("rules")) {
      String key =
          rule.get("direction").asText() + " " + String.join(",", strings(rule.get("ports")));
      at(read, key).addAll(strings(rule.get("ipv4")));
      at(read, key).addAll(strings(rule.get("ipv6")));
    }
    return read;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(node -> strings.add(node.asText()));
    return strings;
  }

  private static JsonNode tree(String json) {
    try {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
