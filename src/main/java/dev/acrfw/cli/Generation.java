package dev.acrfw.cli;

import dev.acrfw.access.Direction;
import dev.acrfw.failure.UsageException;
import dev.acrfw.format.Format;
import dev.acrfw.option.Choice;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.render.Installation;
import dev.acrfw.render.azure.NsgOptions;
import dev.acrfw.rules.Installed;
import dev.acrfw.rules.Plan;
import dev.acrfw.rules.Planner;
import dev.acrfw.rules.Selection;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One output of rules: the options that say what is in it, and its text. */
final class Generation {
  private static final int SSH_PORT = 22;

  private final Choice<Format> formats = Choice.of(Format.class);
  final Argument<Format> format;
  final Argument<Boolean> remove;
  final SelectionOptions selection;
  final UpdateOptions update;
  final InstallationOptions installation;
  final Argument<String> output;
  final Argument<String> earlier;

  /**
   * What came of it.
   *
   * @param text the whole output
   * @param plan what it was made from; nothing where it takes rules away
   * @param warnings what is probably not as the user wants it, a line each
   */
  record Rendered(String text, Optional<Plan> plan, List<String> warnings) {}

  Generation(Arguments arguments) {
    arguments.under(Heading.RULES);
    format =
        arguments.add(Option.value("-f,--format", "FORMAT", "{}: see 'acrfw formats'.", formats));
    remove =
        arguments.add(
            Option.flag(
                "--remove",
                "Instead of a selection: take away what any earlier output of this name and format"
                    + " made."));
    selection = new SelectionOptions(arguments);
    update = new UpdateOptions(arguments);
    installation = new InstallationOptions(arguments);
    arguments.under(Heading.OUTPUT);
    output =
        arguments.add(
            Option.text(
                    "-o,--output",
                    "FILE",
                    "Write to FILE (edl, aerleon: into a folder), whole or not at all, and only if more"
                        + " than its provenance changes.")
                .suggesting(Suggestion.FILES));
    earlier =
        arguments.add(
            Option.text(
                    "--earlier",
                    "FILE",
                    "Where rules have numbers or lists: the earlier output, whose numbers stay and whose"
                        + " other lists are emptied."
                        + " Default: the output file, if there is one.")
                .suggesting(Suggestion.FILES));
  }

  /** Returns the format. */
  Format wanted() {
    Optional<Format> wanted = format.find();
    if (wanted.isEmpty()) {
      throw new UsageException("--format is missing", "use " + formats.listed());
    }
    return wanted.get();
  }

  /** Returns whether an option that other outputs need means something for this one. */
  boolean takes(Option<?> option) {
    Format wanted = wanted();
    if (remove.get()) {
      return option == Installation.NAME || wanted.removalOptions().contains(option);
    }
    if (installation.isOfFormats(option)) {
      return wanted.options().contains(option);
    }
    if (option == earlier.option()) {
      return wanted.readsEarlier();
    }
    boolean ofAddresses =
        option == selection.family.option() || option == update.keepRemoved.option();
    return ofAddresses ? !installation.namesTags(wanted) : selection.takes(option);
  }

  /**
   * Refuses what is wrong or without effect, before any file is read.
   *
   * @param kept whether there are earlier files besides those that the options name
   */
  void check(boolean kept) {
    Format wanted = wanted();
    if (output.find().equals(Optional.of("-"))) {
      throw new UsageException(
          "--output - is not a file: without --output the rules go to standard output");
    }
    if (output.isGiven() && !wanted.isFolder()) {
      ReportOutput.requireFile(output.get());
    }
    installation.check(wanted);
    update.check(output.isGiven(), kept);
    if (earlier.isGiven() && (remove.get() || !wanted.readsEarlier())) {
      throw new UsageException(
          "--earlier changes nothing: %s reads no earlier output".formatted(wanted.displayName()));
    }
    if (remove.get()) {
      checkRemoval(wanted);
    } else if (installation.namesTags(wanted)) {
      checkTags();
    }
  }

