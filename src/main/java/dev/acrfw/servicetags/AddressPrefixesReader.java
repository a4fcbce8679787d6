package dev.acrfw.servicetags;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.ip.PrefixSetBuilder;
import dev.acrfw.quote.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Parses the prefixes of single tags out of a JSON document that is known to be well-formed. */
final class AddressPrefixesReader {
  private final String file;
  private final byte[] json;
  private final int start;

  /**
   * @param file the file's name, for messages
   * @param json the document
   * @param start where it starts in the array; {@link ServiceTag#prefixesOffset} counts from here
   */
  AddressPrefixesReader(String file, byte[] json, int start) {
    this.file = file;
    this.json = json;
    this.start = start;
  }

  /** The prefixes of one tag, before they become a set. */
  static final class AddressPrefixes {
    private final PrefixSetBuilder ipv4 = new PrefixSetBuilder(Family.IPV4);
    private final PrefixSetBuilder ipv6 = new PrefixSetBuilder(Family.IPV6);
    private int ipv4Count;
    private int ipv6Count;

    private void add(Prefix prefix) {
      if (prefix.family() == Family.IPV4) {
        ipv4.add(prefix);
        ipv4Count++;
      } else {
        ipv6.add(prefix);
        ipv6Count++;
      }
    }

    AddressSpace toSpace() {
      return new AddressSpace(ipv4.build(), ipv6.build());
    }

    PrefixCounts counts() {
      return new PrefixCounts(ipv4Count, ipv6Count);
    }
  }

  AddressPrefixes read(ServiceTag tag, List<String> repairs) {
    int offset = start + tag.prefixesOffset();
    AddressPrefixes prefixes = new AddressPrefixes();
    Prefix repaired = null;
    String repairedText = null;
    int repairedCount = 0;
    try (JsonParser parser =
        ServiceTagsReader.JSON.createParser(json, offset, json.length - offset)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String text = parser.getText();
        Prefix prefix = parse(tag, text);
        if (prefix.hostBitsSet()) {
          repairedCount++;
          if (repaired == null) {
            repaired = prefix;
            repairedText = text;
          }
        }
        prefixes.add(prefix);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    if (repaired != null) {
      repairs.add(
          "%d prefix(es) of %s had host bits set; the first, %s, was read as %s"
              .formatted(
                  repairedCount, Printable.of(tag.name()), Printable.of(repairedText), repaired));
    }
    return prefixes;
  }

  private Prefix parse(ServiceTag tag, String text) {
    try {
      Prefix prefix = PrefixParser.parse(text);
      if (prefix.length() == 0) {
        throw new InvalidPrefixException("it is the whole address family");
      }
      return prefix;
    } catch (InvalidPrefixException e) {
      throw new InvalidServiceTagsException(
          file
              + ": tag "
              + Printable.of(tag.name())
              + ": bad address prefix "
              + Printable.of(text)
              + ": "
              + e.getMessage()
              + ServiceTagsReader.DOWNLOAD_HINT);
    }
  }
}
