package dev.acrfw.cli;

import dev.acrfw.access.Direction;
import dev.acrfw.failure.UsageException;
import dev.acrfw.format.Format;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.render.Installation;
import dev.acrfw.rules.Installed;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Planner;
import dev.acrfw.rules.Selection;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes allow-rules for a selection, in one format. */
final class GenerateCommand extends Command {
  private static final int SSH_PORT = 22;

  private final InputFiles files;
  private final Choice<Format> formats = Choice.of(Format.class);

  private final Argument<Format> format =
      arguments.add(Option.value("-f,--format", "FORMAT", "{}: see 'acrfw formats'.", formats));

  private final Argument<Boolean> remove =
      arguments.add(
          Option.flag(
              "--remove",
              "Instead of a selection: take away what any earlier output of this name and format"
                  + " made."));

  private final SelectionOptions selection = new SelectionOptions(arguments);
  private final UpdateOptions update = new UpdateOptions(arguments);
  private final InstallationOptions installation = new InstallationOptions(arguments);

  private final Argument<String> output =
      arguments.add(
          Option.text(
                  "-o,--output",
                  "FILE",
                  "Write to FILE (aerleon: into a folder), whole or not at all, and only if more"
                      + " than its provenance changes.")
              .suggesting(Suggestion.FILES));

  private final Argument<String> earlier =
      arguments.add(
          Option.text(
                  "--earlier",
                  "FILE",
                  "Where rules have numbers: the earlier output, whose rules keep theirs. Default:"
                      + " the output file, if there is one.")
              .suggesting(Suggestion.FILES));

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
    this.files = files;
  }

  @Override
  int run() throws IOException {
    Format wanted =
        format
            .find()
            .orElseThrow(
                () -> new UsageException("--format is missing", "use " + formats.listed()));
    checkOutput();
    installation.check(wanted);
    update.check(output.isGiven());
    checkEarlier(wanted);
    checkFamilies(wanted);
    String text = remove.get() ? removal(wanted) : rules(wanted);
    if (output.isGiven()) {
      return write(output(wanted).get(), text);
    }
    surroundings.print(text);
    return ExitCode.OK;
  }

  private void checkOutput() {
    if (!output.isGiven() && (check.get() || refreshHeader.get())) {
      throw new UsageException((check.get() ? "--check" : "--refresh-header") + " needs --output");
    }
    if (output.find().filter("-"::equals).isPresent()) {
      throw new UsageException(
          "--output - is not a file: without --output the rules go to standard output");
    }
    if (check.get() && refreshHeader.get()) {
      throw new UsageException("--check writes nothing, so --refresh-header changes nothing");
    }
  }

  private void checkEarlier(Format wanted) {
    if (earlier.isGiven() && (remove.get() || !wanted.numbersRules())) {
      throw new UsageException(
          "--earlier changes nothing: %s numbers no rules".formatted(wanted.displayName()));
    }
  }

  private Optional<EarlierOutput> earlier(Format wanted) throws IOException {
    Optional<String> file = earlier.find().or(output::find);
    if (!wanted.numbersRules() || file.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> bytes =
        new RulesOutput(Path.of(file.get()), wanted).existing(installation.name());
    if (bytes.isEmpty() && earlier.isGiven()) {
      throw new NoSuchFileException(file.get());
    }
    return bytes.map(found -> new EarlierOutput(file.get(), found));
  }

  private Optional<RulesOutput> output(Format wanted) {
    return output.find().map(path -> new RulesOutput(Path.of(path), wanted));
  }

  private Optional<Installed> installed(Format wanted) throws IOException {
    Optional<RulesOutput> there = output(wanted);
    return there.isPresent() ? there.get().installed(installation.name()) : Optional.empty();
  }

  private void checkFamilies(Format wanted) {
    if (!installation.namesTags(wanted)) {
      return;
    }
    if (selection.familyGiven()) {
      throw new UsageException(
          "--family changes nothing: a rule that names a tag is for both families",
          "add --nsg-addresses prefixes");
    }
    if (update.keepsRemoved()) {
      throw new UsageException(
          "--keep-removed changes nothing: a rule that names a tag holds no addresses");
    }
  }

  private String rules(Format wanted) throws IOException {
    List<ServiceTagsFile> earlier = update.read(files);
    Selection resolved =
        selection.resolve(
            files,
            Optional.empty(),
            earlier,
            update.guard(earlier, installed(wanted), selection.families()));
    Plan plan = Planner.plan(resolved);
    CanonicalCommand command = new CanonicalCommand("generate");
    selection.append(command, resolved);
    Installation where =
        installation.installation(command.add(format.option(), named(wanted)), earlier(wanted));
    // The header waits for the checksum, so all other work comes before it.
    plan.warnings().forEach(surroundings::warn);
    wanted.warnings(plan, where).forEach(surroundings::warn);
    if (where.enforces() && closesSsh(plan)) {
      surroundings.warn(
          "--enforce closes port 22 to everybody but Azure: a session over ssh ends with it, unless"
              + " --except names where you come from");
    }
    InputWarnings.show(surroundings, plan.source());
    return wanted.render(plan, where);
  }

  private static boolean closesSsh(Plan plan) {
    return plan.rules().stream()
        .anyMatch(
            rule ->
                rule.direction() == Direction.INBOUND && rule.ports().numbers().contains(SSH_PORT));
  }

  private String removal(Format wanted) {
    if (selection.isGiven()) {
      throw new UsageException("--remove takes no selection: it removes what any selection made");
    }
    installation.checkRemoval(wanted);
    CanonicalCommand command =
        new CanonicalCommand("generate").add(remove.option()).add(format.option(), named(wanted));
    return wanted.renderRemoval(installation.installation(command, Optional.empty()));
  }

  private static List<String> named(Format wanted) {
    return List.of(wanted.displayName());
  }

  private int write(RulesOutput there, String text) throws IOException {
    ReportOutput.refuseInput(output.get(), files);
    boolean upToDate = there.isUpToDate(text);
    boolean differs = check.get() && !upToDate;
    String change = upToDate ? "up to date" : there.change(text);
    if (!check.get() && (!upToDate || refreshHeader.get())) {
      there.write(text);
    }
    surroundings.note(output.get() + ": " + (differs ? "not up to date: " : "") + change);
    return differs ? ExitCode.DIFFERENT : ExitCode.OK;
  }
}
