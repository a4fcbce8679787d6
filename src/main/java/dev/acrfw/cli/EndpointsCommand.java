package dev.acrfw.cli;

import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.report.EndpointNames;
import dev.acrfw.report.EndpointsReport;
import dev.acrfw.rules.Exposure;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Planner;
import dev.acrfw.rules.Selection;
import dev.acrfw.servicetags.TagName;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what a selection needs. */
final class EndpointsCommand extends Command {
  private final ReportOutput output;
  private final InputFiles files;

  private final SelectionOptions selection = new SelectionOptions(arguments);

  private final Argument<EndpointsFormat> format =
      arguments.add(
          Option.value(
              "-f,--format",
              "FORMAT",
              "{}; names are the host names for a proxy, one a line.",
              Choice.of(EndpointsFormat.class),
              EndpointsFormat.TABLE));

  enum EndpointsFormat {
    TABLE,
    MARKDOWN,
    JSON,
    NAMES,
    SVG
  }

  EndpointsCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "endpoints",
        "Show what a selection needs: hosts, ports, service tags, and what they open.");
    arguments.examples(
        "acrfw endpoints -r contoso -l westeurope",
        "acrfw endpoints -r contoso -l westeurope --data-endpoint dedicated -f json");
    this.files = files;
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    Selection resolved = selection.resolve(files).unguarded();
    Plan plan = Planner.plan(resolved);
    plan.warnings().forEach(surroundings::warn);
    if (format.get() == EndpointsFormat.NAMES) {
      printNames(plan, resolved);
      return ExitCode.OK;
    }
    InputWarnings.show(surroundings, plan.source());
    EndpointsReport report = new EndpointsReport(plan, new Exposure(resolved, plan));
    output.write(
        switch (format.get()) {
          case TABLE -> output.fitted(report.table(output.isTerminal()));
          case MARKDOWN -> report.markdown();
          case SVG -> report.svg();
          default -> report.json();
        });
    return ExitCode.OK;
  }

  private void printNames(Plan plan, Selection resolved) throws IOException {
    String names = EndpointNames.lines(plan.endpoints());
    if (resolved.access().registryNames().isEmpty()
        && EndpointNames.openEveryRegistry(resolved.endpoints())) {
      surroundings.warn("without --registry these names open every registry of every tenant");
    }
    Set<TagName> nameless = EndpointNames.tagsWithoutName(plan.endpoints());
    if (!nameless.isEmpty()) {
      surroundings.warn(
          "no host names are known for "
              + nameless.stream().map(TagName::toString).collect(Collectors.joining(", "))
              + ": 'acrfw generate' allows their addresses");
    }
    output.write(names);
  }
}
