package dev.acrfw.rules;

import dev.acrfw.failure.HarmfulUpdateException;
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
  private final Optional<Installed> installed;
  private final Set<Family> families;
  private final GuardLimits limits;
  private final boolean keepRemoved;

  /**
   * @param earlier earlier files in any order
   * @param installed what the output that is to be written over says of itself
   * @param families the wanted address families
   * @param limits how much a tag may differ from any of them
   * @param keepRemoved whether what any earlier file held stays allowed; a loss is then a warning
   */
  public UpdateGuard(
      List<ServiceTagsFile> earlier,
      Optional<Installed> installed,
      Set<Family> families,
      GuardLimits limits,
      boolean keepRemoved) {
    this.earlier = new ArrayList<>(earlier);
    this.earlier.sort(
        (a, b) -> Integer.compare(b.source().changeNumber(), a.source().changeNumber()));
    this.installed = installed;
    this.families = families;
    this.limits = limits;
    this.keepRemoved = keepRemoved;
  }

  /** Returns a guard that knows no earlier file and lets everything pass. */
  public static UpdateGuard none() {
    return new UpdateGuard(List.of(), Optional.empty(), Set.of(), GuardLimits.none(), false);
  }

  /**
   * What became of one tag.
   *
   * @param allowed the addresses to allow: the file's, and those that are kept
   * @param losses what it lost that it must not, a line for each family
   * @param growths what it gained that it must not, a line for each family
   * @param warnings what it lost or gained, or what is kept, a line each
   * @param repair what was wrong in the file and is put right
   */
  public record Comparison(
      AddressSpace allowed,
      List<String> losses,
      List<String> growths,
      List<String> warnings,
      Optional<String> repair) {}

  /**
   * Refuses a file of another cloud or an older one than the newest earlier file.
   *
   * @throws HarmfulUpdateException when it is one
   */
  void requireSuccessor(ServiceTagsFile file) {
    Source source = file.source();
    for (ServiceTagsFile other : earlier) {
      if (!other.source().cloud().equals(source.cloud())) {
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
    for (ServiceTagsFile other : earlier) {
      if (other.source().kind() == source.kind()) {
        requireNotOlder(
            source, "the earlier file " + other.source().file(), other.source().changeNumber());
      }
    }
    if (installed.isPresent()) {
      if (!installed.get().cloud().equals(source.cloud())) {
        throw new HarmfulUpdateException(
            "%s is of the cloud %s, and the output file was made for %s"
                .formatted(
                    source.file(),
                    source.cloud().optionName(),
                    installed.get().cloud().optionName()),
            "name another --output, or delete it");
      }
      if (installed.get().kind() == source.kind()) {
        requireNotOlder(
            source, "the output file was made from one that", installed.get().changeNumber());
      }
    }
  }

  private static void requireNotOlder(Source source, String other, int changeNumber) {
    if (changeNumber > source.changeNumber()) {
      throw new HarmfulUpdateException(
          "%s has change number %d, and %s has %d"
              .formatted(source.file(), source.changeNumber(), other, changeNumber),
          "use the newer one");
    }
  }

  /**
   * Refuses the update if a tag lost or gained too much.
   *
   * @throws HarmfulUpdateException when one did; it names each with its family and numbers
   */
  static void requireHarmless(Collection<Comparison> comparisons) {
    List<String> losses = new ArrayList<>();
    List<String> growths = new ArrayList<>();
    for (Comparison comparison : comparisons) {
      losses.addAll(comparison.losses());
      growths.addAll(comparison.growths());
    }
    if (!losses.isEmpty()) {
      throw new HarmfulUpdateException(
          String.join("; ", losses),
          "wait for the next file; --keep-removed goes on allowing them, --accept-shrink TAG"
              + " lets a tag shrink");
    }
    if (!growths.isEmpty()) {
      throw new HarmfulUpdateException(
          String.join("; ", growths),
          "see in 'acrfw diff' what came; --accept-growth TAG lets a tag grow");
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
    List<String> warnings = new ArrayList<>();
    AddressSpace allowed = now;
    if (keepRemoved) {
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
      allowed = now.union(left);
    }
    List<String> losses = new ArrayList<>();
    List<String> growths = new ArrayList<>();
    Limit ofLoss = limits::loss;
    Limit ofGrowth = limits::growth;
    boolean mayShrink = limits.mayShrink().contains(name);
    for (Family family : families) {
      Optional<String> loss = ofEarlier(name, now.of(family), ofLoss);
      add(loss, mayShrink || keepRemoved ? warnings : losses);
      if (loss.isEmpty() || keepRemoved) {
        add(ofInstalled(name, allowed.of(family), ofLoss), mayShrink ? warnings : losses);
      }
      Optional<String> growth = ofEarlier(name, now.of(family), ofGrowth);
      add(
          growth.isPresent() ? growth : ofInstalled(name, now.of(family), ofGrowth),
          limits.mayGrow().contains(name) ? warnings : growths);
    }
    return new Comparison(allowed, losses, growths, warnings, there.repair());
  }

  private static void add(Optional<String> line, List<String> lines) {
    if (line.isPresent()) {
      lines.add(line.get());
    }
  }

  /** One of the limits. */
  private interface Limit {
    Optional<String> exceeded(TagName name, BigInteger had, PrefixSet now, String when);
  }

  /**
   * Compares with every earlier file, since the newest may be as bad as this one; but for those
   * that what is installed came after: a loss that was accepted is not asked about again.
   */
  private Optional<String> ofEarlier(TagName name, PrefixSet now, Limit limit) {
    for (ServiceTagsFile other : earlier) {
      boolean superseded = installed.filter(i -> i.supersedes(other.source(), name)).isPresent();
      if (other.hasTag(name) && !superseded) {
        Optional<String> exceeded =
            limit.exceeded(
                name,
                addresses(other, name).of(now.family()).addressCount(),
                now,
                "since change number " + other.source().changeNumber());
        if (exceeded.isPresent()) {
          return exceeded;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> ofInstalled(TagName name, PrefixSet allowed, Limit limit) {
    if (installed.isEmpty()) {
      return Optional.empty();
    }
    Map<Family, BigInteger> held = installed.get().held().getOrDefault(name, Map.of());
    return limit.exceeded(
        name,
        held.getOrDefault(allowed.family(), BigInteger.ZERO),
        allowed,
        "that the output file allows, of change number " + installed.get().changeNumber());
  }

  private static AddressSpace addresses(ServiceTagsFile file, TagName name) {
    return file.addresses(file.tag(name)).space();
  }
}
