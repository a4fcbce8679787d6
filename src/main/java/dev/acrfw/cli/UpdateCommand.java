package dev.acrfw.cli;

import dev.acrfw.failure.Failure;
import dev.acrfw.failure.UnavailableException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.file.OutputFile;
import dev.acrfw.file.RunLock;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.report.UpdateMetrics;
import dev.acrfw.report.UpdateSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Does for every output of a configuration what the other commands do one by one. */
final class UpdateCommand extends Command {
  /** What the configuration is called where nothing else is said. */
  static final String DEFAULT_NAME = "acrfw.yaml";

  private final InputFiles files;

  private final Argument<String> config =
      arguments.add(
          Option.text(
                  "-c,--config",
                  "FILE",
                  "What to make and from what, in YAML. Default: " + DEFAULT_NAME + ".")
              .suggesting(Suggestion.FILES));

  private final Argument<Boolean> check =
      arguments.add(
          Option.flag("--check", "Write no output; exit with 10 if one is not up to date."));

  private final Argument<Boolean> offline =
      arguments.add(
          Option.flag("--offline", "Download nothing: take the newest file that was kept."));

  private final Argument<String> summary =
      arguments.add(
          Option.text("--summary", "FILE", "Write what changed to FILE, as Markdown.")
              .suggesting(Suggestion.FILES));

  private final Argument<String> metrics =
      arguments.add(
          Option.text(
                  "--metrics",
                  "FILE",
                  "Write figures for Prometheus to FILE, also when the run fails.")
              .suggesting(Suggestion.FILES));

  UpdateCommand(Surroundings surroundings, InputFiles files) {
    super(
        surroundings,
        "update",
        "Bring all outputs of a configuration up to date: fetch, guard, write, summarize.");
    arguments.examples("acrfw update -c acrfw.yaml", "acrfw update -c acrfw.yaml --check");
    this.files = files;
  }

  @Override
  int run() throws IOException {
    if (check.get() && metrics.isGiven()) {
      throw new UsageException("--check is no update, so --metrics changes nothing");
    }
    requireFolder(summary);
    requireFolder(metrics);
    try {
      UpdateRun run = new UpdateRun(surroundings, files, name());
      RunLock lock = lock();
      try {
        return update(run);
      } finally {
        lock.close();
      }
    } catch (Failure | IOException e) {
      writeMetrics(ExitCode.of(e), Optional.empty());
      throw e;
    }
  }

  /** What cannot be written is said before any output is. */
  private static void requireFolder(Argument<String> file) throws IOException {
    if (file.isGiven()) {
      ReportOutput.requireFile(file.get());
      Path path = Path.of(file.get()).toAbsolutePath();
      if (Files.isDirectory(path) || !Files.isDirectory(path.resolveSibling(""))) {
        throw new UsageException(
            file.option().name()
                + " "
                + file.get()
                + " is a folder, or in a folder that is not there");
      }
    }
  }

  private String name() throws IOException {
    if (!config.isGiven() && !Files.exists(Path.of(DEFAULT_NAME))) {
      throw new UsageException(
          "no " + DEFAULT_NAME + " here, and --config names no other",
          "'acrfw init' writes one to begin with");
    }
    String name = config.find().orElse(DEFAULT_NAME);
    if (name.equals("-")) {
      throw new UsageException("--config - is not a file");
    }
    if (!Files.exists(Path.of(name))) {
      throw new NoSuchFileException(name);
    }
    return name;
  }

  private RunLock lock() throws IOException {
    return RunLock.of(Path.of(config.find().orElse(DEFAULT_NAME)))
        .orElseThrow(
            () ->
                new UnavailableException(
                    "another 'acrfw update' is at work with this configuration",
                    "run it again when that one has ended"));
  }

  private int update(UpdateRun run) throws IOException {
    run.render(offline.get());
    if (!check.get()) {
      run.write();
    }
    run.tell(check.get());
    if (summary.isGiven()) {
      new OutputFile(Path.of(summary.get()))
          .write(UpdateSummary.markdown(run.madeFrom().orElseThrow(), run.results()));
    }
    int code = run.exitCode();
    writeMetrics(code, Optional.of(run));
    return code == ExitCode.OK && check.get() && run.differs() ? ExitCode.DIFFERENT : code;
  }

  private void writeMetrics(int code, Optional<UpdateRun> run) throws IOException {
    if (!metrics.isGiven()) {
      return;
    }
    OutputFile file = new OutputFile(Path.of(metrics.get()));
    file.write(
        UpdateMetrics.text(
            surroundings.clock().instant(),
            code,
            code == ExitCode.HARMFUL,
            file.existing().map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
            run.flatMap(UpdateRun::madeFrom),
            run.isPresent() ? run.get().results() : List.of()));
  }
}
