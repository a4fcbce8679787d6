package dev.acrfw.servicetags;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.text.NearestNames;
import dev.acrfw.text.Printable;
import java.util.ArrayList;
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
  private final Source source;
  private final List<ServiceTag> tags;
  private final AddressPrefixesReader prefixesReader;
  private final Map<TagName, ServiceTag> byName = new HashMap<>();
  private final Map<TagName, TagAddresses> parsed = new HashMap<>();

  ServiceTagsFile(Source source, List<ServiceTag> tags, AddressPrefixesReader prefixesReader) {
    this.source = source;
    this.tags = tags;
    this.prefixesReader = prefixesReader;
    for (ServiceTag tag : tags) {
      ServiceTag twin = byName.put(tag.name(), tag);
      if (twin != null) {
        throw damaged("the tag " + Printable.of(tag.name().toString()) + " appears twice");
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

  /** Returns whether the file has a tag of this name. */
  public boolean hasTag(TagName name) {
    return byName.containsKey(name);
  }

  /**
   * Finds a tag by its name.
   *
   * @throws UnknownOrEmptyException when there is none; it names the nearest
   * @throws InvalidInputException when the file writes it with characters no tag has
   */
  public ServiceTag tag(TagName name) {
    ServiceTag tag = byName.get(name);
    if (tag == null) {
      List<String> names = new ArrayList<>();
      for (ServiceTag each : tags) {
        names.add(each.name().toString());
      }
      String text = name.toString();
      throw unknown("no service tag " + Printable.of(text), NearestNames.of(text, names), "");
    }
    if (!tag.name().isLegal()) {
      throw damaged(
          "the tag name "
              + Printable.of(tag.name().toString())
              + " has characters that no published tag has");
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
   * @throws UnknownOrEmptyException when there is none of that name; it names the nearest
   */
  public String regionOf(TagName service, String spelling) {
    String wanted = foldRegion(spelling);
    Map<String, String> suffixes = new LinkedHashMap<>();
    List<String> internal = new ArrayList<>();
    for (ServiceTag tag : regionalTags(service)) {
      String suffix = tag.name().regionOf(service).orElseThrow();
      if (suffixes.put(foldRegion(suffix), suffix) != null) {
        throw damaged(
            "two tags of " + service + " are of the same region, " + Printable.of(suffix));
      }
      if (!wanted.isEmpty() && tag.region().equalsIgnoreCase(wanted)) {
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
        NearestNames.ofRegions(wanted, suffixes.values()),
        ofAnotherCloud(wanted) + ofItsDay() + "; 'acrfw tags " + service + "' lists the regions");
  }

  /** Regions of Government and China have names that tell. */
  private String ofAnotherCloud(String region) {
    Cloud cloud =
        region.matches("us(gov|dod|sec|nat).*")
            ? Cloud.GOVERNMENT
            : region.startsWith("china") ? Cloud.CHINA : source.cloud();
    return cloud.equals(source.cloud()) ? "" : "; it is of the cloud " + cloud.optionName();
  }

  private String ofItsDay() {
    return PublishedName.dayOf(source.file())
        .map(day -> "; the file is of " + day + ", and a newer region needs a newer one")
        .orElse("");
  }

  /** Returns the tags {@code <service>.<Region>} of a service, in the order of the file. */
  public List<ServiceTag> regionalTags(TagName service) {
    List<ServiceTag> regional = new ArrayList<>();
    for (ServiceTag tag : tags) {
      if (tag.name().regionOf(service).isPresent()) {
        regional.add(tag);
      }
    }
    return regional;
  }

  /**
   * Returns the addresses of a tag.
   *
   * @throws InvalidInputException when a prefix of the tag is not a proper one
   */
  public TagAddresses addresses(ServiceTag tag) {
    TagAddresses addresses = parsed.get(tag.name());
    if (addresses == null) {
      addresses = prefixesReader.read(tag);
      parsed.put(tag.name(), addresses);
    }
    return addresses;
  }

  /**
   * Returns the prefixes of a tag as the file lists them, in its order; host bits are cleared.
   *
   * @throws InvalidInputException when one of them is not a proper one
   */
  public List<Prefix> prefixes(ServiceTag tag) {
    return prefixesReader.list(tag);
  }

  private InvalidInputException damaged(String problem) {
    return new InvalidInputException(
        source.file() + ": " + problem, ServiceTagsReader.DOWNLOAD_AGAIN);
  }

  private UnknownOrEmptyException unknown(String what, List<String> nearest, String advice) {
    List<String> printable = new ArrayList<>();
    for (String name : nearest) {
      printable.add(Printable.of(name));
    }
    String near =
        nearest.isEmpty() ? "nothing is spelt like it" : "nearest: " + String.join(", ", printable);
    return new UnknownOrEmptyException(what + " in " + source.file(), near + advice);
  }

  /** az account list-locations writes the geography before it: {@code (Europe) West Europe}. */
  private static String foldRegion(String spelling) {
    StringBuilder folded = new StringBuilder();
    int end = spelling.startsWith("(") ? spelling.indexOf(')') : -1;
    for (int i = end + 1; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c != ' ' && c != '-' && c != '_') {
        folded.append(c);
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }
}
