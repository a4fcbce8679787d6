package dev.acrfw.cli;

import dev.acrfw.ip.Family;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** How a new file is compared with earlier ones before it is trusted. */
final class UpdateOptions {
  private static final int DEFAULT_MAX_SHRINK = 20;

  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--previous",
      paramLabel = "FILE",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description =
          "Earlier files. An older file than the newest of them, or one in which a selected tag"
              + " vanished or shrank, is refused.")
  private List<String> previous = new ArrayList<>();

  @Option(
      names = "--max-shrink",
      paramLabel = "PERCENT",
      description =
          "With --previous: how many of its addresses a tag may lose, by family. Default: 20.")
  private Integer maxShrink;

  @Option(
      names = "--accept-shrink",
      paramLabel = "TAG",
      split = ",(?!$)",
      splitSynopsisLabel = ",",
      description = "With --previous: a tag that may lose any number of addresses.")
  private List<String> acceptShrink = new ArrayList<>();

  @Option(
      names = "--keep-removed",
      description = "With --previous: what any of the files held stays allowed.")
  private boolean keepRemoved;

  /** Refuses what is wrong or without effect, before any file is read. */
  void check() {
    if (previous.isEmpty() && (maxShrink != null || !acceptShrink.isEmpty() || keepRemoved)) {
      throw usage("--max-shrink, --accept-shrink and --keep-removed need --previous");
    }
    if (maxShrink != null && (maxShrink < 0 || maxShrink > 100)) {
      throw usage("--max-shrink " + maxShrink + " is not from 0 to 100");
    }
    for (String element : previous) {
      if (element.isBlank() || element.equals("-")) {
        throw usage("--previous '" + element + "' is no file");
      }
    }
  }

  boolean keepsRemoved() {
    return keepRemoved;
  }

  List<ServiceTagsFile> read(InputFiles files) throws IOException {
    List<ServiceTagsFile> earlier = new ArrayList<>();
    for (String name : previous) {
      earlier.add(files.read(name));
    }
    return earlier;
  }

  UpdateGuard guard(List<ServiceTagsFile> earlier, Set<Family> families) {
    Set<String> accepted = new HashSet<>();
    acceptShrink.forEach(tag -> accepted.add(tag.strip().toLowerCase(Locale.ROOT)));
    int percent = maxShrink == null ? DEFAULT_MAX_SHRINK : maxShrink;
    return new UpdateGuard(earlier, families, percent, accepted, keepRemoved);
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
