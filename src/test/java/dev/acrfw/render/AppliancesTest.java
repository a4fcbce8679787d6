package dev.acrfw.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Oracle;
import dev.acrfw.ReadBack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What outputs for appliances do one after the other, on models of the appliances. */
class AppliancesTest {
  @TempDir private Path folder;

  private String write(String format, int last, String... options) throws IOException {
    List<String> prefixes = new ArrayList<>(List.of("2001:db8:" + last + "::/48"));
    for (int i = 0; i < 3; i++) {
      prefixes.add("198.51.100." + 16 * (last + i) + "/29");
    }
    Path tags = folder.resolve("tags.json");
    Files.writeString(tags, Acrfw.oneTag("AzureKeyVault", prefixes));
    Path file = folder.resolve("out");
    List<String> args = new ArrayList<>(List.of("generate", "-q", "-s", tags.toString()));
    args.addAll(List.of("-f", format, "-o", file.toString()));
    args.addAll(List.of(options));
    Acrfw.succeed(args.toArray(String[]::new));
    return Files.readString(file);
  }

  /** An ASA: groups that entries of an access list refer to, and refuses to lose one in use. */
  private static final class Asa {
    final Map<String, Set<String>> groups = new HashMap<>();
    final List<String> entries = new ArrayList<>();
    private String current = "";

    /** Returns the message, which is empty where the command is done. */
    String run(String command) {
      String[] words = command.strip().split(" ");
      if (command.startsWith("object-group ")) {
        current = words[2];
        groups.putIfAbsent(current, new TreeSet<>());
      } else if (command.startsWith(" network-object ")) {
        groups.get(current).add(command);
      } else if (command.startsWith("no object-group ")) {
        boolean used = entries.stream().anyMatch(e -> e.contains("group " + words[3] + " "));
        if (used || groups.remove(words[3]) == null) {
          return used ? "in use" : "does not exist";
        }
      } else if (command.startsWith("access-list ")) {
        String entry = command.replace(" line 1", "");
        if (!entries.contains(entry)) {
          entries.add(0, entry);
        }
      } else if (!entries.remove(command.substring("no ".length()))) {
        return "does not exist";
      }
      return "";
    }

    /** Returns what connections to a port may go to. */
    Set<String> permits(int port) {
      Set<String> all = new TreeSet<>();
      for (String entry : entries) {
        if (entry.endsWith(" eq " + port)) {
          all.addAll(groups.get(entry.replaceAll(".*object-group (\\S+) .*", "$1")));
        }
      }
      return all;
    }
  }

  @Test
  void onAnAsaNoPrefixOfBothWeeksIsEverMissing() throws IOException {
    Asa asa = new Asa();
    String first = write("cisco-asa", 1, "--tag", "AzureKeyVault:443,AzureKeyVault:8443");
    first.lines().filter(l -> !l.startsWith("!")).forEach(asa::run);
    Set<String> before = asa.permits(443);
    assertThat(before).hasSize(4);

    String second = write("cisco-asa", 2, "--tag", "AzureKeyVault:443");
    Set<String> messages = new HashSet<>();
    Set<String> kept = new TreeSet<>(before);
    kept.removeIf(object -> !second.contains(object));
    assertThat(kept).hasSize(2);
    for (String command : second.lines().filter(l -> !l.startsWith("!")).toList()) {
      messages.add(asa.run(command));
      assertThat(asa.permits(443)).containsAll(kept);
    }
    assertThat(messages).containsExactly("");
    assertThat(asa.groups.keySet()).containsExactly("acrfw_out_443");
    assertThat(asa.permits(443)).hasSize(4).isNotEqualTo(before);
    assertThat(asa.permits(8443)).isEmpty();

    for (String line : second.lines().filter(l -> l.startsWith("!   ")).toList()) {
      asa.run(line.substring(4));
    }
    assertThat(asa.entries).isEmpty();
    assertThat(asa.groups).isEmpty();
  }

  @Test
  void aFortigateLosesTheAddressesOfLastWeekAndGroupsThatAreGoneAreEmpty() throws IOException {
    write("fortigate", 1, "--tag", "AzureKeyVault:443,AzureKeyVault:8443");
    String second = write("fortigate", 2, "--tag", "AzureKeyVault:443");
    assertThat(second)
        .contains("    delete \"acrfw 198.51.100.16/29\"\n")
        .contains("    delete \"acrfw 2001:db8:1::/48\"\n")
        .doesNotContain("delete \"acrfw 198.51.100.32/29\"")
        .contains("edit \"acrfw_out_8443_ipv4\"\n        set member \"none\"\n");
    assertThat(second.indexOf("    delete")).isGreaterThan(second.lastIndexOf("set member"));
    String third = write("fortigate", 2, "--tag", "AzureKeyVault:443");
    assertThat(third).isEqualTo(second);
  }

