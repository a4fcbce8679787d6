package dev.acrfw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.net.util.SubnetUtils;

/** Reads outputs for appliances back, as the references of their vendors describe the languages. */
final class ReadBackAppliances {
  private ReadBackAppliances() {}

  static Map<String, List<String>> read(String format, String output) {
    return switch (format) {
      case "cisco-asa" -> ciscoAsa(output);
      case "fortigate" -> fortigate(output);
      case "mikrotik" -> mikrotik(output);
      case "junos" -> junos(output);
      case "pf" -> pf(output);
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static List<String> at(Map<String, List<String>> read, String key) {
    return read.computeIfAbsent(key, k -> new ArrayList<>());
  }

  private static String direction(boolean outbound) {
    return outbound ? "outbound " : "inbound ";
  }

  /** What is there when all commands have run. */
  private static Map<String, List<String>> ciscoAsa(String output) {
    Map<String, List<String>> groups = new TreeMap<>();
    List<String> entries = new ArrayList<>();
    List<String> current = List.of();
    for (String line : output.lines().filter(l -> !l.startsWith("!")).toList()) {
      String[] words = line.strip().split(" ");
      String command = line.replaceFirst("^no ", "").replace(" line 1", "");
      if (line.startsWith("object-group network ")) {
        current = at(groups, words[2]);
      } else if (line.startsWith("no object-group network ")) {
        String name = words[3];
        if (entries.stream().anyMatch(entry -> entry.contains(" object-group " + name + " "))) {
          throw new AssertionError("in use: " + name);
        }
        groups.remove(name);
      } else if (line.startsWith(" network-object ")) {
        current.add(object(words));
      } else if (line.startsWith("access-list ")) {
        entries.add(0, command);
      } else if (line.startsWith("no access-list ")) {
        entries.remove(command);
      } else {
        throw new AssertionError("not a command: " + line);
      }
    }
    Map<String, List<String>> ports = new TreeMap<>();
    Pattern entry =
        Pattern.compile(
            "access-list (\\S+) extended permit tcp (any |)object-group (\\S+) (any |)eq (\\d+)");
    for (String line : entries) {
      Matcher m = entry.matcher(line);
      if (!m.matches() || m.group(2).isEmpty() == m.group(4).isEmpty()) {
        throw new AssertionError("not an entry: " + line);
      }
      at(ports, m.group(2) + m.group(3)).add(0, m.group(5));
    }
    Map<String, List<String>> read = new TreeMap<>();
    ports.forEach(
        (group, numbers) ->
            at(read, direction(group.startsWith("any ")) + String.join(",", sorted(numbers)))
                .addAll(groups.remove(group.replace("any ", ""))));
    if (!groups.isEmpty()) {
      throw new AssertionError("groups without an entry: " + groups.keySet());
    }
    return read;
  }

  private static List<String> sorted(List<String> numbers) {
    return numbers.stream().map(Integer::valueOf).sorted().map(String::valueOf).toList();
  }

  private static String object(String[] words) {
    if (words[1].equals("host")) {
      return words[2] + (words[2].contains(":") ? "/128" : "/32");
    }
    return words.length == 2 ? words[1] : cidr(words[1], words[2]);
  }

  private static String cidr(String address, String mask) {
    return new SubnetUtils(address, mask).getInfo().getCidrSignature();
  }

  private static Map<String, List<String>> fortigate(String output) {
    Map<String, String> addresses = new TreeMap<>();
    Map<String, List<String>> groups = new TreeMap<>();
    Map<String, String> services = new TreeMap<>();
    String edited = "";
    for (String line : output.lines().filter(l -> !l.startsWith("#")).toList()) {
      List<String> words = new ArrayList<>();
      Matcher word = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(line);
      while (word.find()) {
        words.add(word.group(1) != null ? word.group(1) : word.group(2));
      }
      switch (String.join(" ", words.subList(0, Math.min(2, words.size())))) {
        case "set subnet" -> addresses.put(edited, cidr(words.get(2), words.get(3)));
        case "set ip6" -> addresses.put(edited, words.get(2));
        case "set member" -> at(groups, edited).addAll(words.subList(2, words.size()));
        case "set tcp-portrange" ->
            services.put(edited, String.join(",", words.subList(2, words.size())));
        default -> {
          if (words.get(0).equals("edit")) {
            edited = words.get(1);
          }
        }
      }
    }
    Map<String, List<String>> read = new TreeMap<>();
    groups.forEach(
        (name, members) -> {
          String service = name.replaceFirst("_ipv[46]$", "");
          for (String member : members) {
            if (!member.equals("none")) {
              at(read, direction(name.contains("_out_")) + services.get(service))
                  .add(addresses.get(member));
            }
          }
        });
    return read;
  }

  private static Map<String, List<String>> mikrotik(String output) {
    Map<String, List<String>> lists = new TreeMap<>();
    Map<String, List<String>> read = new TreeMap<>();
    Matcher entry =
        Pattern.compile(
                "(?m)^:do \\{ add list=\"(\\w+)\" address=(\\S+) comment=\"[^\"]*\" } on-error=.*$")
            .matcher(output);
    while (entry.find()) {
      String address = entry.group(2);
      at(lists, entry.group(1)).add(address.contains("/") ? address : address + "/32");
    }
    for (Map.Entry<String, List<String>> list : lists.entrySet()) {
      Matcher rule =
          Pattern.compile(
                  "dst-port=(\\S+) (dst|src)-address-list=\"" + list.getKey() + "\" disabled=no")
              .matcher(output);
      if (!rule.find()) {
        throw new AssertionError("no rule: " + list.getKey());
      }
      at(read, direction(rule.group(2).equals("dst")) + rule.group(1)).addAll(list.getValue());
    }
    return read;
  }

  private static Map<String, List<String>> junos(String output) {
    String text = output.replaceAll("(?m)^#.*$", "");
    Map<String, List<String>> lists = new TreeMap<>();
    Matcher list = Pattern.compile("\\bprefix-list (\\w+) \\{([^}]*)}").matcher(text);
    while (list.find()) {
      at(lists, list.group(1)).addAll(Arrays.asList(list.group(2).strip().split(";\\s*")));
    }
    Map<String, List<String>> read = new TreeMap<>();
    Matcher term =
        Pattern.compile(
                "term \\w+ \\{\\s+from \\{\\s+(destination|source)-prefix-list \\{\\s+(\\w+);\\s+}\\s+"
                    + "(?:protocol|next-header) tcp;\\s+destination-port \\[ ([^]]+) ];\\s+}\\s+then accept;")
            .matcher(text);
    while (term.find()) {
      at(read, direction(term.group(1).equals("destination")) + term.group(3).replace(' ', ','))
          .addAll(lists.remove(term.group(2)));
    }
    if (!lists.isEmpty()) {
      throw new AssertionError("lists without a term: " + lists.keySet());
    }
    return read;
  }

  private static Map<String, List<String>> pf(String output) {
    Map<String, List<String>> read = new TreeMap<>();
    String text = output.replaceAll("(?m)^#.*$", "").replace("\\\n", "");
    Matcher rule =
        Pattern.compile(
                "(?m)^pass (?:out quick proto tcp to <(\\w+)>|in quick proto tcp from <(\\w+)> to any)"
                    + " port \\{ ([0-9, ]+) }$")
            .matcher(text);
    while (rule.find()) {
      boolean outbound = rule.group(1) != null;
      Matcher table =
          Pattern.compile("table <" + rule.group(outbound ? 1 : 2) + "> const \\{([^}]*)}")
              .matcher(text);
      if (!table.find()) {
        throw new AssertionError("no table: " + rule.group());
      }
      at(read, direction(outbound) + rule.group(3).replace(", ", ","))
          .addAll(Arrays.asList(table.group(1).strip().split(",\\s*")));
    }
    return read;
  }
}
