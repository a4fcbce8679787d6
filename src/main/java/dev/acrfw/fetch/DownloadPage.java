package dev.acrfw.fetch;

import dev.acrfw.failure.UnavailableException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.text.Printable;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of Microsoft's download centre. Its layout changes often, so nothing is asked of it but
 * that a link to the dated file is somewhere in its text: in an attribute, in a script, or in JSON.
 */
public final class DownloadPage {
  private static final int LONGEST_LINK = 2000;
  private static final String NOT_IN_LINKS = "\"'=<>()\\";
  private static final Pattern END = Pattern.compile("(\\d{8})\\.json(?:\\.gz)?");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "&#(?<decimal>[0-9]{1,6});|&#[xX](?<hex>[0-9a-fA-F]{1,6});|&amp;"
              + "|\\\\u(?<json>[0-9a-fA-F]{4})|\\\\/");

  private final URI address;
  private final String text;

  /**
   * @param address where the page was found
   * @param text its source
   */
  public DownloadPage(URI address, String text) {
    this.address = address;
    this.text = text;
  }

  /** Returns the page of a cloud, by its id in the download centre; nothing where none is known. */
  public static Optional<URI> of(Cloud cloud) {
    return cloud.downloadPage().isEmpty()
        ? Optional.empty()
        : Optional.of(
            URI.create(
                "https://www.microsoft.com/en-us/download/details.aspx?id="
                    + cloud.downloadPage().getAsInt()));
  }

  /**
   * Returns the page of a cloud.
   *
   * @throws UsageException when none is known
   */
  static URI require(Cloud cloud) {
    return of(cloud)
        .orElseThrow(
            () ->
                new UsageException(
                    "no download page of the cloud %s is known".formatted(cloud.optionName()),
                    "name one with --page, or a mirror of the file with --url"));
  }

  /**
   * Returns the link to the newest file of a cloud, by the date in its name, on a host that may be
   * asked. The time that this takes grows with the length of the page and no faster.
   *
   * @throws UnavailableException when the page has none
   */
  public URI link(Cloud cloud, AllowedHosts allowed) {
    String plain = decoded(text);
    String name = "/ServiceTags_" + cloud.fileName() + "_";
    Map<String, URI> byDate = new TreeMap<>();
    String refused = "";
    for (int at = plain.indexOf(name); at >= 0; at = plain.indexOf(name, at + 1)) {
      Matcher end = END.matcher(plain).region(at + name.length(), plain.length());
      if (end.lookingAt()) {
        String link = plain.substring(startOfLink(plain, at), end.end());
        Optional<URI> resolved = resolve(link);
        if (resolved.isPresent() && allowed.allow(resolved.get())) {
          byDate.putIfAbsent(end.group(1), resolved.get());
        } else {
          refused = link;
        }
      }
    }
    if (byDate.isEmpty()) {
      throw new UnavailableException(
          refused.isEmpty()
              ? "no link to %s<date>.json on the page %s"
                  .formatted(name.substring(1), Printable.of(address.toString()))
              : "the page %s links to %s, which is not followed: only %s may be asked"
                  .formatted(Printable.of(address.toString()), Printable.of(refused), allowed),
          "its layout may have changed: open it in a browser, download the file, and name it"
              + " with --service-tags");
    }
    return byDate.values().toArray(URI[]::new)[byDate.size() - 1];
  }

  /** Goes back from the file's name over what an address is made of. */
  private static int startOfLink(String plain, int name) {
    int start = name;
    while (start > 0
        && name - start < LONGEST_LINK
        && NOT_IN_LINKS.indexOf(plain.charAt(start - 1)) < 0
        && plain.charAt(start - 1) > ' ') {
      start--;
    }
    return start;
  }

  private Optional<URI> resolve(String link) {
    try {
      return Optional.of(address.resolve(link));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Decodes what HTML and JSON write in place of a character of an address. */
  private static String decoded(String text) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder decoded = new StringBuilder(text.length());
    while (reference.find()) {
      reference.appendReplacement(decoded, Matcher.quoteReplacement(character(reference)));
    }
    return reference.appendTail(decoded).toString();
  }

  private static String character(Matcher reference) {
    String decimal = reference.group("decimal");
    if (decimal != null) {
      return ascii(Integer.parseInt(decimal));
    }
    String hex = reference.group("hex") == null ? reference.group("json") : reference.group("hex");
    if (hex != null) {
      return ascii(Integer.parseInt(hex, 16));
    }
    return reference.group().equals("&amp;") ? "&" : "/";
  }

  /** Nothing else is in an address, and a blank ends it. */
  private static String ascii(int code) {
    return code > ' ' && code <= '~' ? String.valueOf((char) code) : " ";
  }
}
