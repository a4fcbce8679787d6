package dev.acrfw.cli;

import dev.acrfw.report.FormatsReport;
import java.io.IOException;

/** Lists the output formats. */
final class FormatsCommand extends Command {
  private final Surroundings surroundings;

  FormatsCommand(Surroundings surroundings) {
    super("formats", "List the output formats and what each supports.");
    this.surroundings = surroundings;
  }

  @Override
  int run() throws IOException {
    surroundings.print(FormatsReport.table());
    return ExitCode.OK;
  }
}
