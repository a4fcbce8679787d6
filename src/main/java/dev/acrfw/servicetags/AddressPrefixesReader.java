package dev.acrfw.servicetags;

import com.fasterxml.jackson.core.JsonParser;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.ip.AddressSpace;
import dev.acrfw.ip.Family;
import dev.acrfw.ip.GlobalUnicast;
import dev.acrfw.ip.InvalidPrefixException;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.ip.PrefixSetBuilder;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the prefixes of single tags out of a JSON document that is known to be well-formed. */
final class AddressPrefixesReader {
  /**
   * No prefix of the files of three clouds and a year is shorter than /14 and /39. These are what
   * no cloud's service has: the largest blocks that registries have given to Microsoft.
   */
  private static final int SHORTEST_IPV4 = 10;

  private static final int SHORTEST_IPV6 = 24;

  private final String file;
  private final byte[] json;
  private final boolean sample;

  /**
   * @param file the file's name, for messages
   * @param json the document
   * @param sample whether the file says that its addresses are those of documentation
   */
  AddressPrefixesReader(String file, byte[] json, boolean sample) {
    this.file = file;
    this.json = json;
    this.sample = sample;
  }

  /** The prefixes of one tag, before they become a set. */
  private static final class AddressPrefixes {
    private final AddressSpace.Builder space = new AddressSpace.Builder();
    private final PrefixSetBuilder ipv4 = space.of(Family.IPV4);
    private final PrefixSetBuilder ipv6 = space.of(Family.IPV6);
    private int ipv4Count;
    private int ipv6Count;

    private void add(PrefixParser parser) {
      if (parser.family() == Family.IPV4) {
        parser.addTo(ipv4);
        ipv4Count++;
      } else {
        parser.addTo(ipv6);
        ipv6Count++;
      }
    }

    TagAddresses build(Optional<String> repair) {
      return new TagAddresses(space.build(), new PrefixCounts(ipv4Count, ipv6Count), repair);
    }
  }

  TagAddresses read(ServiceTag tag) {
    AddressPrefixes prefixes = new AddressPrefixes();
    PrefixParser parser = new PrefixParser();
    String repair = "";
    int repaired = 0;
    int at = next(tag.prefixesOffset() + 1);
    while (json[at] != ']') {
      int end = endOfString(at);
      parse(tag, parser, at, end);
      if (parser.hostBitsSet()) {
        repaired++;
        if (repaired == 1) {
          repair = Printable.of(text(at, end)) + ", was read as " + parser.prefix();
        }
      }
      prefixes.add(parser);
      at = next(end + 1);
    }
    Optional<String> said = Optional.empty();
    if (repaired > 0) {
      said =
          Optional.of(
              "%d prefix(es) of %s had host bits set; the first, %s"
                  .formatted(repaired, Printable.of(tag.name().toString()), repair));
    }
    TagAddresses read = prefixes.build(said);
    if (!GlobalUnicast.contains(read.space(), sample)) {
      throw notGlobalUnicast(tag);
    }
    return read;
  }

  /** Returns the prefixes of a tag as the file lists them. */
  List<Prefix> list(ServiceTag tag) {
    List<Prefix> prefixes = new ArrayList<>();
    PrefixParser parser = new PrefixParser();
    int at = next(tag.prefixesOffset() + 1);
    while (json[at] != ']') {
      int end = endOfString(at);
      parse(tag, parser, at, end);
      prefixes.add(parser.prefix());
      at = next(end + 1);
    }
    return prefixes;
  }

  /** Looks for the first prefix that is to blame. */
  private InvalidInputException notGlobalUnicast(ServiceTag tag) {
    PrefixParser parser = new PrefixParser();
    int at = next(tag.prefixesOffset() + 1);
    while (json[at] != ']') {
      int end = endOfString(at);
      parse(tag, parser, at, end);
      Optional<String> why = GlobalUnicast.whyNot(parser.prefix(), sample);
      if (why.isPresent()) {
        return bad(
            tag, at, end, why.get(), "do not apply this file: no service has such addresses");
      }
      at = next(end + 1);
    }
    throw new IllegalStateException("no prefix is to blame");
  }

  /** Returns where the next string starts, or the array ends. */
  private int next(int at) {
    int next = at;
    while (json[next] != '"' && json[next] != ']') {
      next++;
    }
    return next;
  }

  /** Returns where the string ends that starts with the quote at a position: at its other quote. */
  private int endOfString(int at) {
    int end = at + 1;
    while (json[end] != '"') {
      end += json[end] == '\\' ? 2 : 1;
    }
    return end;
  }

  private void parse(ServiceTag tag, PrefixParser parser, int at, int end) {
    try {
      try {
        parser.read(json, at + 1, end);
      } catch (InvalidPrefixException e) {
        // Written with escapes it may be a prefix all the same.
        byte[] text = text(at, end).getBytes(StandardCharsets.UTF_8);
        parser.read(text, 0, text.length);
      }
      if (parser.length() == 0) {
        throw new InvalidPrefixException("it is the whole address family");
      }
      int shortest = parser.family() == Family.IPV4 ? SHORTEST_IPV4 : SHORTEST_IPV6;
      if (parser.length() < shortest) {
        throw new InvalidPrefixException("a prefix of a service is not shorter than /" + shortest);
      }
    } catch (InvalidPrefixException e) {
      throw bad(tag, at, end, String.valueOf(e.getMessage()), ServiceTagsReader.DOWNLOAD_AGAIN);
    }
  }

  private InvalidInputException bad(ServiceTag tag, int at, int end, String why, String hint) {
    return new InvalidInputException(
        file
            + ": tag "
            + Printable.of(tag.name().toString())
            + ": bad address prefix "
            + Printable.of(text(at, end))
            + ": "
            + why,
        hint);
  }

  private String text(int at, int end) {
    try (JsonParser string = JsonMembers.JSON.createParser(json, at, end + 1 - at)) {
      return string.nextTextValue();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
