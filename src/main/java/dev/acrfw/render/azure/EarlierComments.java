package dev.acrfw.render.azure;

import dev.acrfw.access.Direction;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.render.EarlierOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The priorities that a file ever gave, as comments: for a language in which it is not data. */
final class EarlierComments {
  private static final String TITLE = "Priorities, which rules keep:";

  private EarlierComments() {}

  /** Returns the lines without comment signs. */
  static List<String> lines(Priorities priorities) {
    List<String> lines = new ArrayList<>(List.of(TITLE));
    for (Direction direction : Direction.values()) {
      for (Map.Entry<String, Integer> rule : priorities.all(direction).entrySet()) {
        lines.add("  " + direction.displayName() + " " + rule.getValue() + " " + rule.getKey());
      }
    }
    return lines;
  }

  /**
   * Reads them back.
   *
   * @param sign what starts a comment
   * @throws InvalidInputException when it is not a file of this program
   */
  static Priorities priorities(EarlierOutput output, String sign) {
    Priorities priorities = new Priorities();
    String text = new String(output.bytes(), StandardCharsets.UTF_8);
    int start = text.indexOf(sign + " " + TITLE + "\n");
    if (start < 0) {
      throw EarlierTemplate.notOurs(output);
    }
    Pattern line = Pattern.compile(sign + "   (outbound|inbound) ([0-9]{3,4}) (\\S+)");
    for (String each : text.substring(start).lines().skip(1).toList()) {
      Matcher match = line.matcher(each);
      if (!match.matches()) {
        break;
      }
      EarlierTemplate.note(
          output,
          priorities,
          EarlierTemplate.direction(output, match.group(1)),
          match.group(3),
          Integer.parseInt(match.group(2)));
    }
    return priorities;
  }
}
