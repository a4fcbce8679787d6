package dev.acrfw.cli;

import dev.acrfw.ip.Family;
import dev.acrfw.render.Enforcement;
import dev.acrfw.render.Format;
import dev.acrfw.render.Installation;
import dev.acrfw.render.Provenance;
import dev.acrfw.rules.Plan;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    version = "acrfw " + Provenance.VERSION,
    sortOptions = false,
    description = "Write allow-rules for a selection, in one format.")
final class GenerateCommand implements Callable<Integer> {
  private final Streams streams;
  private final InputFiles files;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description =
          "iptables, ipset, nftables, windows, netsh, nsg, nsg-az, json or list: see 'acrfw"
              + " formats'.")
  private String format;

  @Option(
      names = "--remove",
      description =
          "Instead of a selection: take away what any earlier output of this name and format made.")
  private boolean remove;

  @Mixin private SelectionOptions selection;
  @Mixin private UpdateOptions update;
  @Mixin private InstallationOptions installation;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write to FILE, whole or not at all, and only if more than its provenance changes.")
  private String output;

  @Option(
      names = "--check",
      description = "Write nothing; exit with 10 if the output file is not up to date.")
  private boolean check;

  @Option(
      names = "--refresh-header",
      description = "Write the output file also if only its provenance changes.")
  private boolean refreshHeader;

  @Mixin private StandardOptions standard;

  GenerateCommand(Streams streams, InputFiles files) {
    this.streams = streams;
    this.files = files;
  }

  @Override
  public Integer call() throws IOException {
    Format wanted = resolveFormat();
    if (output == null && (check || refreshHeader)) {
      throw usage((check ? "--check" : "--refresh-header") + " needs --output");
    }
    if ("-".equals(output)) {
      throw usage("--output - is no file: without --output the rules go to standard output");
    }
    if (check && refreshHeader) {
      throw usage("--check writes nothing, so --refresh-header changes nothing");
    }
    installation.check(wanted, selection.familyGiven());
    update.check();
    if (update.keepsRemoved() && installation.namesTags(wanted)) {
      throw usage("--keep-removed changes nothing: a rule that names a tag holds no addresses");
    }
    String text = remove ? removal(wanted) : rules(wanted);
    if (output == null) {
      streams.print(text);
      return ExitCode.OK;
    }
    if (files.hasRead(Path.of(output))) {
      throw usage("--output " + output + " is an input of this run, and would overwrite it");
    }
    OutputFile file = new OutputFile(Path.of(output));
    boolean upToDate = file.isUpToDate(text);
    if (check) {
      return upToDate ? ExitCode.OK : ExitCode.DIFFERENT;
    }
    if (!upToDate || refreshHeader) {
      file.write(text);
    }
    return ExitCode.OK;
  }

  private String rules(Format wanted) throws IOException {
    List<ServiceTagsFile> earlier = update.read(files);
    Selection resolved = selection.resolve(files, null, earlier);
    Plan plan = resolved.plan(update.guard(earlier, resolved.families()));
    Installation where = installation.resolve(resolved, plan, wanted);
    String text = wanted.render(plan, where);
    plan.warnings().forEach(streams::warn);
    where.enforcement().ifPresent(this::warnOfOneFamily);
    InputWarnings.show(streams, plan.source(), resolved.exposure(plan));
    return text;
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
    String names =
        Stream.of(Format.values()).map(Format::displayName).collect(Collectors.joining(", "));
    if (format == null) {
      throw usage("which --format?\nit is one of " + names);
    }
    return Format.named(format)
        .orElseThrow(() -> usage("unknown --format " + format + "\nit is one of " + names));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
