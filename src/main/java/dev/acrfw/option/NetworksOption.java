package dev.acrfw.option;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.Prefix;
import java.util.ArrayList;
import java.util.List;

/** An option with a list of CIDRs. */
final class NetworksOption extends SeveralOption<AddressSpace> {
  private final Network network = new Network();

  NetworksOption(String names, String label, String description) {
    super(names, label, description, new Network());
  }

  @Override
  AddressSpace defaultValue() {
    return AddressSpace.EMPTY;
  }

  @Override
  public AddressSpace parse(List<String> texts) {
    refuseEmptyNames(texts);
    AddressSpace.Builder space = new AddressSpace.Builder();
    for (String text : texts) {
      Prefix prefix = network.parse(name(), text);
      space.add(prefix);
    }
    return space.build();
  }

  @Override
  public List<String> texts(AddressSpace wanted) {
    List<String> cidrs = new ArrayList<>();
    for (Family family : Family.values()) {
      cidrs.addAll(wanted.of(family).cidrs());
    }
    return cidrs;
  }
}
