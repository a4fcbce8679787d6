package dev.acrfw.render.azure;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.acrfw.access.Direction;
import dev.acrfw.failure.UnsupportedException;
import dev.acrfw.render.EarlierOutput;
import dev.acrfw.render.Installation;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The priorities that rules of a group were ever given by one template. A deployment deletes
 * nothing, so a rule that left the template still has its number in Azure, and two rules of a
 * direction never have the same ({@code SecurityRuleConflict}): a rule keeps its number, and a new
 * one gets a number that none ever had.
 */
final class Priorities {
  private final Map<Direction, Map<String, Integer>> given = new EnumMap<>(Direction.class);

  Priorities() {
    for (Direction direction : Direction.values()) {
      given.put(direction, new LinkedHashMap<>());
    }
  }

  /**
   * Returns what the output that this one is written over gave; nothing where there is none.
   *
   * @param reader how the language of the output is read
   */
  static Priorities earlier(Installation installation, Function<EarlierOutput, Priorities> reader) {
    return installation.earlier().map(reader).orElseGet(Priorities::new);
  }

  /** Notes what an earlier template gave. */
  void note(Direction direction, String rule, int priority) {
    all(direction).put(rule, priority);
  }

  /** Returns all that were ever given, in the order in which they were. */
  Map<String, Integer> all(Direction direction) {
    return Objects.requireNonNull(given.get(direction));
  }

  /** Returns whether rules of a direction were numbered from another first priority on. */
  private boolean startElsewhere(Direction direction, int first) {
    Collection<Integer> numbers = all(direction).values();
    return !numbers.isEmpty() && Collections.min(numbers) != first;
  }

  /**
   * Numbers the rules.
   *
   * @param first the priority of the first rule that allows, where none was given before
   * @throws UnsupportedException when no number is left
   */
  void give(List<SecurityRule> rules, int first) {
    for (SecurityRule rule : rules) {
      if (rule.allow()) {
        give(rule, first, NsgOptions.MAX_PRIORITY);
      }
    }
    for (SecurityRule rule : rules) {
      if (!rule.allow()) {
        giveBehind(rule, rules, first);
      }
    }
  }

  /** Returns what is probably not as the user wants it, a line each. */
  List<String> warnings(Installation installation) {
    int first = installation.options().get(NsgOptions.PRIORITY);
    return Stream.of(Direction.values()).anyMatch(each -> startElsewhere(each, first))
        ? List.of(
            "rules of the earlier file keep their priorities, which another --nsg-priority than "
                + first
                + " gave them: to move them, delete them from the group, and the file")
        : List.of();
  }

  /** Writes all that were ever given, as an {@link EarlierTemplate} reads them. */
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(EarlierTemplate.MEMBER);
    for (Direction direction : Direction.values()) {
      json.writeObjectFieldStart(direction.displayName());
      for (Map.Entry<String, Integer> rule : all(direction).entrySet()) {
        json.writeNumberField(rule.getKey(), rule.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** Returns the number of a rule. */
  int of(SecurityRule rule) {
    return Objects.requireNonNull(all(rule.direction()).get(rule.name()), rule.name());
  }

  /** What denies comes after all that allows; where it does not, it gets another number. */
  private void giveBehind(SecurityRule rule, List<SecurityRule> rules, int first) {
    int lastAllowing = 0;
    for (SecurityRule other : rules) {
      if (other.allow() && other.direction() == rule.direction()) {
        lastAllowing = Math.max(lastAllowing, of(other));
      }
    }
    if (all(rule.direction()).getOrDefault(rule.name(), 0) < lastAllowing) {
      all(rule.direction()).remove(rule.name());
    }
    give(rule, Math.max(rule.firstPriority(first), lastAllowing + 1), NsgOptions.MAX_PRIORITY);
  }

  private void give(SecurityRule rule, int first, int last) {
    Map<String, Integer> numbers = all(rule.direction());
    if (numbers.containsKey(rule.name())) {
      return;
    }
    int number = first;
    for (Map.Entry<String, Integer> other : numbers.entrySet()) {
      if (isAllowing(other.getKey()) == rule.allow()) {
        number = Math.max(number, other.getValue() + 1);
      }
    }
    while (numbers.containsValue(number)) {
      number++;
    }
    if (number > last) {
      throw new UnsupportedException(
          "a network security group has priorities up to %d, and the rule %s would have %d"
              .formatted(NsgOptions.MAX_PRIORITY, rule.name(), number),
          "start with a lower --nsg-priority, or select fewer tags or regions; numbers of an"
              + " earlier file are free again when its rules and the file are deleted");
    }
    numbers.put(rule.name(), number);
  }

  /** Names of tags begin with a capital, so this tells the two kinds. */
  private static boolean isAllowing(String rule) {
    return !rule.endsWith("-deny-tcp") && !rule.endsWith("-deny-udp");
  }
}
