package dev.acrfw.ip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixParserTest {
  @ParameterizedTest
  @CsvSource({
    "13.69.64.88/29, 13.69.64.88/29",
    "255.255.255.255/32, 255.255.255.255/32",
    "0.0.0.0/1, 0.0.0.0/1",
    "192.0.2.1, 192.0.2.1/32",
    "192.0.2.77/24, 192.0.2.0/24",
    "2603:1020:206:b::400/122, 2603:1020:206:b::400/122",
    "2603:1020:0206:000B:0:0:0:0400/122, 2603:1020:206:b::400/122",
    "::/1, ::/1",
    "::1, ::1/128",
    "1::/16, 1::/16",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8/128",
    "1:0:0:4:0:0:0:8, 1:0:0:4::8/128",
    "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8/128",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0/128",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8/128",
    "64:ff9b::192.0.2.1/128, 64:ff9b::c000:201/128",
    "2001:db8::ffff/64, 2001:db8::/64",
  })
  void aPrefixIsReadAndWrittenInItsShortestForm(String text, String expected) throws Exception {
    assertThat(PrefixParser.parse(text)).hasToString(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "/24",
        "1",
        "1.2.3",
        "1.2.3/24",
        "1.2.3.4.5",
        "1.2.3.4/",
        "1.2.3.4/33",
        "1.2.3.4/-1",
        "1.2.3.4/+8",
        "1.2.3.4/08",
        "1.2.3.4/024",
        "01.2.3.4/8",
        "1.2.3.010/32",
        "0x1.2.3.4",
        "256.1.1.1/8",
        "1.2.3.4 /8",
        " 1.2.3.4/8",
        "1.2.3.4/8 ",
        "1.2.3.4/8/8",
        "1..3.4",
        "1.2.3.",
        "1.2.3.4/99999999999",
        "localhost",
        "contoso.azurecr.io",
        "contoso.azurecr.io/24",
        "١.2.3.4/8",
        ":",
        ":::",
        "::/129",
        "::/-1",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "fe80::1%eth0",
        ":1::",
        "1:",
        "1:2:3:4:5:6:7:",
        "::1.2.3",
        "::1.2.3.256",
        "::1.2.3.4:5",
        "1:2:3:4:5:6:7:1.2.3.4",
        "*",
        "Any",
        "10.0.0.0-10.0.0.9",
        "10.0.0.0/255.0.0.0"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> PrefixParser.parse(text)).isInstanceOf(InvalidPrefixException.class);
  }

  @Test
  void hostBitsAreNoted() throws Exception {
    assertThat(PrefixParser.parse("192.0.2.77/24").hostBitsSet()).isTrue();
    assertThat(PrefixParser.parse("192.0.2.0/24").hostBitsSet()).isFalse();
    assertThat(PrefixParser.parse("2001:db8::1/64").hostBitsSet()).isTrue();
  }

  @Test
  void everySpellingOfTheJdkIsReadAsTheSameAddress() throws Exception {
    Random random = new Random(20251109);
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      for (int zero = random.nextInt(16); zero > 0; zero--) {
        bytes[random.nextInt(16)] = 0;
      }
      bytes[0] = 0x20;
      String text = InetAddress.getByAddress(bytes).getHostAddress();
      String shortest = PrefixParser.parse(text).toString();
      byte[] again =
          InetAddress.getByName(shortest.substring(0, shortest.indexOf('/'))).getAddress();
      assertThat(again).as(text + " " + shortest).isEqualTo(bytes);
    }
  }

  /** The fast way reads just what the strict one reads, and nothing else, as the same prefix. */
  @Test
  void aQuotedIpv4PrefixIsReadAsTheSamePrefixOrNotAtAll() {
    Random random = new Random(20251130);
    String characters = "0123456789./0123456789./:a \"-";
    int accepted = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = 0; part < 5; part++) {
        text.append(random.nextInt(part == 4 ? 34 : 260))
            .append(part < 3 ? "." : part < 4 ? "/" : "");
      }
      for (int change = random.nextInt(3); change > 0; change--) {
        int at = random.nextInt(text.length());
        char c = characters.charAt(random.nextInt(characters.length()));
        if (random.nextBoolean()) {
          text.setCharAt(at, c);
        } else {
          text.insert(at, c);
        }
      }
      String prefix = text.substring(0, (text + "\"").indexOf('"'));
      String read = readQuotedIpv4("[\"" + prefix + "\",\"1.2.3.4/5\"]");
      assertThat(read).as(prefix).isEqualTo(strictly(prefix));
      accepted += read.isEmpty() ? 0 : 1;
    }
    assertThat(accepted).isBetween(50_000, 150_000);
  }

  private static String readQuotedIpv4(String json) {
    PrefixParser parser = new PrefixParser();
    int end = parser.readQuotedIpv4(json.getBytes(StandardCharsets.US_ASCII), 2);
    if (end < 0) {
      return "";
    }
    assertThat(end).isEqualTo(json.indexOf('"', 2));
    return parser.prefix() + " " + parser.hostBitsSet();
  }

  /** Returns the prefix if it is one of IPv4 with a length. */
  private static String strictly(String text) {
    try {
      Prefix prefix = PrefixParser.parse(text);
      return prefix.family() == Family.IPV4 && text.contains("/")
          ? prefix + " " + prefix.hostBitsSet()
          : "";
    } catch (InvalidPrefixException refused) {
      return "";
    }
  }
}