  /** Address lists of RouterOS: what add, set and remove make of entries and their comments. */
  private static void run(String script, Map<String, String> entries, Set<String> kept) {
    Pattern add =
        Pattern.compile(
            ":do \\{ add (list=\\S+ address=\\S+) comment=\"([^\"]+)\" } on-error=\\{ set \\[find (.*?)]"
                + " comment=\"([^\"]+)\" disabled=no }");
    Pattern sweep =
        Pattern.compile("remove \\[find where list~\"([^\"]+)\" && comment!=\"([^\"]+)\"]");
    String menu = "";
    for (String line : script.lines().toList()) {
      Matcher added = add.matcher(line);
      Matcher swept = sweep.matcher(line);
      if (line.startsWith("/")) {
        menu = line;
      } else if (added.matches()) {
        assertThat(added.group(3)).isEqualTo(added.group(1));
        assertThat(added.group(4)).isEqualTo(added.group(2));
        entries.put(menu + " " + added.group(1), added.group(2));
      } else if (swept.matches()) {
        String here = menu + " list=\"";
        Pattern list = Pattern.compile(swept.group(1));
        entries
            .entrySet()
            .removeIf(
                e ->
                    e.getKey().startsWith(here)
                        && list.matcher(e.getKey().substring(here.length())).find()
                        && !e.getValue().equals(swept.group(2)));
      }
      assertThat(entries.keySet()).containsAll(kept);
    }
  }

  @Test
  void onAMikrotikNoPrefixOfBothWeeksIsEverMissingAndOthersStay() throws IOException {
    Map<String, String> entries = new TreeMap<>();
    String foreign = "/ip firewall address-list list=\"acrfw-1_out_443\" address=203.0.113.1";
    entries.put(foreign, "acrfw-1 0");
    run(write("mikrotik", 1, "--tag", "AzureKeyVault:443,AzureKeyVault:8443"), entries, Set.of());
    assertThat(entries).hasSize(9);
    String second = write("mikrotik", 2, "--tag", "AzureKeyVault:443");
    Set<String> kept = new HashSet<>();
    for (String entry : entries.keySet()) {
      if (second.contains(entry.substring(entry.indexOf("list=")))) {
        kept.add(entry);
      }
    }
    assertThat(kept).hasSize(2);
    kept.add(foreign);
    run(second, entries, kept);
    assertThat(entries).hasSize(5);
    assertThat(second).contains("comment~\"^acrfw_(out|in)_\" && comment!=\"acrfw_out_443\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cisco-asa", "fortigate"})
  void aFileThatIsNotOursIsAnErrorAndStays(String format) throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "! rules of somebody\n");
    Acrfw run =
        Acrfw.run("generate", "-s", Acrfw.SAMPLE, "-f", format, "-l", "all", "-o", file.toString());
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("is not an output of acrfw for the name acrfw", "--earlier");
    assertThat(file).hasContent("! rules of somebody\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cisco-asa", "fortigate", "mikrotik", "junos", "pf"})
  void everyLengthOfAPrefixReadsBack(String format) throws IOException {
    List<String> prefixes = new ArrayList<>();
    for (int length = 10; length <= 32; length++) {
      prefixes.add((10 + length) + ".0.0.0/" + length);
    }
    for (int length = 32; length <= 128; length++) {
      prefixes.add("26%02x:1000::/%d".formatted(length, length));
    }
    Path tags = folder.resolve("tags.json");
    Files.writeString(tags, Acrfw.oneTag("AzureKeyVault", prefixes));
    Acrfw run =
        Acrfw.succeed("generate", "-s", tags.toString(), "--tag", "AzureKeyVault", "-f", format);
    assertThat(Oracle.space(ReadBack.read(format, run.out()).get("outbound 443")))
        .isEqualTo(Oracle.space(prefixes));
  }

  private String ofPrefixes(String format, String... prefixes) throws IOException {
    Path file = folder.resolve("one.json");
    Files.writeString(file, Acrfw.oneTag("AzureKeyVault", List.of(prefixes)));
    return Acrfw.succeed("generate", "-s", file.toString(), "--tag", "AzureKeyVault", "-f", format)
        .out();
  }

  @Test
  void aSingleAddressStandsAsRouterOsShowsIt() throws IOException {
    assertThat(ofPrefixes("mikrotik", "192.0.2.7/32", "192.0.2.8/31"))
        .contains("192.0.2.8/31", "192.0.2.7")
        .doesNotContain("192.0.2.7/32");
  }

  @Test
  void aFamilyWithoutAddressesHasNoFilterOnJunos() throws IOException {
    assertThat(ofPrefixes("junos", "192.0.2.8/31"))
        .contains("family inet {")
        .doesNotContain("family inet6");
  }
}
