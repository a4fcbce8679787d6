package dev.acrfw.render.appliance;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.render.Installation;
import dev.acrfw.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The groups that earlier outputs made, as comments: a target may still have each of them. */
final class EarlierGroups {
  private static final String TITLE = "Group: ";

  private EarlierGroups() {}

  /** Returns a line for each group, without comment signs. */
  static List<String> lines(Iterable<AddressGroup> groups, Iterable<String> gone) {
    List<String> lines = new ArrayList<>();
    groups.forEach(group -> lines.add(TITLE + group.name()));
    gone.forEach(name -> lines.add(TITLE + name));
    return lines;
  }

  /**
   * Returns the names of groups that were made before and are no longer wanted.
   *
   * @param sign what starts a comment
   * @throws InvalidInputException when the earlier output is not one of this program
   */
  static Set<String> gone(Installation installation, List<AddressGroup> groups, String sign) {
    Set<String> names = new LinkedHashSet<>();
    if (installation.earlier().isPresent()) {
      EarlierOutput earlier = installation.earlier().get();
      Matcher line =
          Pattern.compile(
                  "(?m)^"
                      + sign
                      + " "
                      + TITLE
                      + "("
                      + AddressGroup.prefix(installation)
                      + "(?:out|in)(?:_[0-9]{1,5})+)$")
              .matcher(new String(earlier.bytes(), StandardCharsets.UTF_8));
      while (line.find()) {
        names.add(line.group(1));
      }
      if (names.isEmpty()) {
        throw new InvalidInputException(
            Printable.of(earlier.file())
                + " is not an output of acrfw for the name "
                + installation.name(),
            "groups of the output that is written over are taken away: move this file away, or name"
                + " the earlier one with --earlier");
      }
    }
    groups.forEach(group -> names.remove(group.name()));
    return names;
  }
}
