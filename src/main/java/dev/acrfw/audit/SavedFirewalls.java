package dev.acrfw.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.firewall.PlainListReader;
import dev.acrfw.firewall.azure.NsgReader;
import dev.acrfw.firewall.azure.RegistryReader;
import dev.acrfw.firewall.netfilter.IpsetReader;
import dev.acrfw.firewall.netfilter.IptablesSaveReader;
import dev.acrfw.firewall.netfilter.NftReader;
import dev.acrfw.firewall.netfilter.Ruleset;
import dev.acrfw.firewall.windows.WindowsReader;
import dev.acrfw.ip.Family;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.text.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Files in which firewalls were saved, of any kind. Those of the Linux packet filter are of one
 * host; of the others each is a firewall of its own, and a connection has to pass them all.
 */
public final class SavedFirewalls {
  /** What a file is of. */
  public enum Kind {
    /** {@code ipset save}: read before the rules that name its sets. */
    IPSET,
    /** {@code iptables-save} or {@code ip6tables-save}: read before nft, which shows less of it. */
    IPTABLES,
    /** {@code nft -j list ruleset}. */
    NFTABLES,
    /** Windows Firewall. */
    WINDOWS,
    /** A network security group. */
    NSG,
    /** A registry's own rules. */
    REGISTRY,
    /** Addresses. */
    LIST
  }

  /**
   * A file.
   *
   * @param name its name, for messages
   * @param bytes what it holds
   */
  public record Saved(String name, byte[] bytes) {}

  private static final Pattern IPTABLES =
      Pattern.compile(
          "^(\\*[a-z]+|:[A-Za-z0-9_-]+ (ACCEPT|DROP|-)|-[APN] .*)\\s*", Pattern.MULTILINE);

  private static final Pattern IPSET = Pattern.compile("^create \\S+ \\S+", Pattern.MULTILINE);

  private record Read(Saved saved, Kind kind, String text, JsonNode json) {}

  private final List<Firewall> firewalls = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<Kind> kinds = EnumSet.noneOf(Kind.class);

  /**
   * @param tags says what service tags in rules stand for
   * @throws InvalidInputException when a file is of no kind, or damaged
   */
  public SavedFirewalls(List<Saved> files, ServiceTagsFile tags) {
    Map<Kind, List<Read>> byKind = new EnumMap<>(Kind.class);
    for (Saved file : files) {
      Read read = read(file);
      byKind.computeIfAbsent(read.kind, kind -> new ArrayList<>()).add(read);
    }
    kinds.addAll(byKind.keySet());
    Ruleset ruleset = new Ruleset();
    byKind.values().forEach(ofKind -> ofKind.forEach(read -> add(read, ruleset, tags)));
    if (kinds.contains(Kind.IPTABLES) || kinds.contains(Kind.NFTABLES)) {
      firewalls.add(ruleset.firewall());
    } else if (kinds.contains(Kind.IPSET)) {
      throw new InvalidInputException(
          "sets alone let nothing through: give what 'iptables-save' prints, too");
    }
    notes.addAll(ruleset.notes());
  }

  /** Returns the firewalls that a connection has to pass. */
  public List<Firewall> firewalls() {
    return List.copyOf(firewalls);
  }

  /** Returns of which kinds the files are. */
  public Set<Kind> kinds() {
    return kinds;
  }

  /** Returns what a reader should know of how the files were read, a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private void add(Read read, Ruleset ruleset, ServiceTagsFile tags) {
    String name = read.saved.name;
    switch (read.kind) {
      case IPSET -> IpsetReader.read(name, read.text, ruleset);
      case IPTABLES -> IptablesSaveReader.read(name, read.text, family(read.text), ruleset);
      case NFTABLES -> NftReader.read(name, read.json.path("nftables"), ruleset);
      case WINDOWS -> firewalls.add(WindowsReader.read(name, read.json, notes));
      case NSG -> firewalls.add(NsgReader.read(name, read.json, tags));
      case REGISTRY -> firewalls.add(RegistryReader.read(name, read.json, notes));
      case LIST -> firewalls.add(PlainListReader.read(name, read.text));
    }
  }

  /** Old versions do not say of which family they are; the addresses do. */
  private static Family family(String text) {
    return text.matches("(?s).*\\s(-s|-d) \\S*:.*") ? Family.IPV6 : Family.IPV4;
  }

  private static Read read(Saved saved) {
    byte[] bytes;
    try {
      bytes = JsonText.utf8(saved.bytes);
    } catch (IOException e) {
      throw new InvalidInputException(saved.name + ": the UTF-16 is damaged");
    }
    String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
    if (text.isBlank()) {
      throw new InvalidInputException(
          saved.name + " is empty", "rules are shown to root only: save them with sudo");
    }
    JsonNode none = JsonMapper.builder().build().missingNode();
    char first = text.strip().charAt(0);
    if (first == '{' || first == '[') {
      JsonNode json = json(saved.name, bytes);
      return new Read(saved, kind(saved.name, json), text, json);
    }
    Kind kind =
        IPTABLES.matcher(text).find()
            ? Kind.IPTABLES
            : IPSET.matcher(text).find() ? Kind.IPSET : Kind.LIST;
    return new Read(saved, kind, text, none);
  }

  private static JsonNode json(String name, byte[] bytes) {
    try {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(name + " is not valid JSON" + JsonText.place(e));
    } catch (IOException e) {
      throw new InvalidInputException(name + " is not valid JSON");
    }
  }

  private static Kind kind(String name, JsonNode json) {
    if (json.has("nftables")) {
      return Kind.NFTABLES;
    }
    if (json.has("rules")) {
      return Kind.WINDOWS;
    }
    JsonNode properties = json.has("properties") ? json.path("properties") : json;
    JsonNode first =
        json.path(0).has("properties") ? json.path(0).path("properties") : json.path(0);
    if (properties.has("securityRules") || first.has("access")) {
      return Kind.NSG;
    }
    if (json.has("loginServer")) {
      return Kind.REGISTRY;
    }
    throw new InvalidInputException(
        name + ": this JSON is of no firewall that 'acrfw audit' reads",
        "it reads nft -j list ruleset, az network nsg show, az network nsg rule list, az acr show,"
            + " and Windows rules as its page says");
  }
}
