package dev.acrfw.cli;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.report.TagsReport;
import dev.acrfw.servicetags.PrefixCounts;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagAddresses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists the tags of a file. */
final class TagsCommand extends Command {
  private final ReportOutput output;
  private final InputFiles files;

  private final Argument<List<String>> words =
      arguments.positionals(
          "WORD", "Only tags whose name or region holds every WORD, in any case.");

  private final ServiceTagsOption serviceTags = new ServiceTagsOption(arguments);

  private final Argument<TagsFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(TagsFormat.class), TagsFormat.TABLE));

  enum TagsFormat {
    TABLE,
    JSON
  }

  TagsCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings, "tags", "List the file's tags and regions, and how many prefixes each has.");
    arguments.examples("acrfw tags registry europe", "acrfw tags Storage -f json");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    ServiceTagsFile file = serviceTags.read(files);
    if (file.tags().isEmpty()) {
      throw new InvalidInputException(
          file.source().file() + ": the file has no service tags", "get a fresh file");
    }
    Map<ServiceTag, PrefixCounts> rows = new LinkedHashMap<>();
    List<String> repairs = new ArrayList<>();
    for (ServiceTag tag : file.tags()) {
      TagAddresses addresses = file.addresses(tag);
      addresses.repair().ifPresent(repairs::add);
      if (words.get().stream().allMatch(word -> holds(tag, word))) {
        rows.put(tag, addresses.counts());
      }
    }
    if (rows.isEmpty()) {
      throw new UnknownOrEmptyException(
          "no tag's name or region holds %s in %s"
              .formatted(String.join(" and ", words.get()), file.source().file()),
          holdsAnAddress()
              ? "'acrfw lookup' finds the tags that hold an address"
              : "'acrfw tags' without a word lists all");
    }
    InputWarnings.warnOfCloud(surroundings, file.source());
    repairs.forEach(surroundings::warn);
    TagsReport report = new TagsReport(file.source(), rows);
    output.write(format.get() == TagsFormat.JSON ? report.json() : output.fitted(report.table()));
    return ExitCode.OK;
  }

  private boolean holdsAnAddress() {
    return words.get().stream()
        .anyMatch(word -> word.matches("[0-9a-fA-F.:/]*[.:][0-9a-fA-F.:/]*"));
  }

  private static boolean holds(ServiceTag tag, String word) {
    String wanted = word.toLowerCase(Locale.ROOT).replace(" ", "");
    return tag.name().folded().contains(wanted)
        || tag.region().toLowerCase(Locale.ROOT).contains(wanted);
  }
}
