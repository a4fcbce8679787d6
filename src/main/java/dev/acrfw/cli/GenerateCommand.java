package dev.acrfw.cli;

import dev.acrfw.cli.Generation.Rendered;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import dev.acrfw.render.RulesChange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes allow-rules for a selection, in one format. */
final class GenerateCommand extends Command {
  private final InputFiles files;
  private final Generation generation = new Generation(arguments);

  private final Argument<Boolean> check =
      arguments.add(
          Option.flag(
              "--check", "Write nothing; exit with 10 if the output file is not up to date."));

  private final Argument<Boolean> refreshHeader =
      arguments.add(
          Option.flag(
              "--refresh-header", "Write the output file also if only its provenance changes."));

  GenerateCommand(Surroundings surroundings, InputFiles files) {
    super(surroundings, "generate", "Write allow-rules for a selection, in one format.");
    arguments.examples(
        "acrfw generate -r contoso -l westeurope -f nftables -o acrfw.nft",
        "acrfw generate --for iot-edge -r contoso -l westeurope -f iptables --name edge",
        "acrfw generate --remove -f nftables");
    this.files = files;
  }

  @Override
  int run() throws IOException {
    generation.wanted();
    checkOutput();
    generation.check(false);
    long since = System.nanoTime();
    Rendered rendered = generation.render(files, Optional.empty(), List.of());
    surroundings.took("reading, planning and rendering", since);
    for (String warning : rendered.warnings()) {
      surroundings.warn(warning);
    }
    if (rendered.plan().isPresent()) {
      InputWarnings.show(surroundings, rendered.plan().get().source());
    }
    Optional<RulesOutput> there = generation.there();
    if (there.isPresent()) {
      return write(there.get(), rendered.text());
    }
    surroundings.print(rendered.text());
    return ExitCode.OK;
  }

  private void checkOutput() {
    if (!generation.output.isGiven() && (check.get() || refreshHeader.get())) {
      throw new UsageException((check.get() ? "--check" : "--refresh-header") + " needs --output");
    }
    if (check.get() && refreshHeader.get()) {
      throw new UsageException("--check writes nothing, so --refresh-header changes nothing");
    }
  }

  private int write(RulesOutput there, String text) throws IOException {
    ReportOutput.refuseInput(generation.output.get(), files);
    boolean upToDate = there.isUpToDate(text);
    boolean differs = check.get() && !upToDate;
    String change =
        upToDate ? "up to date" : there.change(text).map(RulesChange::toString).orElse("new");
    if (!check.get() && (!upToDate || refreshHeader.get())) {
      long since = System.nanoTime();
      there.write(text);
      surroundings.took("writing " + generation.output.get(), since);
    }
    surroundings.note(
        generation.output.get() + ": " + (differs ? "not up to date: " : "") + change);
    return differs ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}
