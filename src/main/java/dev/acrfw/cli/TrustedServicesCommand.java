package dev.acrfw.cli;

import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.registry.TrustedService;
import dev.acrfw.report.TrustedServicesReport;
import java.io.IOException;
import java.util.List;

/** Shows which services pass a registry's firewall. */
final class TrustedServicesCommand extends Command {
  private final ReportOutput output;

  private final Argument<TrustedService> service =
      arguments.add(
          Option.value(
              "--service",
              "NAME",
              "Show one service with the steps to let it in: {}.",
              Choice.of(TrustedService.class)));

  private final Argument<TrustedFormat> format =
      arguments.add(
          Option.value(
              "-f,--format", "FORMAT", "{}.", Choice.of(TrustedFormat.class), TrustedFormat.TABLE));

  enum TrustedFormat {
    TABLE,
    MARKDOWN,
    JSON
  }

  TrustedServicesCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "trusted-services",
        "Show which services pass a registry's firewall, and what each needs for it.");
    arguments.examples("acrfw trusted-services", "acrfw trusted-services --service defender");
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    List<TrustedService> services =
        service.find().map(List::of).orElse(List.of(TrustedService.values()));
    TrustedServicesReport report = new TrustedServicesReport(services, service.isGiven());
    output.write(
        switch (format.get()) {
          case JSON -> report.json();
          case MARKDOWN -> report.markdown();
          case TABLE -> output.fitted(report.table());
        });
    return ExitCode.OK;
  }
}
