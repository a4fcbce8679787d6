package dev.acrfw.render.netfilter;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.Family;
import dev.acrfw.option.Value;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The family and name of a table of nftables, for example {@code inet filter}. */
final class TableName extends Value<String> {
  static final String DEFAULT = "inet filter";

  @Override
  public String parse(String option, String text) {
    Matcher matcher =
        Pattern.compile("(inet|ip|ip6) +([A-Za-z_][A-Za-z0-9_-]{0,63})").matcher(text.strip());
    if (!matcher.matches()) {
      throw new UsageException(
          option + " '" + text + "' is not 'inet NAME', 'ip NAME' or 'ip6 NAME'",
          "an inet table holds both address families, the others need --family");
    }
    return matcher.group(1) + " " + matcher.group(2);
  }

  /** Returns the address families that a table holds. */
  static List<Family> families(String table) {
    return switch (table.substring(0, table.indexOf(' '))) {
      case "ip" -> List.of(Family.IPV4);
      case "ip6" -> List.of(Family.IPV6);
      default -> List.of(Family.values());
    };
  }

  @Override
  public String text(String value) {
    return value;
  }
}