  private void checkRemoval(Format wanted) {
    if (selection.isGiven()) {
      throw new UsageException("--remove takes no selection: it removes what any selection made");
    }
    installation.checkRemoval(wanted);
  }

  private void checkTags() {
    if (selection.familyGiven()) {
      throw new UsageException(
          "--family changes nothing: a rule that names a tag or a host is for both families",
          wanted().options().contains(NsgOptions.ADDRESSES) ? "add --nsg-addresses prefixes" : "");
    }
    if (update.keepsRemoved()) {
      throw new UsageException(
          "--keep-removed changes nothing: a rule that names a tag or a host holds no addresses");
    }
  }

  /** Returns where it is written; nothing for standard output. */
  Optional<RulesOutput> there() {
    return output.isGiven()
        ? Optional.of(new RulesOutput(Path.of(output.get()), wanted()))
        : Optional.empty();
  }

  /**
   * Makes the output.
   *
   * @param serviceTags the file, for a command that has its own way to name it
   * @param kept earlier files besides those that the options name
   */
  Rendered render(InputFiles files, Optional<String> serviceTags, List<ServiceTagsFile> kept)
      throws IOException {
    return remove.get() ? removal() : rules(files, serviceTags, kept);
  }

  private Rendered rules(InputFiles files, Optional<String> serviceTags, List<ServiceTagsFile> kept)
      throws IOException {
    Format wanted = wanted();
    List<ServiceTagsFile> earlierFiles = new ArrayList<>(update.read(files));
    earlierFiles.addAll(kept);
    Selection resolved =
        selection.resolve(
            files,
            serviceTags,
            earlierFiles,
            update.guard(earlierFiles, installed(), selection.families()));
    Plan plan = Planner.plan(resolved);
    CanonicalCommand command = new CanonicalCommand("generate");
    selection.append(command, resolved);
    Installation where =
        installation.installation(command.add(format.option(), named(wanted)), earlier(wanted));
    List<String> warnings = new ArrayList<>(plan.warnings());
    warnings.addAll(wanted.warnings(plan, where));
    if (where.enforces() && closesSsh(plan)) {
      warnings.add(
          "--enforce closes port 22 to everybody but Azure: a session over ssh ends with it, unless"
              + " --except names where you come from");
    }
    // The header waits for the checksum, so all other work comes before it.
    return new Rendered(wanted.render(plan, where), Optional.of(plan), warnings);
  }

  private Rendered removal() {
    Format wanted = wanted();
    CanonicalCommand command =
        new CanonicalCommand("generate").add(remove.option()).add(format.option(), named(wanted));
    String text = wanted.renderRemoval(installation.installation(command, Optional.empty()));
    return new Rendered(text, Optional.empty(), List.of());
  }

  private static List<String> named(Format wanted) {
    return List.of(wanted.displayName());
  }

  private static boolean closesSsh(Plan plan) {
    return plan.rules().stream()
        .anyMatch(
            rule ->
                rule.direction() == Direction.INBOUND && rule.ports().numbers().contains(SSH_PORT));
  }

  private Optional<EarlierOutput> earlier(Format wanted) throws IOException {
    Optional<String> file = (earlier.isGiven() ? earlier : output).find();
    if (!wanted.readsEarlier() || file.isEmpty()) {
      return Optional.empty();
    }
    Optional<byte[]> bytes =
        new RulesOutput(Path.of(file.get()), wanted).existing(installation.name());
    if (bytes.isEmpty() && earlier.isGiven()) {
      throw new NoSuchFileException(file.get());
    }
    return bytes.map(found -> new EarlierOutput(file.get(), found));
  }

  private Optional<Installed> installed() throws IOException {
    Optional<RulesOutput> there = there();
    return there.isPresent() ? there.get().installed(installation.name()) : Optional.empty();
  }
}
