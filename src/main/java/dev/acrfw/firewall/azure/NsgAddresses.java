package dev.acrfw.firewall.azure;

import dev.acrfw.firewall.AddressText;
import dev.acrfw.firewall.Certainty;
import dev.acrfw.firewall.Component;
import dev.acrfw.firewall.Component.Addresses;
import dev.acrfw.firewall.Condition;
import dev.acrfw.firewall.Field;
import dev.acrfw.firewall.Match;
import dev.acrfw.firewall.Members;
import dev.acrfw.firewall.Packet.Side;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.TagName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What addresses in network security groups stand for: prefixes, service tags, words. */
final class NsgAddresses {
  /** What a virtual network may be: RFC 1918, RFC 6598 and unique local addresses (RFC 4193). */
  private static final AddressSpace PRIVATE =
      AddressText.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7");

  /** The virtual address of Azure's host (learn.microsoft.com, "168.63.129.16"). */
  private static final AddressSpace LOAD_BALANCER = AddressText.of("168.63.129.16/32");

  private final ServiceTagsFile tags;

  NsgAddresses(ServiceTagsFile tags) {
    this.tags = tags;
  }

  /** Returns the condition that the address at an end is one of these. */
  Condition condition(Side side, List<String> texts) {
    Condition any = Condition.NEVER;
    for (String text : texts) {
      any = any.or(condition(side, text));
    }
    return any;
  }

  private Condition condition(Side side, String text) {
    if (text.toLowerCase(Locale.ROOT).equals("virtualnetwork")) {
      return packet ->
          packet.isPeer(side)
              ? new Match(PrefixSet.empty(packet.family()), PRIVATE.of(packet.family()))
              : Match.of(Certainty.YES, packet.family());
    }
    return addresses(text)
        .map(space -> Members.of(new Field.Address(side), List.<Component>of(new Addresses(space))))
        .orElse(Condition.UNKNOWN);
  }

  private Optional<AddressSpace> addresses(String text) {
    switch (text.toLowerCase(Locale.ROOT)) {
      case "*", "any", "0.0.0.0/0" -> {
        return Optional.of(AddressText.ANY);
      }
      case "internet" -> {
        return Optional.of(AddressText.ANY.difference(PRIVATE));
      }
      case "azureloadbalancer" -> {
        return Optional.of(LOAD_BALANCER);
      }
      default -> {
        TagName name = TagName.of(text);
        if (tags.hasTag(name)) {
          return Optional.of(tags.addresses(tags.tag(name)).space());
        }
      }
    }
    try {
      return Optional.of(AddressText.parse(text));
    } catch (InvalidPrefixException e) {
      return Optional.empty();
    }
  }
}
