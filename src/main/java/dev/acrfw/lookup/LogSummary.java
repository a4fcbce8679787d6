package dev.acrfw.lookup;

import dev.acrfw.access.KnownTag;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Prefix;
import dev.acrfw.servicetags.ServiceTag;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The addresses of a log, the most frequent first, apart by whose they are. */
public final class LogSummary {
  /** Whose an address is. */
  public enum Owner {
    /** Azure Container Registry's. */
    REGISTRY,
    /** Of a tag of another service, or of all of Azure. */
    OTHER_TAG,
    /** Of no tag. */
    NO_TAG
  }

  /**
   * What belongs to one owner.
   *
   * @param addresses how many different addresses, ways and ports
   * @param count how often they were seen together
   * @param first the most frequent of them
   */
  public record Part(int addresses, long count, List<SeenAddress> first) {}

  private final LogCounts counts;
  private final TagIndex index;
  private final Map<Owner, Part> parts = new EnumMap<>(Owner.class);

  /**
   * @param selected what the addresses are held against; nothing without a selection
   * @param most how many addresses of each owner are kept
   */
  public LogSummary(LogCounts counts, TagIndex index, Optional<Selected> selected, int most) {
    this.counts = counts;
    this.index = index;
    Map<Owner, List<SeenAddress>> first = new EnumMap<>(Owner.class);
    Map<Owner, int[]> addresses = new EnumMap<>(Owner.class);
    Map<Owner, long[]> sums = new EnumMap<>(Owner.class);
    for (Owner owner : Owner.values()) {
      first.put(owner, new ArrayList<>());
      addresses.put(owner, new int[1]);
      sums.put(owner, new long[1]);
    }
    for (int place : counts.byFrequency()) {
      Prefix address = counts.address(place);
      List<ServiceTag> tags = index.holding(address);
      Owner owner = owner(tags);
      addresses.get(owner)[0]++;
      sums.get(owner)[0] += counts.count(place);
      if (first.get(owner).size() < most) {
        Traffic traffic = counts.traffic(place);
        Optional<Verdict> verdict = selected.map(each -> each.verdict(address, traffic, tags));
        first.get(owner).add(new SeenAddress(counts.count(place), address, traffic, tags, verdict));
      }
    }
    for (Owner owner : Owner.values()) {
      parts.put(owner, new Part(addresses.get(owner)[0], sums.get(owner)[0], first.get(owner)));
    }
  }

  private static Owner owner(List<ServiceTag> tags) {
    for (ServiceTag tag : tags) {
      if (KnownTag.REGISTRY.owns(tag.name())) {
        return Owner.REGISTRY;
      }
    }
    return tags.isEmpty() ? Owner.NO_TAG : Owner.OTHER_TAG;
  }

  /** Returns what belongs to an owner. */
  public Part of(Owner owner) {
    return parts.getOrDefault(owner, new Part(0, 0, List.of()));
  }

  /** Returns all addresses of a tag. */
  public AddressSpace opens(ServiceTag tag) {
    return index.opens(tag);
  }

  /** Returns what was counted. */
  public LogCounts counts() {
    return counts;
  }
}
