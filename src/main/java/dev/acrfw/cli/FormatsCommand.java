package dev.acrfw.cli;

import dev.acrfw.render.Format;
import dev.acrfw.text.TextTable;
import java.io.IOException;

final class FormatsCommand extends Command {
  private final Streams streams;

  FormatsCommand(Streams streams) {
    super("formats", "List the output formats and what each supports.");
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
