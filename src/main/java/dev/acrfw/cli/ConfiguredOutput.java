package dev.acrfw.cli;

import dev.acrfw.config.Key;
import dev.acrfw.config.Section;
import dev.acrfw.failure.Failure;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.text.NearestNames;
import dev.acrfw.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One output of a configuration: what its keys and the defaults say, by the options of generate.
 */
final class ConfiguredOutput {
  /** What these say decides which of the other defaults an output takes, so they come first. */
  private static final List<String> FIRST = List.of("format", "for", "tag", "nsg-addresses");

  private final String file;
  private final Path folder;
  private final Arguments arguments = new Arguments("output", "");
  private final Generation generation = new Generation(arguments);
  private String name = "";

  private ConfiguredOutput(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * Reads the keys of an output.
   *
   * @param file the configuration's name, for messages
   * @param folder what paths are relative to
   * @param own its own keys
   * @param defaults the keys that hold for every output that can take them and says nothing else
   * @param used gets the names of the defaults that were taken
   * @param kept whether there are earlier files besides those that the keys name
   * @throws UsageException when a key is unknown, or its value means nothing; it names the line
   */
  static ConfiguredOutput of(
      String file, Path folder, Section own, Section defaults, Set<String> used, boolean kept) {
    ConfiguredOutput output = new ConfiguredOutput(file, folder);
    for (Key key : own.keys().values()) {
      output.give(key);
    }
    Key path = own.keys().get("output");
    if (path == null) {
      throw new UsageException(
          output.place(own.line()) + "an output has no key 'output'",
          "it says which file is written");
    }
    output.name = path.texts().get(0);
    output.giveDefaults(own, defaults, used);
    try {
      output.generation.check(kept);
    } catch (Failure e) {
      throw new UsageException(output.place(own.line()) + e.problem(), e.hint());
    }
    return output;
  }

  private void giveDefaults(Section own, Section defaults, Set<String> used) {
    List<Key> ordered = new ArrayList<>(defaults.keys().values());
    ordered.sort((a, b) -> Boolean.compare(!FIRST.contains(a.name()), !FIRST.contains(b.name())));
    for (Key key : ordered) {
      Argument<?> argument = argument(key);
      boolean overridden =
          argument.option().names().stream().anyMatch(n -> own.keys().containsKey(n.substring(2)));
      if (overridden) {
        used.add(key.name());
      } else if (FIRST.subList(0, 1).contains(key.name()) || takes(argument, own)) {
        used.add(key.name());
        give(key);
      }
    }
  }

  private boolean takes(Argument<?> argument, Section own) {
    try {
      return generation.takes(argument.option());
    } catch (Failure e) {
      throw new UsageException(place(own.line()) + e.problem(), e.hint());
    }
  }

  private void give(Key key) {
    Argument<?> argument = argument(key);
    Option<?> option = argument.option();
    try {
      switch (option.arity()) {
        case FLAG -> giveSwitch(argument, key);
        case ONE -> argument.give(single(key, option));
        case LIST -> argument.give(paths(option, key.isList() ? key.texts() : split(key)));
      }
    } catch (Failure e) {
      throw new UsageException(place(key.line()) + e.problem(), e.hint());
    }
  }

  private static void giveSwitch(Argument<?> argument, Key key) {
    String text = key.texts().get(0);
    if (key.isList() || (!text.equals("true") && !text.equals("false"))) {
      throw new UsageException(key.name() + " is neither true nor false");
    }
    if (text.equals("true")) {
      argument.give(List.of());
    }
  }

  private List<String> single(Key key, Option<?> option) {
    if (key.isList()) {
      throw new UsageException(key.name() + " takes one value, and no list");
    }
    return paths(option, key.texts());
  }

  private static List<String> split(Key key) {
    return List.of(key.texts().get(0).split(",", -1));
  }

  /** Paths are relative to the configuration, wherever the run was started. */
  private List<String> paths(Option<?> option, List<String> texts) {
    if (option.suggestion() != Suggestion.FILES) {
      return texts;
    }
    List<String> paths = new ArrayList<>();
    for (String text : texts) {
      if (text.equals("-")) {
        throw new UsageException(option.name().substring(2) + " - is not a file");
      }
      paths.add(folder.resolve(text.strip()).toString());
    }
    return paths;
  }

  private Argument<?> argument(Key key) {
    Optional<Argument<?>> argument = arguments.ofKey(key.name());
    if (ConfiguredSource.isKey(key.name())) {
      throw new UsageException(
          place(key.line()) + key.name() + " is about the whole run",
          "put it at the top of the file");
    }
    return argument.orElseThrow(() -> unknown(place(key.line()), key, arguments.keys()));
  }

  /** Returns whether a key is about an output. */
  static boolean isKey(String name) {
    Arguments arguments = new Arguments("output", "");
    new Generation(arguments);
    return !ConfiguredSource.isKey(name) && arguments.ofKey(name).isPresent();
  }

  /** Returns what to say of a key that is none. */
  static UsageException unknown(String place, Key key, List<String> known) {
    String question = NearestNames.question(key.name(), known);
    return new UsageException(
        place + "unknown key '" + Printable.of(key.name()) + "'",
        question.isEmpty() ? "the keys are the long options of 'acrfw generate'" : question);
  }

  private String place(int line) {
    return file + ", line " + line + ": ";
  }

  /** Returns the output's path as the configuration has it. */
  String name() {
    return name;
  }

  /** Returns what is made, and how. */
  Generation generation() {
    return generation;
  }
}
