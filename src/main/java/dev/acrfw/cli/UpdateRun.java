package dev.acrfw.cli;

import dev.acrfw.cli.Generation.Rendered;
import dev.acrfw.config.Configuration;
import dev.acrfw.config.ConfigurationReader;
import dev.acrfw.failure.Failure;
import dev.acrfw.failure.UnavailableException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.file.OutputSet;
import dev.acrfw.render.RulesChange;
import dev.acrfw.report.OutputResult;
import dev.acrfw.report.OutputResult.State;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of all that a configuration asks for. */
final class UpdateRun {
  private final Surroundings surroundings;
  private final InputFiles files;
  private final ConfiguredRun configured;
  private final List<OutputResult> results = new ArrayList<>();
  private final Map<Path, byte[]> toWrite = new LinkedHashMap<>();
  private Optional<Source> madeFrom = Optional.empty();
  private int exitCode = ExitCode.OK;

  /**
   * Reads a configuration.
   *
   * @throws UsageException when a key or value in it means nothing
   */
  UpdateRun(Surroundings surroundings, InputFiles files, String name) throws IOException {
    this.surroundings = surroundings;
    this.files = files;
    Configuration configuration = ConfigurationReader.read(name, files.readBytes(name));
    configured = ConfiguredRun.of(name, configuration);
  }

  /**
   * Makes every output; nothing is written yet.
   *
   * @param offline whether the newest kept file is taken in place of a download
   */
  void render(boolean offline) throws IOException {
    String newest = configured.source().newest(surroundings, offline);
    ServiceTagsFile file = files.read(newest);
    madeFrom = Optional.of(file.source());
    InputWarnings.show(surroundings, file.source());
    List<ServiceTagsFile> kept = configured.source().kept(surroundings, files, newest);
    for (ConfiguredOutput output : configured.outputs()) {
      try {
        ReportOutput.refuseInput(output.generation().output.get(), files);
        long since = System.nanoTime();
        results.add(render(output, newest, kept));
        surroundings.took("planning and rendering " + output.name(), since);
      } catch (Failure | IOException e) {
        fail(output, e);
      }
    }
  }

  private OutputResult render(ConfiguredOutput output, String newest, List<ServiceTagsFile> kept)
      throws IOException {
    Generation generation = output.generation();
    Rendered rendered =
        generation.render(
            files, generation.remove.get() ? Optional.empty() : Optional.of(newest), kept);
    for (String warning : rendered.warnings()) {
      surroundings.warn(output.name() + ": " + warning);
    }
    RulesOutput there = generation.there().orElseThrow();
    boolean upToDate = there.isUpToDate(rendered.text());
    Optional<RulesChange> change = upToDate ? Optional.empty() : there.change(rendered.text());
    if (!upToDate) {
      toWrite.putAll(there.toWrite(rendered.text()));
    }
    return new OutputResult(
        output.name(),
        upToDate ? State.UP_TO_DATE : State.CHANGED,
        upToDate ? "up to date" : change.map(RulesChange::toString).orElse("new"),
        change,
        rendered.plan(),
        rendered.warnings(),
        Optional.empty());
  }

  private void fail(ConfiguredOutput output, Exception failure) {
    exitCode = Math.max(exitCode, ExitCode.of(failure));
    String problem = FailureText.problem(failure);
    surroundings.message(
        "error", output.name() + ": " + problem, FailureText.hint(failure, "acrfw update"));
    results.add(
        new OutputResult(
            output.name(),
            State.FAILED,
            problem,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty()));
  }

  /**
   * Writes what changed, all or nothing.
   *
   * @throws UnavailableException when an output cannot be written; then all are as they were
   */
  void write() {
    if (exitCode != ExitCode.OK) {
      return;
    }
    try {
      OutputSet.write(toWrite);
    } catch (IOException e) {
      throw new UnavailableException("no output was written: " + FailureText.problem(e));
    }
  }

  /** Says of each output what became of it. */
  void tell(boolean check) {
    for (OutputResult result : results) {
      if (result.state() == State.FAILED) {
        continue;
      }
      String left = "left as it is, since another output failed";
      boolean differs = result.state() == State.CHANGED;
      String says =
          differs && exitCode != ExitCode.OK
              ? left
              : (differs && check ? "not up to date: " : "") + result.says();
      surroundings.note(result.name() + ": " + says);
    }
  }

  /** Returns the exit code: the highest that an output gave. */
  int exitCode() {
    return exitCode;
  }

  /** Returns whether an output is to be written. */
  boolean differs() {
    return !toWrite.isEmpty();
  }

  /** Returns the file that the outputs were made from; nothing before it was had. */
  Optional<Source> madeFrom() {
    return madeFrom;
  }

  /** Returns what became of the outputs, with the times at which they were last written. */
  List<OutputResult> results() throws IOException {
    List<OutputResult> timed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      OutputResult result = results.get(i);
      Generation generation = configured.outputs().get(i).generation();
      timed.add(
          new OutputResult(
              result.name(),
              result.state(),
              result.says(),
              result.change(),
              result.plan(),
              result.warnings(),
              generation.there().orElseThrow().lastChange(generation.installation.name())));
    }
    return timed;
  }
}
