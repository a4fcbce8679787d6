package dev.acrfw.render;

import dev.acrfw.servicetags.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of an output that say where it comes from. They change with every published file, also
 * when no rule does, so each is on a line of its own and can be told from the others.
 */
public final class Provenance {
  /** The version of this program. */
  public static final String VERSION = "0.1.0";

  private static final List<String> STARTS =
      List.of("Source: ", "SHA-256: ", "Generator: ", "\"source\": ", "\"generator\": ");

  private Provenance() {}

  static List<String> lines(Source source) {
    return List.of(
        "Source: "
            + source.file()
            + ", cloud "
            + source.cloud().fileName()
            + ", change number "
            + source.changeNumber(),
        "SHA-256: " + source.sha256(),
        generator());
  }

  static String generator() {
    return "Generator: acrfw " + VERSION;
  }

  /**
   * Returns whether two outputs are the same but for where they come from.
   *
   * @param comment what starts a comment in them; empty where there are none
   */
  public static boolean isAllThatDiffers(byte[] existing, byte[] wanted, String comment) {
    return withoutProvenance(existing, comment).equals(withoutProvenance(wanted, comment));
  }

  /** Splits at LF only, so that a file whose line ends were changed is another one. */
  private static List<String> withoutProvenance(byte[] output, String comment) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(output, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      if (!isProvenance(line, comment)) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static boolean isProvenance(String line, String comment) {
    String text = line.strip();
    if (!text.startsWith(comment)) {
      return false;
    }
    text = text.substring(comment.length()).strip();
    for (String begin : STARTS) {
      if (text.startsWith(begin)) {
        return true;
      }
    }
    return false;
  }
}
