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

  private static final class Collected {
    private int addresses;
    private long count;
    private final List<SeenAddress> first = new ArrayList<>();
  }

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
    Map<Owner, Collected> owners = new EnumMap<>(Owner.class);
    for (int place : counts.byFrequency()) {
      Prefix address = counts.address(place);
      List<ServiceTag> tags = index.holding(address);
      Collected part = owners.computeIfAbsent(owner(tags), owner -> new Collected());
      part.addresses++;
      part.count += counts.count(place);
      if (part.first.size() < most) {
        Traffic traffic = counts.traffic(place);
        Optional<Verdict> verdict = selected.map(each -> each.verdict(address, traffic, tags));
        part.first.add(new SeenAddress(counts.count(place), address, traffic, tags, verdict));
      }
    }
    owners.forEach(
        (owner, part) -> parts.put(owner, new Part(part.addresses, part.count, part.first)));
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
