package dev.acrfw.cli;

import dev.acrfw.option.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line in its usual forms: {@code --name value}, {@code --name=value}, {@code -n value},
 * each option known and given once unless it is a list. Anything else is left to {@link
 * PicocliCommandLine}, whose model costs a sixth of a run's processor time, and which speaks.
 */
final class UsualCommandLine {
  private final List<Argument<?>> arguments;
  private final Map<Argument<?>, List<String>> given = new LinkedHashMap<>();
  private final List<String> alone = new ArrayList<>();

  private UsualCommandLine(List<Argument<?>> arguments) {
    this.arguments = arguments;
  }

  /**
   * Hands the words of a command line to the arguments of a command, if all of them are usual.
   *
   * @param words what is behind the command's name
   * @return whether all words are usual; if not, no argument has got anything
   */
  static boolean read(List<Argument<?>> arguments, List<String> words) {
    UsualCommandLine line = new UsualCommandLine(arguments);
    if (!line.sort(words) || !line.placeThoseAlone()) {
      return false;
    }
    for (Map.Entry<Argument<?>, List<String>> given : line.given.entrySet()) {
      given.getKey().take(given.getValue());
    }
    return true;
  }

  private boolean sort(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("-") || word.length() == 1) {
        if (!isUsual(word)) {
          return false;
        }
        alone.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      Optional<Argument<?>> named = named(equals < 0 ? word : word.substring(0, equals));
      if (named.isEmpty()) {
        return false;
      }
      if (named.get().option().arity() == Option.Arity.FLAG) {
        if (equals >= 0 || given.put(named.get(), List.of()) != null) {
          return false;
        }
        continue;
      }
      i += equals < 0 ? 1 : 0;
      if (i == words.size() || !put(named.get(), words.get(i).substring(equals + 1))) {
        return false;
      }
    }
    return true;
  }

  /** Those that are not the command's own act on the whole program. */
  private Optional<Argument<?>> named(String name) {
    for (Argument<?> argument : arguments) {
      if (argument.isOption() && argument.option().names().contains(name)) {
        return Arguments.asksForHelp(argument) || Arguments.asksForVersion(argument)
            ? Optional.empty()
            : Optional.of(argument);
      }
    }
    return Optional.empty();
  }

  private boolean put(Argument<?> argument, String value) {
    if (!isUsual(value) || (value.startsWith("-") && value.length() > 1)) {
      return false;
    }
    if (argument.option().arity() == Option.Arity.ONE) {
      return given.put(argument, List.of(value)) == null;
    }
    given.computeIfAbsent(argument, unused -> new ArrayList<>()).addAll(parts(value));
    return true;
  }

  /** A comma at the end separates nothing. */
  private static List<String> parts(String value) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int comma = value.indexOf(',');
        comma >= 0 && comma < value.length() - 1;
        comma = value.indexOf(',', start)) {
      parts.add(value.substring(start, comma));
      start = comma + 1;
    }
    parts.add(value.substring(start));
    return parts;
  }

  private boolean placeThoseAlone() {
    int placed = 0;
    for (Argument<?> argument : arguments) {
      if (argument.kind() == Argument.Kind.POSITION && placed < alone.size()) {
        given.put(argument, List.of(alone.get(placed++)));
      } else if (argument.kind() == Argument.Kind.POSITION) {
        return false;
      } else if (argument.kind() == Argument.Kind.POSITIONS && !alone.isEmpty()) {
        given.put(argument, alone);
        placed = alone.size();
      }
    }
    return placed == alone.size();
  }

  /** Quotes hold lists together, and nothing at all is a mistake more often than not. */
  private static boolean isUsual(String value) {
    return !value.isEmpty() && value.indexOf('"') < 0;
  }
}
