package dev.acrfw.servicetags;

import java.util.Locale;
import java.util.Optional;

/**
 * The name of a service tag: a service, or a service with a region after a dot, for example {@code
 * Storage.WestEurope}. Names that differ in case only are equal. Not every dot is one before a
 * region ({@code AzureFrontDoor.FirstParty}), so it takes a service to know the region.
 */
public final class TagName {
  private static final int LONGEST = 60;

  private final String text;
  private final String folded;

  private TagName(String text) {
    this.text = text;
    this.folded = text.toLowerCase(Locale.ROOT);
  }

  /** Returns the name that a text is, as the user or the file spells it. */
  public static TagName of(String text) {
    return new TagName(text);
  }

  /** Returns the name of this service's tag of a region. */
  public TagName in(String region) {
    return new TagName(text + "." + region);
  }

  /** Returns whether this is a service's global tag or one of its regional ones. */
  public boolean isOf(TagName service) {
    return equals(service) || isRegionalOf(service);
  }

  private boolean isRegionalOf(TagName service) {
    return folded.length() > service.folded.length() + 1
        && folded.startsWith(service.folded)
        && folded.charAt(service.folded.length()) == '.';
  }

  /** Returns the region of one of a service's regional tags, as this name spells it. */
  public Optional<String> regionOf(TagName service) {
    return isRegionalOf(service)
        ? Optional.of(text.substring(service.text.length() + 1))
        : Optional.empty();
  }

  /** Returns the name before the last dot; nothing without a dot. */
  public Optional<TagName> beforeLastDot() {
    int dot = text.lastIndexOf('.');
    return dot > 0 ? Optional.of(new TagName(text.substring(0, dot))) : Optional.empty();
  }

  /**
   * Returns whether the name can be a published tag's. Names go into rule names and comments of
   * every format, and end some of them: letters, digits, and between them dots, underscores and
   * hyphens.
   */
  public boolean isLegal() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean between = i > 0 && i < text.length() - 1;
      if (!alphanumeric && !(between && (c == '.' || c == '_' || c == '-'))) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  /** Returns the name in lower case. */
  public String folded() {
    return folded;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TagName name && name.folded.equals(folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  /** Returns the name as it was spelt. */
  @Override
  public String toString() {
    return text;
  }
}
