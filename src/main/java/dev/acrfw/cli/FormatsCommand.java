package dev.acrfw.cli;

import dev.acrfw.report.FormatsReport;
import java.io.IOException;

/** Lists the output formats. */
final class FormatsCommand extends Command {
  private final ReportOutput output;

  FormatsCommand(Surroundings surroundings, InputFiles files) {
    super(surroundings, "formats", "List the output formats and what each supports.");
    arguments.examples("acrfw formats");
    output = new ReportOutput(arguments, surroundings, files);
  }

  @Override
  int run() throws IOException {
    output.write(output.fitted(FormatsReport.table()));
    return ExitCode.OK;
  }
}
