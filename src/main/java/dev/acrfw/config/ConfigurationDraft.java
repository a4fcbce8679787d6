package dev.acrfw.config;

import dev.acrfw.format.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration to begin with, with comments.
 *
 * @param registries names of registries; empty for any
 * @param endpoints files of {@code az acr show-endpoints}, in place of names and regions
 * @param regions regions; empty for all
 * @param purposes what for; empty for pull
 * @param format the firewall
 * @param output where the rules are written; nothing for the usual place
 */
public record ConfigurationDraft(
    List<String> registries,
    List<String> endpoints,
    List<String> regions,
    List<String> purposes,
    Format format,
    Optional<String> output) {

  private static final String HEAD =
      """
      # What 'acrfw update' makes, and from what. The keys are the long options of 'acrfw generate';
      # paths are relative to this file. All outputs are written, or none.

      cloud: public         # the current file is fetched; service-tags: FILE names one in its place
      previous: 3           # no tag may shrink against the last three files that were fetched
      """;

  private static final String GOES_BACK =
      """
        # What takes the rules away again: apply.sh goes back with it where there were none.
      """;

  /** Returns where the rules of a format are written if nothing else is said. */
  public static String defaultOutput(Format format) {
    return "rules/acrfw" + (format.isFolder() ? "" : "." + format.extension());
  }

  /** Returns the text of the file. */
  public String text() {
    String path = output.orElse(defaultOutput(format));
    StringBuilder text = new StringBuilder(HEAD);
    text.append("\ndefaults:              # for every output that says nothing else\n");
    if (endpoints.isEmpty()) {
      line(text, "  ", "registry", registries, "contoso");
      line(text, "  ", "region", regions.isEmpty() ? List.of("all") : regions, "");
    } else {
      line(text, "  ", "endpoints", endpoints, "");
    }
    text.append("\noutputs:\n  - format: ").append(format.displayName()).append('\n');
    line(text, "    ", "for", purposes.isEmpty() ? List.of("pull") : purposes, "");
    text.append("    output: ").append(quoted(path)).append('\n');
    if (format.hasHooks()) {
      text.append(GOES_BACK).append("  - format: ").append(format.displayName());
      text.append("\n    remove: true\n    output: ").append(quoted(removal(path))).append('\n');
    }
    return text.toString();
  }

  private static String removal(String path) {
    int dot = path.lastIndexOf('.');
    return dot > path.lastIndexOf('/')
        ? path.substring(0, dot) + "-remove" + path.substring(dot)
        : path + "-remove";
  }

  /** A key without a value is shown as a comment, with an example. */
  private static void line(
      StringBuilder text, String indent, String key, List<String> values, String example) {
    List<String> quoted = new ArrayList<>();
    for (String value : values) {
      quoted.add(quoted(value.strip()));
    }
    text.append(indent).append(values.isEmpty() ? "# " : "").append(key).append(": ");
    if (quoted.size() == 1) {
      text.append(quoted.get(0));
    } else {
      text.append(values.isEmpty() ? example : "[" + String.join(", ", quoted) + "]");
    }
    text.append('\n');
  }

  /** A value that YAML could take for something else stands in quotes. */
  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./][A-Za-z0-9_./-]*")
        ? value
        : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
