package dev.acrfw.report;

import dev.acrfw.servicetags.Source;
import dev.acrfw.text.TextTable;
import java.util.List;
import java.util.Optional;

/** What an update changed, in Markdown: for a pull request or a ticket. */
public final class UpdateSummary {
  private UpdateSummary() {}

  /**
   * Returns the summary.
   *
   * @param source the file that the outputs were made from
   * @param results what became of the outputs, in the order of the configuration
   */
  public static String markdown(Source source, List<OutputResult> results) {
    StringBuilder text = new StringBuilder(headline(results));
    text.append(" The service tags are those of ").append(source.file());
    text.append(" (change number ").append(source.changeNumber()).append(").\n\n");
    TextTable table = new TextTable("OUTPUT", "CHANGE");
    for (OutputResult result : results) {
      table.row(result.name(), result.says());
    }
    text.append(table.toMarkdown());
    for (OutputResult result : results) {
      appendDetails(text, result);
    }
    return text.toString();
  }

  private static String headline(List<OutputResult> results) {
    if (results.stream().anyMatch(result -> result.state() == OutputResult.State.FAILED)) {
      return "Nothing was written: an output was refused.";
    }
    long changed =
        results.stream().filter(result -> result.state() == OutputResult.State.CHANGED).count();
    if (changed == 0) {
      return "No rule changed.";
    }
    return "%d of %s changed."
        .formatted(changed, results.size() == 1 ? "1 output" : results.size() + " outputs");
  }

  private static void appendDetails(StringBuilder text, OutputResult result) {
    boolean changed = result.state() == OutputResult.State.CHANGED && result.change().isPresent();
    if (!changed && result.warnings().isEmpty()) {
      return;
    }
    text.append("\n## ").append(result.name()).append('\n');
    Optional.of(result.warnings())
        .filter(warnings -> !warnings.isEmpty())
        .ifPresent(
            warnings -> {
              text.append('\n');
              warnings.forEach(warning -> text.append("- Warning: ").append(warning).append('\n'));
            });
    if (changed) {
      DiffReport.appendDetails(text, "Added", result.change().get().added());
      DiffReport.appendDetails(text, "Removed", result.change().get().removed());
    }
  }
}
