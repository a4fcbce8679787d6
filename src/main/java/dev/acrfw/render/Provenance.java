package dev.acrfw.render;

import dev.acrfw.ip.Family;
import dev.acrfw.rules.Installed;
import dev.acrfw.rules.Plan;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.Source.Kind;
import dev.acrfw.servicetags.TagName;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of an output that say where it comes from. They change with every published file, also
 * when no rule does, so each is on a line of its own and can be told from the others.
 */
public final class Provenance {
  /** The version of this program. */
  public static final String VERSION = "0.1.0";

  /** What such a line is, whole: nothing else may pass for one. Only a file that is there asks. */
  private static final class Lines {
    private static final Pattern IN_COMMENTS =
        Pattern.compile(
            "Source: [ -~]+?(?<api> \\(Discovery API\\))?, cloud (?<cloud>[A-Za-z0-9]+), change number (?<number>[0-9]{1,9})"
                + "|SHA-256: [0-9a-f]{64}"
                + "|Generator: acrfw [0-9.]+"
                + "|Holds: (?<tag>[A-Za-z0-9._-]+)(?: IPv4 (?<ipv4>[0-9]+))?(?: IPv6 (?<ipv6>[0-9]+))?");

    private static final String JSON_TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern IN_JSON =
        Pattern.compile(
            "\"source\": \\{\"file\": "
                + JSON_TEXT
                + ", \"kind\": \"(?:download|(?<api>api))\", \"cloud\": \"(?<cloud>[A-Za-z0-9]+)\", \"changeNumber\": (?<number>[0-9]{1,9})"
                + ", \"sha256\": \"[0-9a-f]{64}\"\\},?"
                + "|\"generator\": \\{\"name\": \"acrfw\", \"version\": \"[0-9.]+\"\\},?"
                + "|\"(?<tag>[A-Za-z0-9._-]+)\": \\{(?:\"ipv4\": \"(?<ipv4>[0-9]+)\")?(?:, )?"
                + "(?:\"ipv6\": \"(?<ipv6>[0-9]+)\")?\\},?");
  }

  private static final String OF_API = " (Discovery API)";

  private Provenance() {}

  static List<String> lines(Plan plan) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Source: "
            + plan.source().file()
            + (plan.source().kind() == Kind.API ? OF_API : "")
            + ", cloud "
            + plan.source().cloud().fileName()
            + ", change number "
            + plan.source().changeNumber());
    lines.add("SHA-256: " + plan.source().sha256());
    lines.add(generator());
    for (var tag : Installed.held(plan.rules()).entrySet()) {
      StringBuilder line = new StringBuilder("Holds: ").append(tag.getKey());
      for (var count : tag.getValue().entrySet()) {
        line.append(' ').append(count.getKey().displayName()).append(' ').append(count.getValue());
      }
      lines.add(line.toString());
    }
    return lines;
  }

  static String generator() {
    return "Generator: acrfw " + VERSION;
  }

  /**
   * Returns whether two outputs are the same but for where they come from. A line counts as
   * provenance only where the other output has one too.
   *
   * @param comment what starts a comment in them; empty where there are none
   */
  public static boolean isAllThatDiffers(byte[] existing, byte[] wanted, String comment) {
    String[] before = lines(existing);
    String[] after = lines(wanted);
    if (before.length != after.length) {
      return false;
    }
    for (int i = 0; i < before.length; i++) {
      if (!before[i].equals(after[i])
          && !(match(before[i], comment).isPresent() && match(after[i], comment).isPresent())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads what an output says of itself.
   *
   * @param comment what starts a comment in it; empty where there are none
   * @return nothing when it is not an output that says so
   */
  public static Optional<Installed> read(byte[] output, String comment) {
    Optional<Cloud> cloud = Optional.empty();
    int changeNumber = 0;
    Kind kind = Kind.DOWNLOAD;
    Map<TagName, Map<Family, BigInteger>> held = new LinkedHashMap<>();
    for (String line : lines(output)) {
      Optional<Matcher> found = match(line, comment);
      if (found.isPresent()) {
        Matcher match = found.get();
        if (match.group("cloud") != null && cloud.isEmpty()) {
          cloud = Cloud.of(match.group("cloud"));
          changeNumber = Integer.parseInt(match.group("number"));
          kind = match.group("api") == null ? Kind.DOWNLOAD : Kind.API;
        } else if (match.group("tag") != null) {
          Map<Family, BigInteger> counts = new EnumMap<>(Family.class);
          for (Family family : Family.values()) {
            String count = match.group(family == Family.IPV4 ? "ipv4" : "ipv6");
            if (count != null) {
              counts.put(family, new BigInteger(count));
            }
          }
          held.put(TagName.of(match.group("tag")), counts);
        }
      }
    }
    return cloud.isPresent()
        ? Optional.of(new Installed(cloud.get(), kind, changeNumber, held))
        : Optional.empty();
  }

  /** Splits at LF only, so that a file whose line ends were changed is another one. */
  private static String[] lines(byte[] output) {
    return new String(output, StandardCharsets.ISO_8859_1).split("\n", -1);
  }

  private static Optional<Matcher> match(String line, String comment) {
    String text = line.strip();
    if (!text.startsWith(comment)) {
      return Optional.empty();
    }
    Matcher match =
        (comment.isEmpty() ? Lines.IN_JSON : Lines.IN_COMMENTS)
            .matcher(text.substring(comment.length()).strip());
    return match.matches() ? Optional.of(match) : Optional.empty();
  }
}
