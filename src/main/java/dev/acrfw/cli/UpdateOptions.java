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
import picocli.CommandLine.ParameterException;

/** How a new file is compared with earlier ones before it is trusted. */
final class UpdateOptions {
  private final Arguments arguments;

  private final Argument<List<String>> previous;
  private final Argument<Integer> maxShrink;
  private final Argument<List<String>> acceptShrink;
  private final Argument<Boolean> keepRemoved;

  UpdateOptions(Arguments arguments) {
    this.arguments = arguments;
    previous =
        arguments.texts(
            "--previous",
            "FILE",
            "Earlier files. An older file than the newest of them, or one in which a selected tag"
                + " vanished or shrank, is refused.");
    maxShrink =
        arguments.value(
            "--max-shrink",
            "PERCENT",
            "With --previous: how many of its addresses a tag may lose, by family. Default: 20.",
            20);
    acceptShrink =
        arguments.texts(
            "--accept-shrink",
            "TAG",
            "With --previous: a tag that may lose any number of addresses.");
    keepRemoved =
        arguments.flag(
            "--keep-removed", "With --previous: what any of the files held stays allowed.");
  }

  /** Refuses what is wrong or without effect, before any file is read. */
  void check() {
    if (previous.get().isEmpty()
        && (maxShrink.isGiven() || !acceptShrink.get().isEmpty() || keepRemoved.get())) {
      throw usage("--max-shrink, --accept-shrink and --keep-removed need --previous");
    }
    if (maxShrink.get() < 0 || maxShrink.get() > 100) {
      throw usage("--max-shrink " + maxShrink.get() + " is not from 0 to 100");
    }
    for (String element : previous.get()) {
      if (element.isBlank() || element.equals("-")) {
        throw usage("--previous '" + element + "' is no file");
      }
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

  UpdateGuard guard(List<ServiceTagsFile> earlier, Set<Family> families) {
    Set<String> accepted = new HashSet<>();
    for (String tag : acceptShrink.get()) {
      accepted.add(tag.strip().toLowerCase(Locale.ROOT));
    }
    return new UpdateGuard(earlier, families, maxShrink.get(), accepted, keepRemoved.get());
  }

  private ParameterException usage(String message) {
    return arguments.usage(message);
  }
}
