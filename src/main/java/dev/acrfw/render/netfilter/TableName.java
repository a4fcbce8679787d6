package dev.acrfw.render.netfilter;

import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Value;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The family and name of a table of nftables, for example {@code inet filter}. */
final class TableName extends Value<String> {
  static final String DEFAULT = "inet filter";

  @Override
  public String parse(String option, String text) {
    Matcher matcher = Pattern.compile("inet +([A-Za-z_][A-Za-z0-9_-]{0,63})").matcher(text.strip());
    if (!matcher.matches()) {
      throw new UsageException(
          option + " '" + text + "' is not 'inet NAME'",
          "only an inet table holds both address families");
    }
    return "inet " + matcher.group(1);
  }

  @Override
  public String text(String value) {
    return value;
  }
}
