package dev.acrfw.cli;

import dev.acrfw.diff.FileDiff;
import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.Family;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.report.DiffReport;
import dev.acrfw.rules.Selection;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagName;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Shows which addresses changed between two files. */
final class DiffCommand extends Command {
  private final ReportOutput output;
  private final InputFiles files;

  private final Argument<String> oldName = arguments.positional("OLD", "The earlier file.");

  private final Argument<String> newName = arguments.positional("NEW", "The later file.");

  private final Argument<Boolean> all =
      arguments.add(Option.flag("--all", "Every tag of the files, in place of a selection."));

  private final Argument<DiffFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(DiffFormat.class), DiffFormat.TABLE));

  enum DiffFormat {
    TABLE,
    MARKDOWN,
    JSON
  }

  private final Argument<Boolean> exitCode =
      arguments.add(Option.flag("--exit-code", "Exit with 10 if there are differences."));

  private final SelectionOptions selection = new SelectionOptions(arguments);

  DiffCommand(Surroundings surroundings, InputFiles files) {
    super(surroundings, "diff", "Show which addresses changed for a selection between two files.");
    arguments.examples(
        "acrfw diff old.json new.json",
        "acrfw diff old.json new.json -r contoso -l westeurope -f markdown");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    if (all.get() && selection.isGiven()) {
      throw new UsageException("--all is every tag: it takes no selection");
    }
    if (oldName.get().equals("-") && newName.get().equals("-")) {
      throw new UsageException("OLD and NEW cannot both be standard input");
    }
    ServiceTagsFile before = files.read(oldName.get());
    FileDiff diff = all.get() ? ofAllTags(before) : ofSelection(before);
    requireOneCloud(diff);
    InputWarnings.warnOfCloud(surroundings, diff.newSource());
    warnOfSwapped(diff.oldSource(), diff.newSource());
    DiffReport report = new DiffReport(diff);
    output.write(
        switch (format.get()) {
          case TABLE -> output.fitted(report.table());
          case MARKDOWN -> report.markdown();
          case JSON -> report.json();
        });
    return exitCode.get() && !diff.isEmpty() ? ExitCode.DIFFERENT : ExitCode.OK;
  }

  private FileDiff ofAllTags(ServiceTagsFile before) throws IOException {
    ServiceTagsFile after = files.read(newName.get());
    Set<TagName> names = new LinkedHashSet<>();
    for (ServiceTagsFile file : List.of(after, before)) {
      for (ServiceTag tag : file.tags()) {
        names.add(tag.name());
      }
    }
    return FileDiff.between(before, after, names, EnumSet.allOf(Family.class));
  }

  private FileDiff ofSelection(ServiceTagsFile before) throws IOException {
    Selection resolved =
        selection.resolve(files, Optional.of(newName.get()), List.of(before), UpdateGuard.none());
    Set<TagName> names = resolved.tagNames();
    names.removeIf(name -> !resolved.file().hasTag(name) && !before.hasTag(name));
    return FileDiff.between(before, resolved.file(), names, resolved.families());
  }

  private void warnOfSwapped(Source before, Source after) {
    if (before.kind() == after.kind() && after.changeNumber() < before.changeNumber()) {
      surroundings.warn(
          "NEW, %s, is older than OLD, %s, by its change number (%s, %s): are they swapped?"
              .formatted(after.file(), before.file(), after.changeNumber(), before.changeNumber()));
    }
  }

  private static void requireOneCloud(FileDiff diff) {
    if (!diff.oldSource().cloud().equals(diff.newSource().cloud())) {
      throw new UsageException(
          "the files are of different clouds: %s and %s"
              .formatted(
                  diff.oldSource().cloud().optionName(), diff.newSource().cloud().optionName()));
    }
  }
}
