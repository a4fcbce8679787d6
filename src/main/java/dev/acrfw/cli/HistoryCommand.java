package dev.acrfw.cli;

import dev.acrfw.diff.TagHistory;
import dev.acrfw.diff.TagHistory.Week;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.report.HistoryReport;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.text.NearestNames;
import dev.acrfw.value.TagNameValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows how many addresses a tag had over the weeks. */
final class HistoryCommand extends Command {
  private final ReportOutput output;
  private final InputFiles files;

  private final Argument<List<String>> names =
      arguments.positionals("FILE", "Service tags files of one cloud, in any order.");

  private final Argument<TagName> tag =
      arguments.add(
          Option.value(
                  "--tag", "NAME", "The service tag, as the files write it.", new TagNameValue())
              .suggesting(Suggestion.TAGS));

  private final Argument<HistoryFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(HistoryFormat.class), HistoryFormat.TABLE));

  enum HistoryFormat {
    TABLE,
    JSON,
    SVG
  }

  HistoryCommand(Surroundings surroundings, InputFiles files) {
    super(surroundings, "history", "Show how many addresses a tag had, file by file.");
    arguments.examples(
        "acrfw history old.json new.json --tag AzureContainerRegistry",
        "acrfw history old.json new.json --tag Storage.WestEurope -f svg -o storage.svg");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    if (names.get().isEmpty()) {
      throw new UsageException("FILE is missing");
    }
    TagName wanted = tag.find().orElseThrow(() -> new UsageException("--tag is missing"));
    HistoryReport report = new HistoryReport(wanted, history(wanted));
    output.write(
        switch (format.get()) {
          case TABLE -> output.fitted(report.table());
          case JSON -> report.json();
          case SVG -> report.svg();
        });
    return ExitCode.OK;
  }

  /** One file at a time is in memory. */
  private TagHistory history(TagName wanted) throws IOException {
    List<Week> weeks = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (String name : names.get()) {
      ServiceTagsFile file = files.readOnce(name);
      if (!weeks.isEmpty() && !weeks.get(0).source().cloud().equals(file.source().cloud())) {
        throw new InvalidInputException(
            "%s is of the cloud %s, and %s of %s"
                .formatted(
                    weeks.get(0).source().file(),
                    weeks.get(0).source().cloud().fileName(),
                    file.source().file(),
                    file.source().cloud().fileName()),
            "give files of one cloud");
      }
      boolean there = file.hasTag(wanted);
      weeks.add(
          new Week(
              file.source(),
              there ? Optional.of(file.addresses(file.tag(wanted)).space()) : Optional.empty()));
      if (!there) {
        known.clear();
        file.tags().stream().map(ServiceTag::name).map(TagName::toString).forEach(known::add);
      }
    }
    if (weeks.stream().allMatch(week -> week.addresses().isEmpty())) {
      throw new UnknownOrEmptyException(
          "no file has the service tag " + wanted, NearestNames.question(wanted.toString(), known));
    }
    return new TagHistory(weeks);
  }
}
