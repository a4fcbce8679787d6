package dev.acrfw.firewall.netfilter;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.firewall.FilterRule;
import dev.acrfw.firewall.FilterRule.Action;
import dev.acrfw.firewall.FilterRule.Target;
import dev.acrfw.ip.Family;
import dev.acrfw.text.Printable;
import java.util.List;
import java.util.Set;

/** Reads what iptables-save and ip6tables-save write, and {@code iptables -S}; see iptables(8). */
public final class IptablesSaveReader {
  private static final Set<String> BUILT_IN =
      Set.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

  /** Those that leave a packet to the next rule, of iptables-extensions(8). */
  private static final Set<String> GO_ON =
      Set.of(
          "AUDIT",
          "CHECKSUM",
          "CLASSIFY",
          "CONNMARK",
          "CONNSECMARK",
          "CT",
          "DSCP",
          "ECN",
          "HL",
          "HMARK",
          "IDLETIMER",
          "LED",
          "LOG",
          "MARK",
          "NFLOG",
          "NOTRACK",
          "RATEEST",
          "SECMARK",
          "SET",
          "TCPMSS",
          "TCPOPTSTRIP",
          "TEE",
          "TOS",
          "TRACE",
          "TTL",
          "ULOG");

  private static final Set<String> TRANSLATE =
      Set.of("DNAT", "SNAT", "MASQUERADE", "REDIRECT", "NETMAP");

  private final String file;
  private final Ruleset ruleset;
  private Family family;
  private String table = "filter";
  private int number;

  private IptablesSaveReader(String file, Family family, Ruleset ruleset) {
    this.file = file;
    this.family = family;
    this.ruleset = ruleset;
  }

  /**
   * Adds the tables of a file.
   *
   * @param file its name, for messages
   * @param family what it is of where its comments do not say so
   * @throws InvalidInputException when a line is not of iptables-save
   */
  public static void read(String file, String text, Family family, Ruleset ruleset) {
    IptablesSaveReader reader = new IptablesSaveReader(file, family, ruleset);
    for (String line : text.split("\n", -1)) {
      reader.number++;
      if (!line.isBlank()) {
        reader.line(line.strip());
      }
    }
  }

  private void line(String line) {
    if (line.startsWith("#")) {
      if (line.contains("ip6tables-save")) {
        family = Family.IPV6;
      } else if (line.contains("iptables-save")) {
        family = Family.IPV4;
      }
      return;
    }
    if (line.startsWith("*")) {
      table = line.substring(1);
      ruleset.tellsOfIptables(family, table);
      return;
    }
    if (line.equals("COMMIT")) {
      return;
    }
    List<String> words = IptablesWords.split(line);
    if (line.startsWith(":") && words.size() >= 2) {
      chain(words.get(0).substring(1), words.get(1));
    } else if (words.size() == 3 && words.get(0).equals("-P")) {
      chain(words.get(1), words.get(2));
    } else if (words.size() == 2 && words.get(0).equals("-N")) {
      ruleset.chain(key(words.get(1)));
    } else {
      if (!words.isEmpty() && words.get(0).matches("\\[[0-9]+:[0-9]+]")) {
        words.remove(0);
      }
      if (words.size() < 2 || !words.get(0).equals("-A")) {
        throw new InvalidInputException(
            "%s: line %d is not of iptables-save: %s".formatted(file, number, Printable.of(line)));
      }
      ruleset.chain(key(words.get(1))).add(rule(words));
    }
  }

  private String key(String chain) {
    return file + " " + family + " " + table + " " + chain;
  }

  private void chain(String name, String policy) {
    ruleset.tellsOfIptables(family, table);
    ruleset.chain(key(name));
    if (BUILT_IN.contains(name)) {
      ruleset.base(
          key(name),
          "chain %s of the %s table %s of iptables"
              .formatted(name, family.displayName(), Printable.of(table)),
          name,
          Set.of(family),
          policy.equals("ACCEPT"));
    }
  }

  private FilterRule rule(List<String> words) {
    IptablesConditions conditions = new IptablesConditions(ruleset);
    Target target = Target.CONTINUE;
    long marks = 0;
    int at = 2;
    while (at < words.size()) {
      String word = words.get(at);
      if ((word.equals("-j") || word.equals("-g")) && at + 1 < words.size()) {
        String name = words.get(at + 1);
        List<String> options = words.subList(at + 2, words.size());
        target = target(name, word.equals("-g") ? Action.GOTO : Action.JUMP);
        marks = name.equals("MARK") || name.equals("CONNMARK") ? marks(options) : 0;
        break;
      }
      at = conditions.read(words, at);
    }
    return new FilterRule(
        conditions.all(),
        target,
        marks,
        "%s, line %d: %s".formatted(file, number, Printable.of(String.join(" ", words))));
  }

  private Target target(String name, Action jump) {
    if (TRANSLATE.contains(name)) {
      ruleset.note(
          "%s, line %d: %s translates addresses or ports, which is not followed"
              .formatted(file, number, name));
      return Target.ACCEPT;
    }
    return switch (name) {
      case "ACCEPT" -> Target.ACCEPT;
      case "RETURN" -> Target.RETURN;
      case "DROP", "REJECT" -> Target.DROP;
      default -> GO_ON.contains(name) ? Target.CONTINUE : new Target(jump, key(name));
    };
  }

  private static long marks(List<String> options) {
    long bits = 0;
    for (int i = 0; i + 1 < options.size(); i++) {
      if (options.get(i).matches("--(set-x?mark|or-mark|xor-mark)")) {
        bits |= IptablesValues.bits(options.get(i + 1));
      }
    }
    return bits;
  }
}
