package dev.acrfw.lookup;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.ip.PrefixSetIndex;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tags of a file by the addresses that they hold. */
public final class TagIndex {
  private final ServiceTagsFile file;
  private final Map<Family, OfFamily> families = new EnumMap<>(Family.class);

  /**
   * @param file the file; its tags are read when a family is first asked for
   */
  public TagIndex(ServiceTagsFile file) {
    this.file = file;
  }

  /** The tags that have addresses of a family, the one that opens least first. */
  private record OfFamily(List<ServiceTag> tags, PrefixSetIndex index) {}

  private OfFamily of(Family family) {
    return families.computeIfAbsent(
        family,
        wanted -> {
          List<ServiceTag> tags = new ArrayList<>();
          for (ServiceTag tag : file.tags()) {
            if (!addresses(tag, wanted).isEmpty()) {
              tags.add(tag);
            }
          }
          tags.sort(
              Comparator.<ServiceTag, BigInteger>comparing(
                      tag -> addresses(tag, wanted).addressCount())
                  .thenComparing(tag -> tag.name().folded()));
          List<PrefixSet> sets = new ArrayList<>();
          tags.forEach(tag -> sets.add(addresses(tag, wanted)));
          return new OfFamily(tags, new PrefixSetIndex(sets));
        });
  }

  private PrefixSet addresses(ServiceTag tag, Family family) {
    return opens(tag).of(family);
  }

  /**
   * Returns the tags that hold the first address of a prefix, the one that opens least first.
   *
   * @throws dev.acrfw.failure.InvalidInputException when a tag of the file is damaged
   */
  public List<ServiceTag> holding(Prefix address) {
    OfFamily family = of(address.family());
    List<ServiceTag> tags = new ArrayList<>();
    for (int number : family.index.holding(address.high(), address.low())) {
      tags.add(family.tags.get(number));
    }
    return tags;
  }

  /** Returns all addresses of a tag. */
  AddressSpace opens(ServiceTag tag) {
    return file.addresses(tag).space();
  }

  /** Returns what each tag holds of a prefix, the tag that opens least first. */
  public List<Holding> holdings(Prefix prefix) {
    PrefixSet wanted = prefix.toSet();
    List<Holding> holdings = new ArrayList<>();
    for (ServiceTag tag : prefix.isAddress() ? holding(prefix) : of(prefix.family()).tags) {
      PrefixSet held = wanted.difference(wanted.difference(addresses(tag, prefix.family())));
      if (!held.isEmpty()) {
        holdings.add(new Holding(tag, matching(tag, wanted), held, opens(tag)));
      }
    }
    return holdings;
  }

  /** Returns the longest prefix of a tag, as the file lists it, that holds all that is wanted. */
  private Optional<Prefix> matching(ServiceTag tag, PrefixSet wanted) {
    return file.prefixes(tag).stream()
        .filter(prefix -> prefix.family() == wanted.family() && prefix.toSet().contains(wanted))
        .max(Comparator.comparingInt(Prefix::length));
  }
}
