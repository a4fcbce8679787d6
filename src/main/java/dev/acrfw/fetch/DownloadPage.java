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
   * Returns the link to the newest file of a cloud, by the date in its name.
   *
   * @throws UnavailableException when the page has none
   */
  public URI link(Cloud cloud) {
    String plain = text.replace("\\u002F", "/").replace("\\u002f", "/").replace("\\/", "/");
    Matcher link =
        Pattern.compile(
                "[^\\s\"'=<>()\\\\]*/ServiceTags_"
                    + cloud.fileName()
                    + "_(\\d{8})\\.json(?:\\.gz)?")
            .matcher(plain.replace("&amp;", "&"));
    Map<String, String> byDate = new TreeMap<>();
    while (link.find()) {
      byDate.putIfAbsent(link.group(1), link.group());
    }
    if (byDate.isEmpty()) {
      throw new UnavailableException(
          "no link to ServiceTags_%s_<date>.json on the page %s"
              .formatted(cloud.fileName(), Printable.of(address.toString())),
          "its layout may have changed: open it in a browser, download the file, and name it"
              + " with --service-tags");
    }
    String newest = byDate.values().toArray(String[]::new)[byDate.size() - 1];
    try {
      return address.resolve(newest);
    } catch (IllegalArgumentException e) {
      throw new UnavailableException(
          "the page %s links to something that is not an address: %s"
              .formatted(Printable.of(address.toString()), Printable.of(newest)));
    }
  }
}
