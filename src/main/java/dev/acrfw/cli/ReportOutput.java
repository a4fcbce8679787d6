package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.file.OutputFile;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.text.TerminalLines;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/** Where a command that prints one text writes it: standard output, or a file. */
final class ReportOutput {
  private final Surroundings surroundings;
  private final InputFiles files;
  private final Argument<String> output;

  /**
   * @param files what the command has read, none of which is overwritten
   */
  ReportOutput(Arguments arguments, Surroundings surroundings, InputFiles files) {
    this.surroundings = surroundings;
    this.files = files;
    arguments.under(Heading.OUTPUT);
    output =
        arguments.add(
            Option.text("-o,--output", "FILE", "Write to FILE, whole or not at all.")
                .suggesting(Suggestion.FILES));
    arguments.under(Heading.OPTIONS);
  }

  /** Returns whether a person looks at it as it is written. */
  boolean isTerminal() {
    return surroundings.terminal() && !output.isGiven();
  }

  /** Returns whether verdicts are coloured. */
  boolean colours() {
    return surroundings.colours() && !output.isGiven();
  }

  /** Returns a table as it fits the terminal, if it goes to one. */
  String fitted(String table) {
    return isTerminal() ? TerminalLines.fit(table, surroundings.columns()) : table;
  }

  /** Writes the whole text. */
  void write(String text) throws IOException {
    if (!output.isGiven()) {
      surroundings.print(text);
      return;
    }
    requireFile(output.get());
    refuseInput(output.get(), files);
    new OutputFile(Path.of(output.get())).write(text);
  }

  /** Refuses the name of a folder, there or not. */
  static void requireFile(String output) {
    if (output.endsWith("/") || output.endsWith(File.separator)) {
      throw new UsageException(output + " is the name of a folder, and not of a file");
    }
  }

  /** Refuses to overwrite what a command has read. */
  static void refuseInput(String output, InputFiles files) throws IOException {
    if (files.hasRead(Path.of(output))) {
      throw new UsageException(
          "--output " + output + " is an input of this run, and would be overwritten");
    }
  }
}
