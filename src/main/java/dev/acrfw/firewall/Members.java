package dev.acrfw.firewall;

import dev.acrfw.firewall.Component.Addresses;
import dev.acrfw.firewall.Field.Address;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.ip.PrefixSetBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The condition that fields of a packet, taken together, are an element of a set.
 *
 * <p>Elements with the same fields but other addresses are by far the most; their addresses are
 * united before they are looked at.
 */
public final class Members implements Condition {
  private final List<Field> fields;
  private final List<List<Component>> elements;
  private final Optional<AddressSpace> addressesOnly;

  /**
   * @param fields the fields, in the order of the elements' components
   * @param elements the elements; each has a component for each field
   */
  public Members(List<Field> fields, List<List<Component>> elements) {
    this.fields = fields;
    this.elements = elements;
    addressesOnly = addressesOnly();
  }

  /** Returns the condition that a field has one of some values. */
  public static Condition of(Field field, List<Component> values) {
    return new Members(List.of(field), values.stream().map(List::of).toList());
  }

  private Optional<AddressSpace> addressesOnly() {
    if (fields.size() != 1 || !(fields.get(0) instanceof Address)) {
      return Optional.empty();
    }
    AddressSpace.Builder all = new AddressSpace.Builder();
    for (List<Component> element : elements) {
      if (!(element.get(0) instanceof Addresses addresses)) {
        return Optional.empty();
      }
      all.addAll(addresses.space());
    }
    return Optional.of(all.build());
  }

  @Override
  public Match match(Packet packet) {
    if (addressesOnly.isPresent()) {
      return ((Address) fields.get(0)).match(packet, addressesOnly.get());
    }
    PrefixSetBuilder must = new PrefixSetBuilder(packet.family());
    PrefixSetBuilder may = new PrefixSetBuilder(packet.family());
    for (List<Component> element : elements) {
      Match match = match(packet, element);
      must.addAll(match.must());
      may.addAll(match.may());
    }
    PrefixSet surely = must.build();
    return new Match(surely, may.build().union(surely));
  }

  private Match match(Packet packet, List<Component> element) {
    Family family = packet.family();
    Certainty others = Certainty.YES;
    for (int i = 0; i < fields.size(); i++) {
      if (!(fields.get(i) instanceof Address)) {
        others = others.and(Field.compare(fields.get(i), packet, element.get(i)));
      }
    }
    Match match = Match.of(others, family);
    for (int i = 0; i < fields.size() && others != Certainty.NO; i++) {
      if (fields.get(i) instanceof Address address) {
        match =
            match.and(
                element.get(i) instanceof Addresses addresses
                    ? address.match(packet, addresses.space())
                    : Match.of(Certainty.MAYBE, family));
      }
    }
    return match;
  }
}
