package dev.acrfw.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Oracle;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrefixSetTest {
  /** A universe of 1,024 addresses, small enough to hold as bits. */
  private static final int BITS = 10;

  private static final int SIZE = 1 << BITS;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10.0.0.0/25 10.0.0.128/25                 | 10.0.0.0/24",
        "10.0.0.0/24 10.0.0.0/24                   | 10.0.0.0/24",
        "10.0.0.0/24 10.0.0.64/26                  | 10.0.0.0/24",
        "10.0.0.128/25 10.0.1.0/25                 | 10.0.0.128/25 10.0.1.0/25",
        "10.0.0.1/32 10.0.0.2/31 10.0.0.4/30       | 10.0.0.1/32 10.0.0.2/31 10.0.0.4/30",
        "255.255.255.255/32 0.0.0.0/32             | 0.0.0.0/32 255.255.255.255/32",
        "0.0.0.0/1 128.0.0.0/1                     | 0.0.0.0/0",
        "2001:db8::/65 2001:db8:0:0:8000::/65      | 2001:db8::/64",
        "2001:db8::ffff:ffff:ffff:ffff/128 2001:db8:0:1::/64"
            + " | 2001:db8::ffff:ffff:ffff:ffff/128 2001:db8:0:1::/64",
        "::/1 8000::/1                             | ::/0",
      })
  void theFewestCidrsCoverTheUnion(String prefixes, String expected) throws Exception {
    assertThat(setOf(prefixes.split(" +")).cidrs()).containsExactly(expected.split(" +"));
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void unionDifferenceAndContainsAgreeWithABruteForceModel(Family family) throws Exception {
    Random random = new Random(376);
    for (int round = 0; round < 2000; round++) {
      BitSet modelA = new BitSet(SIZE);
      BitSet modelB = new BitSet(SIZE);
      PrefixSet a = randomSet(random, family, modelA);
      PrefixSet b = randomSet(random, family, modelB);
      check(family, a, modelA);
      BitSet both = (BitSet) modelA.clone();
      both.or(modelB);
      check(family, a.union(b), both);
      BitSet left = (BitSet) modelA.clone();
      left.andNot(modelB);
      check(family, a.difference(b), left);
      assertThat(b.contains(a)).isEqualTo(left.isEmpty());
      assertThat(a.union(b)).isEqualTo(b.union(a));
      assertThat(a.difference(b).union(b)).isEqualTo(a.union(b));
    }
  }

  @Test
  void aHundredThousandPrefixesInAnyOrderAgreeWithTheOracle() throws Exception {
    Random random = new Random(289);
    List<String> prefixes = new ArrayList<>();
    PrefixSetBuilder builder = new PrefixSetBuilder(Family.IPV4);
    for (int i = 0; i < 100_000; i++) {
      int length = 8 + random.nextInt(25);
      long address = random.nextInt() & 0xffffffffL;
      String text =
          (address >>> 24)
              + "."
              + (address >> 16 & 255)
              + "."
              + (address >> 8 & 255)
              + "."
              + (address & 255)
              + "/"
              + Math.max(length, 14);
      prefixes.add(text);
      builder.add(PrefixParser.parse(text));
    }
    PrefixSet set = builder.build();
    assertThat(Oracle.space(set.cidrs())).isEqualTo(Oracle.space(prefixes));
  }

  @Test
  void theWholeFamilyIsCountedAndSubtracted() throws Exception {
    assertThat(setOf("::/0").addressCount()).isEqualTo(BigInteger.ONE.shiftLeft(128));
    assertThat(setOf("0.0.0.0/0").addressCount()).isEqualTo(BigInteger.ONE.shiftLeft(32));
    assertThat(setOf("::/0").difference(setOf("::/1")).cidrs()).containsExactly("8000::/1");
    assertThat(setOf("0.0.0.0/0").difference(setOf("0.0.0.0/0")).isEmpty()).isTrue();
    assertThat(setOf("::/0").difference(setOf("::/128")).cidrCount()).isEqualTo(128);
  }

  private static PrefixSet setOf(String... prefixes) throws InvalidPrefixException {
    PrefixSetBuilder builder = new PrefixSetBuilder(PrefixParser.parse(prefixes[0]).family());
    for (String prefix : prefixes) {
      builder.add(PrefixParser.parse(prefix));
    }
    return builder.build();
  }

  /** Overlapping, adjacent and nested prefixes; in IPv6 across the border of the two halves. */
  private static PrefixSet randomSet(Random random, Family family, BitSet model) {
    PrefixSetBuilder builder = new PrefixSetBuilder(family);
    for (int i = random.nextInt(12); i > 0; i--) {
      int hostBits = random.nextInt(random.nextInt(BITS) + 1);
      int start = random.nextInt(SIZE) >>> hostBits << hostBits;
      model.set(start, start + (1 << hostBits));
      builder.add(prefix(family, start, hostBits));
    }
    return builder.build();
  }

  private static final int IPV6_SHIFT = 60;

  /** The universe is 192.0.0.0/22 in IPv4, and 1,024 blocks of 2^60 addresses in IPv6. */
  private static Prefix prefix(Family family, long start, int hostBits) {
    return family == Family.IPV4
        ? new Prefix(family, 0, 0xc0000000L + start, 32 - hostBits, false)
        : new Prefix(
            family,
            0x20010db8L << 32 | start >>> 64 - IPV6_SHIFT,
            start << IPV6_SHIFT,
            128 - IPV6_SHIFT - hostBits,
            false);
  }

  private static void check(Family family, PrefixSet set, BitSet model) throws Exception {
    int scale = family == Family.IPV4 ? 0 : IPV6_SHIFT;
    assertThat(set.addressCount())
        .isEqualTo(BigInteger.valueOf(model.cardinality()).shiftLeft(scale));
    PrefixSetBuilder expected = new PrefixSetBuilder(family);
    model.stream().forEach(i -> expected.add(prefix(family, i, 0)));
    assertThat(set).isEqualTo(expected.build());
    assertThat(set.cidrCount()).isEqualTo(fewest(model, 0, BITS));
    assertThat(set.cidrs()).hasSize(set.cidrCount());
    PrefixSetBuilder again = new PrefixSetBuilder(family);
    for (String cidr : set.cidrs()) {
      Prefix prefix = PrefixParser.parse(cidr);
      assertThat(prefix.hostBitsSet()).isFalse();
      again.add(prefix);
    }
    assertThat(again.build()).isEqualTo(set);
  }

  /** Counts the fewest aligned blocks by halving: a block is whole, empty, or its two halves. */
  private static int fewest(BitSet model, int start, int hostBits) {
    int end = start + (1 << hostBits);
    if (model.nextSetBit(start) < 0 || model.nextSetBit(start) >= end) {
      return 0;
    }
    if (model.nextClearBit(start) >= end) {
      return 1;
    }
    int half = 1 << hostBits - 1;
    return fewest(model, start, hostBits - 1) + fewest(model, start + half, hostBits - 1);
  }
}
