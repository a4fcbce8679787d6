package dev.acrfw.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Acrfw;
import dev.acrfw.ip.Prefix;
import dev.acrfw.ip.PrefixParser;
import dev.acrfw.servicetags.ServiceTagsReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The index against a loop over every prefix of the file, which shares no code with it. */
class TagIndexTest {
  private static final int ADDRESSES = 400;

  static Stream<String> files() {
    return Acrfw.hasPublishedFiles()
        ? Stream.of(
            Acrfw.SAMPLE,
            Acrfw.published("ServiceTags_Public_20251109.json"),
            Acrfw.published("ServiceTags_China_20251101.json"))
        : Stream.of(Acrfw.SAMPLE);
  }

  private record Listed(String tag, int bytes, BigInteger first, BigInteger last) {
    static Listed of(String tag, String prefix) throws Exception {
      String[] parts = prefix.split("/");
      byte[] address = InetAddress.getByName(parts[0]).getAddress();
      int bits = address.length * 8;
      int length = parts.length > 1 ? Integer.parseInt(parts[1]) : bits;
      BigInteger size = BigInteger.ONE.shiftLeft(bits - length);
      BigInteger first = new BigInteger(1, address).divide(size).multiply(size);
      return new Listed(tag, address.length, first, first.add(size).subtract(BigInteger.ONE));
    }

    boolean holds(int length, BigInteger address) {
      return bytes == length && first.compareTo(address) <= 0 && last.compareTo(address) >= 0;
    }
  }

  private static List<Listed> listed(String file) throws Exception {
    List<Listed> all = new ArrayList<>();
    for (JsonNode tag : new ObjectMapper().readTree(Path.of(file).toFile()).get("values")) {
      for (JsonNode prefix : tag.get("properties").get("addressPrefixes")) {
        all.add(Listed.of(tag.get("name").asText(), prefix.asText()));
      }
    }
    return all;
  }

  private static String text(int bytes, BigInteger address) throws Exception {
    byte[] raw = address.toByteArray();
    byte[] wanted = new byte[bytes];
    int kept = Math.min(bytes, raw.length);
    System.arraycopy(raw, raw.length - kept, wanted, bytes - kept, kept);
    return InetAddress.getByAddress(wanted).getHostAddress();
  }

  /** Addresses at the edges of prefixes, just outside them, and anywhere. */
  @ParameterizedTest
  @MethodSource("files")
  void anAddressIsInTheTagsWhosePrefixesHoldIt(String file) throws Exception {
    List<Listed> listed = listed(file);
    TagIndex index = new TagIndex(ServiceTagsReader.read(Path.of(file)));
    Random random = new Random(15);
    int found = 0;
    for (int i = 0; i < ADDRESSES; i++) {
      Listed near = listed.get(random.nextInt(listed.size()));
      BigInteger address =
          switch (i % 5) {
            case 0 -> near.first;
            case 1 -> near.last;
            case 2 -> near.first.subtract(BigInteger.ONE);
            case 3 -> near.last.add(BigInteger.ONE);
            default -> new BigInteger(near.bytes * 8, random);
          };
      Prefix prefix = PrefixParser.parse(text(near.bytes, address));
      TreeSet<String> expected = new TreeSet<>();
      for (Listed each : listed) {
        if (each.holds(near.bytes, address)) {
          expected.add(each.tag);
        }
      }
      TreeSet<String> actual = new TreeSet<>();
      index.holding(prefix).forEach(tag -> actual.add(tag.name().toString()));
      assertThat(actual).as(prefix.toString()).isEqualTo(expected);
      found += expected.size();
      BigInteger opened = BigInteger.ZERO;
      for (Holding holding : index.holdings(prefix)) {
        BigInteger opens = holding.opens().of(prefix.family()).addressCount();
        assertThat(opens).isGreaterThanOrEqualTo(opened);
        assertThat(holding.prefix().orElseThrow().toSet().contains(prefix.toSet())).isTrue();
        opened = opens;
      }
    }
    assertThat(found).isGreaterThan(ADDRESSES / 2);
  }

  /** The parts that tags hold of a network are the sums over its addresses. */
  @ParameterizedTest
  @MethodSource("files")
  void ofANetworkEachTagHoldsAsManyAddressesAsAreInIt(String file) throws Exception {
    List<Listed> listed = listed(file).stream().filter(each -> each.bytes == 4).toList();
    TagIndex index = new TagIndex(ServiceTagsReader.read(Path.of(file)));
    Random random = new Random(16);
    for (int i = 0; i < 10; i++) {
      BigInteger first = listed.get(random.nextInt(listed.size())).first.shiftRight(6).shiftLeft(6);
      Prefix network = PrefixParser.parse(text(4, first) + "/26");
      TreeMap<String, Integer> held = new TreeMap<>();
      for (int offset = 0; offset < 64; offset++) {
        BigInteger address = first.add(BigInteger.valueOf(offset));
        TreeSet<String> tags = new TreeSet<>();
        listed.stream().filter(each -> each.holds(4, address)).forEach(l -> tags.add(l.tag));
        tags.forEach(tag -> held.merge(tag, 1, Integer::sum));
      }
      List<String> expected = new ArrayList<>();
      held.forEach((tag, count) -> expected.add(tag + " " + count));
      assertThat(
              index.holdings(network).stream()
                  .map(h -> h.tag().name() + " " + h.held().addressCount()))
          .as(network.toString())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
