package dev.acrfw.cli;

import dev.acrfw.render.Format;
import dev.acrfw.render.Provenance;
import dev.acrfw.report.TextTable;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "formats",
    version = "acrfw " + Provenance.VERSION,
    description = "List the output formats and what each supports.")
final class FormatsCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private StandardOptions standard;

  FormatsCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    TextTable table = new TextTable("FORMAT", "--hook", "--enforce", "--remove", "OUTPUT");
    for (Format format : Format.values()) {
      table.row(
          format.displayName(),
          yes(format.hasHooks()),
          yes(format.canEnforce()),
          yes(format.canRemove()),
          format.description());
    }
    streams.print(table.toText());
    return ExitCode.OK;
  }

  private static String yes(boolean supported) {
    return supported ? "yes" : "-";
  }
}
