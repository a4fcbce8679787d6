package dev.acrfw.rules;

import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.Source;
import dev.acrfw.servicetags.TagAddresses;
import dev.acrfw.servicetags.TagName;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the addresses of selected tags with those in earlier files, each family by itself: the
 * size of IPv6 prefixes would hide any loss of IPv4.
 *
 * <p>Published files have lost most of a tag before and had it back two weeks later (Storage.WestUS
 * in the change numbers 290 and 291 of 2024).
 */
public final class UpdateGuard {
  private final List<ServiceTagsFile> earlier;
  private final Set<Family> families;
  private final int maxShrinkPercent;
  private final Set<TagName> acceptedTags;
  private final boolean keepRemoved;

  /**
   * @param earlier earlier files in any order; none for no guard
   * @param families the wanted address families
   * @param maxShrinkPercent how much smaller than in the newest earlier file a tag may be
   * @param acceptedTags tags that may lose any number of addresses
   * @param keepRemoved whether what any earlier file held stays allowed; a loss is then a warning
   */
  public UpdateGuard(
      List<ServiceTagsFile> earlier,
      Set<Family> families,
      int maxShrinkPercent,
      Set<TagName> acceptedTags,
      boolean keepRemoved) {
    this.earlier = new ArrayList<>(earlier);
    this.earlier.sort(
        (a, b) -> Integer.compare(b.source().changeNumber(), a.source().changeNumber()));
    this.families = families;
    this.maxShrinkPercent = maxShrinkPercent;
    this.acceptedTags = acceptedTags;
    this.keepRemoved = keepRemoved;
  }

  /** Returns a guard that knows no earlier file and lets everything pass. */
  public static UpdateGuard none() {
    return new UpdateGuard(List.of(), Set.of(), 100, Set.of(), false);
  }

  /**
   * What became of one tag.
   *
   * @param allowed the addresses to allow: the file's, and those that are kept
   * @param losses what it lost that it must not, a line for each family
   * @param warnings what it lost or what is kept, a line each
   * @param repair what was wrong in the file and is put right
   */
  public record Comparison(
      AddressSpace allowed, List<String> losses, List<String> warnings, Optional<String> repair) {}

  /**
   * Refuses a file of another cloud or an older one than the newest earlier file.
   *
   * @throws HarmfulUpdateException when it is one
   */
  void requireSuccessor(ServiceTagsFile file) {
    Source source = file.source();
    for (ServiceTagsFile other : earlier) {
      if (other.source().cloud() != source.cloud()) {
        throw new HarmfulUpdateException(
            "%s is of the cloud %s, and the earlier file %s of %s"
                .formatted(
                    source.file(),
                    source.cloud().optionName(),
                    other.source().file(),
                    other.source().cloud().optionName()),
            "name files of one cloud");
      }
    }
    if (!earlier.isEmpty() && earlier.get(0).source().changeNumber() > source.changeNumber()) {
      throw new HarmfulUpdateException(
          "%s has change number %d, and the earlier file %s has %d"
              .formatted(
                  source.file(),
                  source.changeNumber(),
                  earlier.get(0).source().file(),
                  earlier.get(0).source().changeNumber()),
          "use the newer one");
    }
  }

  /**
   * Refuses the update if a tag lost too much.
   *
   * @throws HarmfulUpdateException when one did; it names each with its family and numbers
   */
  static void requireHarmless(Collection<Comparison> comparisons) {
    List<String> losses = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      losses.addAll(comparison.losses());
    }
    if (!losses.isEmpty()) {
      throw new HarmfulUpdateException(
          String.join("; ", losses),
          "wait for the next file; --keep-removed goes on allowing them, --accept-shrink TAG"
              + " lets a tag shrink");
    }
  }

  /** Returns the tag in the newest earlier file that has it; nothing unless what left is kept. */
  Optional<ServiceTag> keptTag(TagName name) {
    return keepRemoved
        ? earlier.stream().filter(f -> f.hasTag(name)).findFirst().map(f -> f.tag(name))
        : Optional.empty();
  }

  /** Compares a tag, which the file need not have, with the earlier files. */
  public Comparison compare(ServiceTagsFile file, TagName name) {
    TagAddresses there = file.hasTag(name) ? file.addresses(file.tag(name)) : TagAddresses.NONE;
    AddressSpace now = there.space();
    List<String> losses = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (!earlier.isEmpty() && earlier.get(0).hasTag(name)) {
      AddressSpace before = addresses(earlier.get(0), name);
      boolean accepted = keepRemoved || acceptedTags.contains(name);
      for (Family family : families) {
        loss(name, before.of(family), now.of(family))
            .ifPresent(accepted ? warnings::add : losses::add);
      }
    }
    if (!keepRemoved) {
      return new Comparison(now, losses, warnings, there.repair());
    }
    AddressSpace.Builder held = new AddressSpace.Builder();
    for (ServiceTagsFile other : earlier) {
      if (other.hasTag(name)) {
        held.addAll(addresses(other, name));
      }
    }
    AddressSpace left = held.build().difference(now);
    for (Family family : families) {
      if (!left.of(family).isEmpty()) {
        warnings.add(
            "%s: kept, although the file no longer has them: %s"
                .formatted(name, String.join(", ", left.of(family).cidrs())));
      }
    }
    return new Comparison(now.union(left), losses, warnings, there.repair());
  }

  private static AddressSpace addresses(ServiceTagsFile file, TagName name) {
    return file.addresses(file.tag(name)).space();
  }

  private Optional<String> loss(TagName name, PrefixSet before, PrefixSet now) {
    BigInteger had = before.addressCount();
    BigInteger lost = had.subtract(now.addressCount());
    boolean tooMuch =
        lost.multiply(BigInteger.valueOf(100))
                .compareTo(had.multiply(BigInteger.valueOf(maxShrinkPercent)))
            > 0;
    if (had.signum() == 0 || !now.isEmpty() && !tooMuch) {
      return Optional.empty();
    }
    String count =
        before.family() == Family.IPV4
            ? AddressCount.grouped(lost) + " of " + AddressCount.grouped(had) + ", "
            : "";
    return Optional.of(
        "%s lost %s%s %% of its %s addresses since change number %d"
            .formatted(
                name,
                count,
                lost.multiply(BigInteger.valueOf(100)).divide(had),
                before.family().displayName(),
                earlier.get(0).source().changeNumber()));
  }
}
