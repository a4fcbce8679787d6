package dev.acrfw.servicetags;

import dev.acrfw.ip.AddressSpace;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A service tags file that was read: every tag is known, prefixes are parsed when they are asked
 * for.
 */
public final class ServiceTagsFile {
  private static final int LONGEST_NAME = 60;

  private final Source source;
  private final List<ServiceTag> tags;
  private final AddressPrefixesReader prefixesReader;
  private final Map<String, ServiceTag> byName = new HashMap<>();
  private final Map<String, AddressSpace> parsed = new HashMap<>();
  private final List<String> repairs = new ArrayList<>();

  ServiceTagsFile(Source source, List<ServiceTag> tags, AddressPrefixesReader prefixesReader) {
    this.source = source;
    this.tags = tags;
    this.prefixesReader = prefixesReader;
    for (ServiceTag tag : tags) {
      ServiceTag twin = byName.put(tag.name().toLowerCase(Locale.ROOT), tag);
      if (twin != null) {
        throw new InvalidServiceTagsException(
            source.file()
                + ": the tag "
                + Printable.of(tag.name())
                + " stands in the file twice"
                + ServiceTagsReader.DOWNLOAD_HINT);
      }
    }
  }

  /** Returns where this file comes from. */
  public Source source() {
    return source;
  }

  /** Returns all tags in the order of the file. */
  public List<ServiceTag> tags() {
    return tags;
  }

  /** Returns whether the file has a tag of this name, in any case. */
  public boolean hasTag(String name) {
    return byName.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /**
   * Finds a tag by its name, in any case.
   *
   * @throws UnknownNameException when there is none; it names the nearest
   * @throws InvalidServiceTagsException when the file writes it with characters no tag has
   */
  public ServiceTag tag(String name) {
    ServiceTag tag = byName.get(name.toLowerCase(Locale.ROOT));
    if (tag == null) {
      List<String> names = tags.stream().map(ServiceTag::name).toList();
      throw unknown("no service tag " + Printable.of(name), name, names, "");
    }
    if (!isSafe(tag.name())) {
      throw new InvalidServiceTagsException(
          source.file()
              + ": the tag name "
              + Printable.of(tag.name())
              + " has characters that no published tag has"
              + ServiceTagsReader.DOWNLOAD_HINT);
    }
    return tag;
  }

  /**
   * Finds a region of a service by any spelling: the ARM name ({@code germanywestcentral}), the
   * display name ({@code Germany West Central}), the tag's ({@code GermanyWestCentral}) or the
   * file's internal one ({@code germanywc}), in any case.
   *
   * <p>The internal spelling counts only where no tag's suffix is meant, because staging tags carry
   * the internal region of another one.
   *
   * @param service the tag without a region, for example {@code AzureContainerRegistry}
   * @param spelling what the user wrote
   * @return the suffix of the service's tag, for example {@code GermanyWestCentral}
   * @throws UnknownNameException when no region is called so; it names the nearest
   */
  public String regionOf(String service, String spelling) {
    String wanted = foldRegion(spelling);
    Map<String, String> suffixes = new LinkedHashMap<>();
    List<String> internal = new ArrayList<>();
    for (ServiceTag tag : regionalTags(service)) {
      String suffix = tag.name().substring(service.length() + 1);
      if (suffixes.put(foldRegion(suffix), suffix) != null) {
        throw new InvalidServiceTagsException(
            source.file()
                + ": two tags of "
                + service
                + " are of the same region, "
                + Printable.of(suffix)
                + ServiceTagsReader.DOWNLOAD_HINT);
      }
      if (tag.region().equalsIgnoreCase(wanted)) {
        internal.add(suffix);
      }
    }
    String suffix = suffixes.get(wanted);
    if (suffix != null) {
      return suffix;
    }
    if (internal.size() == 1) {
      return internal.get(0);
    }
    throw unknown(
        "no region " + Printable.of(spelling) + " of " + service,
        wanted,
        suffixes.values(),
        "; 'acrfw tags " + service + "' lists the regions");
  }

  /** Returns the tags {@code <service>.<Region>} of a service, in the order of the file. */
  public List<ServiceTag> regionalTags(String service) {
    String start = service + ".";
    List<ServiceTag> regional = new ArrayList<>();
    for (ServiceTag tag : tags) {
      if (tag.name().regionMatches(true, 0, start, 0, start.length()) && !tag.region().isEmpty()) {
        regional.add(tag);
      }
    }
    return regional;
  }

  /**
   * Returns the addresses of a tag.
   *
   * @throws InvalidServiceTagsException when a prefix of the tag is not a proper one
   */
  public AddressSpace addresses(ServiceTag tag) {
    AddressSpace addresses = parsed.get(tag.name());
    if (addresses == null) {
      addresses = prefixesReader.read(tag, repairs).toSpace();
      parsed.put(tag.name(), addresses);
    }
    return addresses;
  }

  /**
   * Returns how many prefixes the file lists for a tag, by family.
   *
   * @throws InvalidServiceTagsException when a prefix of the tag is not a proper one
   */
  public PrefixCounts prefixCounts(ServiceTag tag) {
    return prefixesReader.read(tag, repairs).counts();
  }

  /** Returns what was repaired in the tags whose addresses were asked for so far, a line each. */
  public List<String> repairs() {
    return repairs;
  }

  /**
   * Names go into rule names and comments of every format, and end some of them: letters, digits,
   * and between them dots, underscores and hyphens.
   */
  private static boolean isSafe(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
      boolean between = i > 0 && i < name.length() - 1;
      if (!alphanumeric && !(between && (c == '.' || c == '_' || c == '-'))) {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  private UnknownNameException unknown(
      String what, String wanted, Collection<String> names, String advice) {
    List<String> nearest = NearestNames.of(wanted, names);
    String near = nearest.isEmpty() ? "nothing is spelt like it" : "nearest: " + join(nearest);
    return new UnknownNameException(what + " in " + source.file() + "\n" + near + advice);
  }

  private static String join(List<String> names) {
    return String.join(", ", names.stream().map(Printable::of).toList());
  }

  private static String foldRegion(String spelling) {
    StringBuilder folded = new StringBuilder();
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c != ' ' && c != '-' && c != '_') {
        folded.append(c);
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }
}
