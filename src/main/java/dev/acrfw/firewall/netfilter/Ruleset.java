package dev.acrfw.firewall.netfilter;

import dev.acrfw.firewall.BaseChain;
import dev.acrfw.firewall.FilterRule;
import dev.acrfw.firewall.Firewall;
import dev.acrfw.firewall.Packet;
import dev.acrfw.ip.Family;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** All that the files of one Linux host say. */
public final class Ruleset {
  private final List<BaseChain> baseChains = new ArrayList<>();
  private final Map<String, List<FilterRule>> chains = new HashMap<>();
  private final Map<String, Ipset> sets = new HashMap<>();
  private final Set<Family> families = EnumSet.noneOf(Family.class);
  private final Map<String, List<String>> chainsOfIptables = new HashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /** Returns the firewall that the files make together. */
  public Firewall firewall() {
    return new Firewall(List.copyOf(baseChains), Map.copyOf(chains), Set.copyOf(families));
  }

  /** Returns what a reader should know of how the files were read, a line each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  void note(String note) {
    notes.add(note);
  }

  /** Notes that a file tells of a family. */
  void tellsOf(Family family) {
    families.add(family);
  }

  /** Notes under which key iptables-save has told of a chain that nft may show as well. */
  void tellsOfIptables(String chain, String key) {
    chainsOfIptables.computeIfAbsent(chain, name -> new ArrayList<>()).add(key);
  }

  /** Returns the keys under which iptables-save has told of a chain. */
  List<String> keysOfIptables(String chain) {
    return chainsOfIptables.getOrDefault(chain, List.of());
  }

  void add(Ipset set) {
    sets.put(set.name(), set);
  }

  Optional<Ipset> set(String name) {
    return Optional.ofNullable(sets.get(name));
  }

  /**
   * Adds a chain.
   *
   * @param key its name, in no other table
   * @return its rules, to add to
   */
  List<FilterRule> chain(String key) {
    return chains.computeIfAbsent(key, name -> new ArrayList<>());
  }

  /**
   * Lets packets come into a chain.
   *
   * @param name how its users know it
   * @param hook the hook, for example {@code output}
   * @param of the families that it sees
   */
  void base(String key, String name, String hook, Set<Family> of, boolean accepts) {
    Predicate<Packet> sees = sees(hook.toLowerCase(Locale.ROOT));
    baseChains.add(
        new BaseChain(
            name,
            packet -> of.contains(packet.family()) && sees.test(packet),
            chain(key),
            accepts));
  }

  /** Whether packets of connections come through a hook, as nft(8) says of hooks. */
  private static Predicate<Packet> sees(String hook) {
    return switch (hook) {
      case "prerouting" -> packet -> packet.path().forwarded() || !packet.leaves();
      case "postrouting" -> packet -> packet.path().forwarded() || packet.leaves();
      case "input" -> packet -> !packet.path().forwarded() && !packet.leaves();
      case "output" -> packet -> !packet.path().forwarded() && packet.leaves();
      case "forward" -> packet -> packet.path().forwarded();
      default -> packet -> false;
    };
  }
}
