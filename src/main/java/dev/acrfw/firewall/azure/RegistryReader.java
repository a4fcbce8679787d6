package dev.acrfw.firewall.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.acrfw.firewall.AddressText;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.text.Printable;
import java.util.List;

/**
 * Reads a registry's own network rules as {@code az acr show} prints them: whom it lets in,
 * whatever the direction or port of what is asked for.
 */
public final class RegistryReader {
  private RegistryReader() {}

  /**
   * Returns the firewall of a document.
   *
   * @param file its name, for messages
   * @param notes takes what a reader should know, a line each
   */
  public static Firewall read(String file, JsonNode registry, List<String> notes) {
    boolean closed = registry.path("publicNetworkAccess").asText().equals("Disabled");
    JsonNode rules = registry.path("networkRuleSet");
    boolean open = !closed && !rules.path("defaultAction").asText().equals("Deny");
    AddressSpace.Builder allowed = new AddressSpace.Builder();
    for (JsonNode rule : rules.path("ipRules")) {
      String address = rule.path("ipAddressOrRange").asText(rule.path("value").asText());
      try {
        if (!closed) {
          allowed.addAll(AddressText.parse(address));
        }
      } catch (InvalidPrefixException e) {
        notes.add("%s: the IP rule %s is not read".formatted(file, Printable.of(address)));
      }
    }
    if (closed) {
      notes.add(file + ": the registry's public endpoint is disabled, so nobody is let in");
    }
    return Firewall.ofPeers("the IP rules of the registry in " + file, allowed.build(), open);
  }
}
