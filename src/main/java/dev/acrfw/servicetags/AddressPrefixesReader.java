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
    Elements elements = new Elements(tag);
    String repair = "";
    int repaired = 0;
    while (elements.next()) {
      if (elements.parser.hostBitsSet()) {
        repaired++;
        if (repaired == 1) {
          repair = elements.shown() + ", was read as " + elements.parser.prefix();
        }
      }
      prefixes.add(elements.parser);
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
    Elements elements = new Elements(tag);
    while (elements.next()) {
      prefixes.add(elements.parser.prefix());
    }
    return prefixes;
  }

  /** Looks for the first prefix that is to blame. */
  private InvalidInputException notGlobalUnicast(ServiceTag tag) {
    Elements elements = new Elements(tag);
    while (elements.next()) {
      Optional<String> why = GlobalUnicast.whyNot(elements.parser.prefix(), sample);
      if (why.isPresent()) {
        return elements.bad(why.get(), "do not apply this file: no service has such addresses");
      }
    }
    throw new IllegalStateException("no prefix is to blame");
  }

  /** The prefixes of a tag, one after the other. */
  private final class Elements {
    private final ServiceTag tag;
    private final PrefixParser parser = new PrefixParser();
    private int start;
    private int end;

    Elements(ServiceTag tag) {
      this.tag = tag;
      end = tag.prefixesOffset();
    }

    /** Reads the next one into the parser and returns true, or returns false at the end. */
    boolean next() {
      start = end + 1;
      while (json[start] != '"' && json[start] != ']') {
        start++;
      }
      if (json[start] == ']') {
        return false;
      }
      try {
        end = parser.readQuotedIpv4(json, start + 1);
        if (end < 0) {
          readUnusual();
        }
        requireLength();
      } catch (InvalidPrefixException e) {
        throw bad(String.valueOf(e.getMessage()), ServiceTagsReader.DOWNLOAD_AGAIN);
      }
      return true;
    }

    private void readUnusual() throws InvalidPrefixException {
      end = start + 1;
      while (json[end] != '"') {
        end += json[end] == '\\' ? 2 : 1;
      }
      try {
        parser.read(json, start + 1, end);
      } catch (InvalidPrefixException e) {
        // Written with escapes it may be a prefix all the same.
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        parser.read(text, 0, text.length);
      }
    }

    private void requireLength() throws InvalidPrefixException {
      if (parser.length() == 0) {
        throw new InvalidPrefixException("it is the whole address family");
      }
      int shortest = parser.family() == Family.IPV4 ? SHORTEST_IPV4 : SHORTEST_IPV6;
      if (parser.length() < shortest) {
        throw new InvalidPrefixException("a prefix of a service is not shorter than /" + shortest);
      }
    }

    InvalidInputException bad(String why, String hint) {
      String of = file + ": tag " + Printable.of(tag.name().toString());
      return new InvalidInputException(of + ": bad address prefix " + shown() + ": " + why, hint);
    }

    String shown() {
      return Printable.of(text());
    }

    private String text() {
      try (JsonParser string = JsonMembers.JSON.createParser(json, start, end + 1 - start)) {
        return string.nextTextValue();
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
