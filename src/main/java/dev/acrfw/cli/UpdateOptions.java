package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.Family;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.rules.GuardLimits;
import dev.acrfw.rules.Installed;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import dev.acrfw.value.TagNameValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a new file is compared with earlier ones before it is trusted. */
final class UpdateOptions {
  private final Argument<List<String>> previous;
  private final Argument<Integer> maxShrink;
  private final Argument<List<TagName>> acceptShrink;
  private final Argument<Integer> maxGrowth;
  private final Argument<List<TagName>> acceptGrowth;
  final Argument<Boolean> keepRemoved;

  UpdateOptions(Arguments arguments) {
    arguments.under(Heading.GUARDS);
    previous =
        arguments.add(
            Option.texts(
                    "--previous",
                    "FILE",
                    "Earlier files. An older file than the newest of them, or one in which a"
                        + " selected tag vanished or shrank since any of them, is refused.")
                .suggesting(Suggestion.FILES));
    maxShrink =
        arguments.add(
            Option.number(
                "--max-shrink",
                "PERCENT",
                "What percentage of its addresses a tag may lose, per family, since an earlier file"
                    + " or the output file.",
                0,
                100,
                20));
    acceptShrink =
        arguments.add(
            Option.values(
                    "--accept-shrink",
                    "TAG",
                    "A tag that may lose any number of addresses.",
                    new TagNameValue())
                .suggesting(Suggestion.TAGS));
    maxGrowth =
        arguments.add(
            Option.number(
                "--max-growth",
                "PERCENT",
                "By what percentage a tag may grow, per family, since an earlier file or the output"
                    + " file; a small tag may gain a /16, or a /32 of IPv6.",
                0,
                1_000_000,
                GuardLimits.USUAL_GROWTH_PERCENT));
    acceptGrowth =
        arguments.add(
            Option.values(
                    "--accept-growth",
                    "TAG",
                    "A tag that may gain any number of addresses.",
                    new TagNameValue())
                .suggesting(Suggestion.TAGS));
    keepRemoved =
        arguments.add(
            Option.flag(
                "--keep-removed",
                "With --previous: keep allowing whatever any of the files held."));
  }

  /**
   * Refuses what is wrong or without effect, before any file is read.
   *
   * @param output whether there is an output file to compare with, this time or the next
   * @param kept whether there are earlier files besides those of {@code --previous}
   */
  void check(boolean output, boolean kept) {
    if (previous.get().isEmpty() && !kept && keepRemoved.get()) {
      throw new UsageException("--keep-removed needs --previous");
    }
    for (Argument<?> limit : List.of(maxShrink, acceptShrink, maxGrowth, acceptGrowth)) {
      if (previous.get().isEmpty() && !output && limit.isGiven()) {
        throw new UsageException(limit.option().name() + " needs --previous or --output");
      }
    }
    if (previous.get().contains("-")) {
      throw new UsageException("--previous '-' is not a file");
    }
  }

  boolean keepsRemoved() {
    return keepRemoved.get();
  }

  List<ServiceTagsFile> read(InputFiles files) throws IOException {
    List<ServiceTagsFile> earlier = new ArrayList<>();
    for (String name : previous.get()) {
      earlier.add(files.read(name));
    }
    return earlier;
  }

  UpdateGuard guard(
      List<ServiceTagsFile> earlier, Optional<Installed> installed, Set<Family> families) {
    return new UpdateGuard(
        earlier,
        installed,
        families,
        new GuardLimits(
            maxShrink.get(),
            maxGrowth.get(),
            new HashSet<>(acceptShrink.get()),
            new HashSet<>(acceptGrowth.get())),
        keepRemoved.get());
  }
}
