package dev.acrfw.cli;

import dev.acrfw.ip.Family;
import dev.acrfw.render.Enforcement;
import dev.acrfw.render.Format;
import dev.acrfw.render.Installation;
import dev.acrfw.rules.Plan;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

final class GenerateCommand extends Command {
  private final Streams streams;
  private final InputFiles files;

  private final Argument<String> format =
      arguments.text(
          "-f,--format",
          "FORMAT",
          "iptables, ipset, nftables, windows, netsh, nsg, nsg-az, json or list: see 'acrfw"
              + " formats'.");

  private final Argument<Boolean> remove =
      arguments.flag(
          "--remove",
          "Instead of a selection: take away what any earlier output of this name and format made.");

  private final SelectionOptions selection = new SelectionOptions(arguments);
  private final UpdateOptions update = new UpdateOptions(arguments);
  private final InstallationOptions installation = new InstallationOptions(arguments);

  private final Argument<String> output =
      arguments.text(
          "-o,--output",
          "FILE",
          "Write to FILE, whole or not at all, and only if more than its provenance changes.");

  private final Argument<Boolean> check =
      arguments.flag(
          "--check", "Write nothing; exit with 10 if the output file is not up to date.");

  private final Argument<Boolean> refreshHeader =
      arguments.flag(
          "--refresh-header", "Write the output file also if only its provenance changes.");

  GenerateCommand(Streams streams, InputFiles files) {
    super("generate", "Write allow-rules for a selection, in one format.");
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    Format wanted = resolveFormat();
    if (!output.isGiven() && (check.get() || refreshHeader.get())) {
      throw usage((check.get() ? "--check" : "--refresh-header") + " needs --output");
    }
    if ("-".equals(output.get())) {
      throw usage("--output - is no file: without --output the rules go to standard output");
    }
    if (check.get() && refreshHeader.get()) {
      throw usage("--check writes nothing, so --refresh-header changes nothing");
    }
    installation.check(wanted, selection.familyGiven());
    update.check();
    if (update.keepsRemoved() && installation.namesTags(wanted)) {
      throw usage("--keep-removed changes nothing: a rule that names a tag holds no addresses");
    }
    String text = remove.get() ? removal(wanted) : rules(wanted);
    if (!output.isGiven()) {
      streams.print(text);
      return ExitCode.OK;
    }
    if (files.hasRead(Path.of(output.get()))) {
      throw usage("--output " + output.get() + " is an input of this run, and would overwrite it");
    }
    OutputFile file = new OutputFile(Path.of(output.get()));
    boolean upToDate = file.isUpToDate(text);
    if (check.get()) {
      return upToDate ? ExitCode.OK : ExitCode.DIFFERENT;
    }
    if (!upToDate || refreshHeader.get()) {
      file.write(text);
    }
    return ExitCode.OK;
  }

  private String rules(Format wanted) throws IOException {
    List<ServiceTagsFile> earlier = update.read(files);
    Selection resolved = selection.resolve(files, null, earlier);
    Plan plan = resolved.plan(update.guard(earlier, resolved.families()));
    Installation where = installation.resolve(resolved, plan, wanted);
    for (String warning : plan.warnings()) {
      streams.warn(warning);
    }
    if (where.enforcement().isPresent()) {
      warnOfOneFamily(where.enforcement().get());
    }
    InputWarnings.show(streams, plan.source(), resolved.exposure(plan));
    return wanted.render(plan, where);
  }

  private String removal(Format wanted) {
    if (selection.isGiven()) {
      throw usage("--remove takes no selection: it removes what any selection made");
    }
    installation.checkRemoval(wanted);
    return wanted.renderRemoval(installation.resolve(null, null, wanted));
  }

  private void warnOfOneFamily(Enforcement enforcement) {
    for (Family family : Family.values()) {
      if (!enforcement.local().isEmpty() && enforcement.local().of(family).isEmpty()) {
        streams.warn(
            "--local names no %s address, so no forwarded %s connection is dropped"
                .formatted(family.displayName(), family.displayName()));
      }
    }
  }

  private Format resolveFormat() {
    if (!format.isGiven()) {
      throw usage("which --format?\nit is one of " + formats());
    }
    Optional<Format> wanted = Format.named(format.get());
    if (wanted.isEmpty()) {
      throw usage("unknown --format " + format.get() + "\nit is one of " + formats());
    }
    return wanted.get();
  }

  private static String formats() {
    return Stream.of(Format.values()).map(Format::displayName).collect(Collectors.joining(", "));
  }
}
