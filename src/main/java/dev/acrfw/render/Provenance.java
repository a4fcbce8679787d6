package dev.acrfw.render;

import dev.acrfw.servicetags.Source;
import java.util.List;

/**
 * The lines of an output that say where it comes from. They change with every published file, also
 * when no rule does, so they stand on lines of their own and {@link #isProvenance} knows them.
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

  /** Returns whether a line of an output only says where the output comes from. */
  public static boolean isProvenance(String line) {
    int start = line.startsWith("rem ") ? "rem ".length() : 0;
    while (start < line.length() && (line.charAt(start) == ' ' || line.charAt(start) == '#')) {
      start++;
    }
    for (String begin : STARTS) {
      if (line.startsWith(begin, start)) {
        return true;
      }
    }
    return false;
  }
}
