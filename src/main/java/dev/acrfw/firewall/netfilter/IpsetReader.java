package dev.acrfw.firewall.netfilter;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.firewall.AddressText;
import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Numbers;
import dev.acrfw.firewall.Component.Word;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Reads what {@code ipset save} writes; see ipset(8). */
public final class IpsetReader {
  private final String file;
  private final Map<String, Ipset> sets = new HashMap<>();
  private final Map<String, String> masks = new HashMap<>();

  private IpsetReader(String file) {
    this.file = file;
  }

  /**
   * Adds the sets of a file.
   *
   * @param file its name, for messages
   * @throws InvalidInputException when a line is not of {@code ipset save}
   */
  public static void read(String file, String text, Ruleset ruleset) {
    IpsetReader reader = new IpsetReader(file);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        reader.line(line.strip(), number);
      }
    }
    reader.sets.values().forEach(ruleset::add);
  }

  private void line(String line, int number) {
    String[] words = line.split(" +");
    if (words.length >= 3 && words[0].equals("create")) {
      int netmask = List.of(words).indexOf("netmask") + 1;
      masks.put(words[1], netmask == 0 || netmask == words.length ? "" : "/" + words[netmask]);
      String[] type = words[2].substring(words[2].indexOf(':') + 1).split(",");
      sets.put(
          words[1],
          new Ipset(
              words[1], List.of(type), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
      return;
    }
    Ipset set = words.length >= 3 && words[0].equals("add") ? sets.get(words[1]) : null;
    if (set == null) {
      throw new InvalidInputException(
          "%s: line %d is not of ipset save: %s".formatted(file, number, Printable.of(line)));
    }
    if (set.type().equals(List.of("set"))) {
      set.sets().add(words[2]);
      return;
    }
    List<Component> element = new ArrayList<>();
    String[] parts = words[2].split(",");
    for (int i = 0; i < set.type().size(); i++) {
      component(
          i < parts.length ? parts[i] : "",
          set.type().get(i),
          masks.getOrDefault(set.name(), ""),
          element);
    }
    boolean exception = List.of(words).subList(3, words.length).contains("nomatch");
    (exception ? set.exceptions() : set.elements()).add(element);
  }

  private static void component(String text, String type, String mask, List<Component> element) {
    switch (type) {
      case "ip", "net" ->
          // Of a set with a netmask, an address stands for its whole network.
          element.add(AddressText.component(text.matches("[^/-]*") ? text + mask : text));
      case "port" -> {
        int colon = text.indexOf(':');
        element.add(protocol(colon < 0 ? "tcp" : text.substring(0, colon)));
        element.add(IptablesValues.numbers(text.substring(colon + 1), "-"));
      }
      default -> element.add(new Word(text));
    }
  }

  private static Component protocol(String name) {
    OptionalLong number = Protocols.number(name);
    return number.isPresent() ? Numbers.of(number.getAsLong()) : new Word(name);
  }
}
