package dev.acrfw.cli;

import dev.acrfw.lookup.Selected;
import dev.acrfw.lookup.TagIndex;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.probe.Outcome;
import dev.acrfw.probe.ProbeResult;
import dev.acrfw.probe.Prober;
import dev.acrfw.probe.Target;
import dev.acrfw.probe.Targets;
import dev.acrfw.report.ProbeReport;
import dev.acrfw.rules.Selection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Tries, from this host, to reach what a selection needs. */
final class ProbeCommand extends Command {
  private static final int LONGEST_TIMEOUT = 300;

  private final ReportOutput output;
  private final InputFiles files;

  private final SelectionOptions selection = new SelectionOptions(arguments);

  private final Argument<List<String>> hosts =
      arguments.add(
          Option.texts(
              "--host",
              "NAME",
              "Names in place of the wildcards that stand for them, for example of a storage"
                  + " account."));

  private final Argument<Integer> timeout =
      arguments.add(
          Option.number(
              "--timeout",
              "SECONDS",
              "Limit for each step of a connection.",
              1,
              LONGEST_TIMEOUT,
              5));

  private final Argument<ProbeFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(ProbeFormat.class), ProbeFormat.TABLE));

  enum ProbeFormat {
    TABLE,
    JSON
  }

  ProbeCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "probe",
        "Try, from this host, to reach what a selection needs; exit with 10 if something fails.");
    arguments.examples("acrfw probe -r contoso -l westeurope");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    Selection wanted = selection.resolve(files);
    Selected selected = new Selected(wanted);
    List<Target> targets =
        Targets.of(selected.plan().endpoints(), hosts.get(), wanted.access().loginSuffix());
    InputWarnings.warnOfCloud(surroundings, wanted.file().source());
    Prober prober =
        new Prober(
            selected,
            new TagIndex(wanted.file()),
            surroundings.environment(),
            Duration.ofSeconds(timeout.get()));
    List<ProbeResult> results = prober.probe(targets);
    ProbeReport report = new ProbeReport(results);
    output.write(
        format.get() == ProbeFormat.JSON
            ? report.json()
            : output.fitted(report.table(output.colours())));
    return results.stream().map(ProbeResult::outcome).anyMatch(Outcome::isFailure)
        ? ExitCode.DIFFERENT
        : ExitCode.OK;
  }
}
