package dev.acrfw.cli;

import dev.acrfw.access.KnownTag;
import dev.acrfw.failure.Failure;
import dev.acrfw.option.Option;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What can follow where the cursor is: the shells ask the program itself, so completion follows
 * from the declarations of commands and options, and knows the regions and tags of the user's file.
 */
final class Completion {
  /** The hidden command that the scripts of the shells call. */
  static final String COMMAND = "__complete";

  private final Surroundings surroundings;
  private final InputFiles files;

  Completion(Surroundings surroundings, InputFiles files) {
    this.surroundings = surroundings;
    this.files = files;
  }

  /**
   * Prints the candidates, one a line; none where file names are wanted.
   *
   * @param words what is behind the program's name, the last one up to the cursor
   */
  int print(List<String> words) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String candidate : candidates(words)) {
      lines.append(candidate).append('\n');
    }
    surroundings.print(lines.toString());
    return ExitCode.OK;
  }

  private List<String> candidates(List<String> words) {
    String current = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (words.size() < 2) {
      return startingWith(current, Commands.names());
    }
    Optional<Commands> named = Commands.named(words.get(0));
    if (named.isEmpty()) {
      return List.of();
    }
    Command command = named.get().complete(surroundings, files);
    List<Option<?>> options = new ArrayList<>();
    List<String> positions = new ArrayList<>();
    for (Argument<?> argument : command.arguments.all()) {
      if (argument.isOption()) {
        options.add(argument.option());
      } else {
        positions.addAll(argument.option().candidates());
      }
    }
    if (named.get() == Commands.HELP) {
      positions.addAll(Commands.names());
    }
    return words.size() == 2 && !current.startsWith("-")
        ? startingWith(current, positions)
        : candidates(words.subList(1, words.size()), options);
  }

  /** bash hands over {@code --option=value} as three words, zsh as one. */
  private List<String> candidates(List<String> words, List<Option<?>> options) {
    String current = words.get(words.size() - 1);
    int equals = current.indexOf('=');
    if (current.equals("=") && words.size() > 1) {
      return values(words, option(options, words.get(words.size() - 2)), "");
    }
    if (words.size() > 2 && words.get(words.size() - 2).equals("=")) {
      return values(words, option(options, words.get(words.size() - 3)), current);
    }
    if (current.startsWith("--") && equals > 0) {
      String before = current.substring(0, equals + 1);
      List<String> values = new ArrayList<>();
      for (String value :
          values(
              words,
              option(options, current.substring(0, equals)),
              current.substring(equals + 1))) {
        values.add(before + value);
      }
      return values;
    }
    Optional<Option<?>> before =
        words.size() > 1 ? option(options, words.get(words.size() - 2)) : Optional.empty();
    if (before.filter(option -> option.arity() != Option.Arity.FLAG).isPresent()) {
      return values(words, before, current);
    }
    return current.startsWith("-") ? names(options, current) : List.of();
  }

  private static Optional<Option<?>> option(List<Option<?>> options, String name) {
    for (Option<?> option : options) {
      if (option.names().contains(name)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  private static List<String> names(List<Option<?>> options, String current) {
    List<String> names = new ArrayList<>();
    for (Option<?> option : options) {
      names.addAll(option.names());
    }
    return startingWith(current, names);
  }

  /** In a list, what is before the last comma is there already. */
  private List<String> values(List<String> words, Optional<Option<?>> option, String current) {
    if (option.isEmpty()) {
      return List.of();
    }
    int comma = option.get().arity() == Option.Arity.LIST ? current.lastIndexOf(',') : -1;
    String before = current.substring(0, comma + 1);
    List<String> values = new ArrayList<>();
    for (String value : startingWith(current.substring(comma + 1), values(words, option.get()))) {
      values.add(before + value);
    }
    return values;
  }

  private List<String> values(List<String> words, Option<?> option) {
    return switch (option.suggestion()) {
      case VALUES -> option.candidates();
      case FILES -> List.of();
      case REGIONS -> regions(words, KnownTag.REGISTRY);
      case IOT_REGIONS -> regions(words, KnownTag.IOT_HUB);
      case TAGS -> tags(words);
    };
  }

  private List<String> regions(List<String> words, KnownTag known) {
    List<String> regions = new ArrayList<>();
    for (TagName tag : tagNames(words)) {
      tag.regionOf(known.tag()).ifPresent(region -> regions.add(region.toLowerCase(Locale.ROOT)));
    }
    if (!regions.isEmpty()) {
      regions.add(SelectionOptions.ALL);
    }
    return regions;
  }

  private List<String> tags(List<String> words) {
    List<String> names = new ArrayList<>();
    for (TagName tag : tagNames(words)) {
      names.add(tag.toString());
    }
    return names;
  }

  /** Without a file, or with a damaged one, there is nothing to offer. */
  private List<TagName> tagNames(List<String> words) {
    List<TagName> names = new ArrayList<>();
    try {
      Optional<String> name = ServiceTagsOption.fileIn(words);
      if (name.isEmpty()) {
        name = files.defaultName(Cloud.PUBLIC);
      }
      if (name.isPresent() && !name.get().equals("-")) {
        ServiceTagsFile file = files.read(name.get());
        for (ServiceTag tag : file.tags()) {
          if (tag.name().isLegal()) {
            names.add(tag.name());
          }
        }
      }
    } catch (IOException | Failure | InvalidPathException e) {
      return List.of();
    }
    return names;
  }

  private static List<String> startingWith(String current, List<String> names) {
    String wanted = current.toLowerCase(Locale.ROOT);
    List<String> matching = new ArrayList<>();
    for (String name : names) {
      if (name.toLowerCase(Locale.ROOT).startsWith(wanted)) {
        matching.add(name);
      }
    }
    return matching;
  }
}
