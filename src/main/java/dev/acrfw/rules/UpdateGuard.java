package dev.acrfw.rules;

import dev.acrfw.ip.AddressCount;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.PrefixSet;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final Set<String> acceptedTags;
  private final boolean keepRemoved;
  private final Map<String, AddressSpace> guarded = new HashMap<>();
  private final List<String> losses = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  /**
   * @param earlier earlier files in any order; none for no guard
   * @param families the wanted address families
   * @param maxShrinkPercent how much smaller than in the newest earlier file a tag may be
   * @param acceptedTags names in lower case of tags that may lose any number of addresses
   * @param keepRemoved whether what any earlier file held stays allowed; a loss is then a warning
   */
  public UpdateGuard(
      List<ServiceTagsFile> earlier,
      Set<Family> families,
      int maxShrinkPercent,
      Set<String> acceptedTags,
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
   * Refuses a file of another cloud or an older one than the newest earlier file.
   *
   * @throws HarmfulUpdateException when it is one
   */
  void requireSuccessor(ServiceTagsFile file) {
    for (ServiceTagsFile other : earlier) {
      if (other.source().cloud() != file.source().cloud()) {
        throw new HarmfulUpdateException(
            "%s is of the cloud %s, and the earlier file %s of %s\nname files of one cloud"
                .formatted(
                    file.source().file(),
                    file.source().cloud().optionName(),
                    other.source().file(),
                    other.source().cloud().optionName()));
      }
    }
    if (!earlier.isEmpty()
        && earlier.get(0).source().changeNumber() > file.source().changeNumber()) {
      throw new HarmfulUpdateException(
          "%s has change number %d, and the earlier file %s has %d\nuse the newer one"
              .formatted(
                  file.source().file(),
                  file.source().changeNumber(),
                  earlier.get(0).source().file(),
                  earlier.get(0).source().changeNumber()));
    }
  }

  /** Returns the tag in the newest earlier file that has it; nothing unless what left is kept. */
  Optional<ServiceTag> keptTag(String name) {
    return keepRemoved
        ? earlier.stream().filter(f -> f.hasTag(name)).findFirst().map(f -> f.tag(name))
        : Optional.empty();
  }

  /** Returns the addresses of a tag, with those that are kept; notes what it lost. */
  AddressSpace addresses(ServiceTagsFile file, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    AddressSpace addresses = guarded.get(lower);
    if (addresses == null) {
      addresses = compareAndKeep(file, name);
      guarded.put(lower, addresses);
    }
    return addresses;
  }

  private AddressSpace compareAndKeep(ServiceTagsFile file, String name) {
    AddressSpace now = file.hasTag(name) ? file.addresses(file.tag(name)) : AddressSpace.EMPTY;
    AddressSpace held = AddressSpace.EMPTY;
    for (ServiceTagsFile other : earlier) {
      if (other.hasTag(name)) {
        held = held.union(other.addresses(other.tag(name)));
      }
    }
    if (!earlier.isEmpty() && earlier.get(0).hasTag(name)) {
      AddressSpace before = earlier.get(0).addresses(earlier.get(0).tag(name));
      for (Family family : families) {
        compare(name, before.of(family), now.of(family));
      }
    }
    if (!keepRemoved) {
      return now;
    }
    for (Family family : families) {
      PrefixSet left = held.of(family).difference(now.of(family));
      if (!left.isEmpty()) {
        warnings.add(
            "%s: kept, although the file no longer has them: %s"
                .formatted(name, String.join(", ", left.cidrs())));
      }
    }
    return now.union(held);
  }

  private void compare(String name, PrefixSet before, PrefixSet now) {
    BigInteger had = before.addressCount();
    BigInteger lost = had.subtract(now.addressCount());
    boolean tooMuch =
        lost.multiply(BigInteger.valueOf(100))
                .compareTo(had.multiply(BigInteger.valueOf(maxShrinkPercent)))
            > 0;
    if (had.signum() > 0 && (now.isEmpty() || tooMuch)) {
      String loss =
          "%s lost %s%s %% of its %s addresses since change number %d"
              .formatted(
                  name,
                  before.family() == Family.IPV4 ? count(lost, had) : "",
                  lost.multiply(BigInteger.valueOf(100)).divide(had),
                  before.family().displayName(),
                  earlier.get(0).source().changeNumber());
      if (keepRemoved || acceptedTags.contains(name.toLowerCase(Locale.ROOT))) {
        warnings.add(loss);
      } else {
        losses.add(loss);
      }
    }
  }

  private static String count(BigInteger lost, BigInteger had) {
    return AddressCount.grouped(lost) + " of " + AddressCount.grouped(had) + ", ";
  }

  /**
   * Refuses the update if a tag lost too much.
   *
   * @throws HarmfulUpdateException when one did; it names each with its family and numbers
   */
  void requireHarmless() {
    if (!losses.isEmpty()) {
      throw new HarmfulUpdateException(
          String.join("; ", losses)
              + "\nwait for the next file; --keep-removed goes on allowing them, --accept-shrink TAG"
              + " lets a tag shrink");
    }
  }

  /** Returns what tags of a file lost that must not, a line for each family of a tag. */
  public List<String> lossesOf(ServiceTagsFile file, Collection<String> names) {
    names.forEach(name -> addresses(file, name));
    return losses;
  }

  /** Returns what was lost or kept, a line each, for the tags that were asked for. */
  List<String> warnings() {
    return warnings;
  }
}
