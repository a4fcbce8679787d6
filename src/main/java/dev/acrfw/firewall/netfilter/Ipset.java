package dev.acrfw.firewall.netfilter;

import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.Match;
import dev.acrfw.firewall.Members;
import dev.acrfw.firewall.Packet.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * A set that {@code ipset save} has written.
 *
 * @param name its name
 * @param type what an element is made of, for example {@code ip} and {@code port}
 * @param elements the elements
 * @param exceptions the elements that are {@code nomatch}
 * @param sets the names of the sets that it lists
 */
record Ipset(
    String name,
    List<String> type,
    List<List<Component>> elements,
    List<List<Component>> exceptions,
    List<String> sets) {

  /**
   * Returns the condition of {@code --match-set NAME SIDES}.
   *
   * @param sides {@code src} or {@code dst} for each part of the type
   */
  Condition matches(List<Side> sides, Ruleset ruleset) {
    if (type.equals(List.of("set"))) {
      Condition any = Condition.NEVER;
      for (String member : sets) {
        any =
            any.or(
                ruleset
                    .set(member)
                    .filter(set -> !set.type.equals(type))
                    .map(set -> set.matches(sides, ruleset))
                    .orElse(Condition.UNKNOWN));
      }
      return any;
    }
    if (sides.size() < type.size()) {
      return Condition.UNKNOWN;
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < type.size(); i++) {
      Side side = sides.get(i);
      switch (type.get(i)) {
        case "ip", "net" -> fields.add(new Field.Address(side));
        case "port" -> {
          fields.add(Field.PROTOCOL);
          fields.add(Field.port(side));
        }
        case "iface" -> fields.add(side == Side.SOURCE ? Field.IN : Field.OUT);
        default -> fields.add(Field.UNKNOWN);
      }
    }
    Condition all = new Members(fields, elements);
    if (exceptions.isEmpty()) {
      return all;
    }
    // Whether an exception or an element inside it is narrower is not looked at: it may match.
    Condition excepted = new Members(fields, exceptions);
    return packet -> {
      Match match = all.match(packet);
      return new Match(match.must().difference(excepted.match(packet).may()), match.may());
    };
  }
}
