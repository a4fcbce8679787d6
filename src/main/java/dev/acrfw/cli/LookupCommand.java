package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.lookup.Answer;
import dev.acrfw.lookup.Holding;
import dev.acrfw.lookup.KnownHosts;
import dev.acrfw.lookup.LogCounts;
import dev.acrfw.lookup.LogReader;
import dev.acrfw.lookup.LogSummary;
import dev.acrfw.lookup.NameAnswer;
import dev.acrfw.lookup.Selected;
import dev.acrfw.lookup.TagIndex;
import dev.acrfw.lookup.Traffic;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.report.LogReport;
import dev.acrfw.report.LookupReport;
import dev.acrfw.rules.Selection;
import dev.acrfw.servicetags.Source;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the tags of addresses, of a log's too, and the purposes of names. */
final class LookupCommand extends Command {
  /** As many of each owner as a person reads, and as a program may want. */
  private static final int MOST_SHOWN = 20;

  private static final int MOST_LISTED = 10_000;

  private final ReportOutput output;
  private final InputFiles files;

  private final Argument<List<String>> queries =
      arguments.positionals("ADDRESS", "Addresses, CIDRs, or host names.");

  private final Argument<String> log =
      arguments.add(
          Option.text(
                  "--log",
                  "FILE",
                  "Count the addresses of a log instead: of the Linux kernel, Windows Firewall, Azure's"
                      + " flow logs, Squid, or any text; - is standard input.")
              .suggesting(Suggestion.FILES));

  private final Argument<Boolean> resolve =
      arguments.add(Option.flag("--resolve", "Ask DNS for the addresses of names."));

  private final SelectionOptions selection = new SelectionOptions(arguments);

  private final Argument<LookupFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(LookupFormat.class), LookupFormat.TABLE));

  enum LookupFormat {
    TABLE,
    JSON
  }

  LookupCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "lookup",
        "Find the tags that hold an address; with a selection, whether it is allowed.");
    arguments.examples(
        "acrfw lookup 192.0.2.3",
        "acrfw lookup 198.51.100.0/24 -r contoso -l westeurope",
        "acrfw lookup --log kernel.log -r contoso -l westeurope");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    if (queries.get().isEmpty() != log.isGiven()) {
      throw new UsageException(
          log.isGiven()
              ? "--log takes the addresses of a log: give none beside it"
              : "no address: give one, a CIDR, a host name, or --log");
    }
    if (log.isGiven() && resolve.get()) {
      throw new UsageException("--resolve changes nothing: a log is not searched for names");
    }
    Selection wanted = selection.resolve(files);
    Optional<Selected> selected =
        selection.selects() ? Optional.of(new Selected(wanted)) : Optional.empty();
    TagIndex index = new TagIndex(wanted.file());
    InputWarnings.warnOfCloud(surroundings, wanted.file().source());
    output.write(
        log.isGiven()
            ? ofLog(wanted.file().source(), index, selected)
            : ofQueries(wanted.file().source(), index, selected));
    return ExitCode.OK;
  }

  private String ofLog(Source source, TagIndex index, Optional<Selected> selected)
      throws IOException {
    LogCounts counts;
    if (log.get().equals("-")) {
      counts = LogReader.read(new Progress(surroundings).of(surroundings.in()));
    } else {
      try (InputStream in = Files.newInputStream(Path.of(log.get()))) {
        counts = LogReader.read(new Progress(surroundings).of(in));
      }
    }
    boolean json = format.get() == LookupFormat.JSON;
    LogReport report =
        new LogReport(
            source, new LogSummary(counts, index, selected, json ? MOST_LISTED : MOST_SHOWN));
    return json ? report.json() : output.fitted(report.table());
  }

  private String ofQueries(Source source, TagIndex index, Optional<Selected> selected) {
    KnownHosts hosts = new KnownHosts(source.cloud(), selected);
    List<Answer> answers = new ArrayList<>();
    List<NameAnswer> names = new ArrayList<>();
    for (String query : queries.get()) {
      Optional<Prefix> prefix = prefix(query);
      if (prefix.isPresent()) {
        answers.add(answer(prefix.get(), Optional.empty(), index, selected));
      } else {
        names.add(hosts.find(query));
        if (resolve.get()) {
          for (Prefix address : resolved(query)) {
            answers.add(answer(address, Optional.of(query), index, selected));
          }
        }
      }
    }
    if (names.isEmpty() && resolve.get()) {
      throw new UsageException("--resolve changes nothing: no name is given");
    }
    LookupReport report = new LookupReport(source, answers, names);
    return format.get() == LookupFormat.JSON
        ? report.json()
        : output.fitted(report.table(output.colours()));
  }

  private static Answer answer(
      Prefix prefix, Optional<String> name, TagIndex index, Optional<Selected> selected) {
    List<Holding> holdings = index.holdings(prefix);
    return new Answer(
        prefix,
        name,
        holdings,
        selected.map(
            each ->
                each.verdict(
                    prefix, Traffic.UNKNOWN, holdings.stream().map(Holding::tag).toList())));
  }

  /** Returns nothing for what may be a host name. */
  private static Optional<Prefix> prefix(String query) {
    try {
      return Optional.of(PrefixParser.parse(query));
    } catch (InvalidPrefixException e) {
      boolean name =
          query.length() <= 253 && query.matches("[*A-Za-z0-9_.-]*[A-Za-z][A-Za-z0-9_.-]*");
      if (name) {
        return Optional.empty();
      }
      throw new UsageException(
          Printable.of(query)
              + " is neither an address, a CIDR nor a host name: "
              + e.getMessage());
    }
  }

  private List<Prefix> resolved(String name) {
    List<Prefix> addresses = new ArrayList<>();
    try {
      for (InetAddress address : InetAddress.getAllByName(name)) {
        addresses.add(Prefix.of(address));
      }
    } catch (UnknownHostException e) {
      surroundings.warn(name + " does not resolve");
    }
    return addresses;
  }
}
