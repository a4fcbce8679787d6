package dev.acrfw.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.access.Direction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted of the records of each kind of log. */
class LogReaderTest {
  /** Entries as "address direction port count". */
  private static List<String> entries(LogCounts counts) {
    List<String> entries = new ArrayList<>();
    for (int place : counts.byFrequency()) {
      Traffic traffic = counts.traffic(place);
      entries.add(
          counts.address(place).toString().replaceFirst("/.*", "")
              + traffic.direction().map(Direction::shortName).map(" "::concat).orElse("")
              + (traffic.port() == 0 ? "" : " " + traffic.port())
              + (counts.count(place) == 1 ? "" : " x" + counts.count(place)));
    }
    return entries;
  }

  private static LogCounts read(String log) throws IOException {
    return LogReader.read(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)));
  }

  static Stream<Arguments> records() {
    return Stream.of(
        Arguments.of(
            "the kernel, outbound",
            "Nov 27 10:00:00 edge kernel: [1.2] acrfw drop out 443: IN= OUT=eth0 SRC=10.0.0.5"
                + " DST=40.71.13.226 LEN=60 TTL=64 PROTO=TCP SPT=40000 DPT=443 WINDOW=1 SYN",
            List.of("40.71.13.226 out 443")),
        Arguments.of(
            "the kernel, inbound",
            "kernel: drop: IN=eth0 OUT= MAC=aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:08:00"
                + " SRC=40.71.13.226 DST=10.0.0.5 LEN=60 PROTO=TCP SPT=40000 DPT=8443 SYN",
            List.of("40.71.13.226 in 8443")),
        Arguments.of(
            "the kernel, forwarded",
            "IN=docker0 OUT=eth0 SRC=172.17.0.2 DST=2603:1030:0000:0000:0000:0000:0000:0001"
                + " LEN=60 PROTO=TCP SPT=4 DPT=443",
            List.of("2603:1030::1 out 443")),
        Arguments.of(
            "the kernel, without ports",
            "IN= OUT=eth0 SRC=10.0.0.5 DST=8.8.8.8 LEN=84 PROTO=ICMP TYPE=8 CODE=0",
            List.of("8.8.8.8 out")),
        Arguments.of(
            "journald's JSON",
            "{\"MESSAGE\":\"IN= OUT=eth0 SRC=10.0.0.5 DST=8.8.4.4 PROTO=TCP SPT=1 DPT=443\",\"X\":\"1\"}",
            List.of("8.8.4.4 out 443")),
        Arguments.of(
            "pfirewall.log, sent",
            "2026-11-27 10:00:00 DROP TCP 192.168.1.2 20.1.2.3 51000 443 0 - 0 0 0 - - - SEND\r",
            List.of("20.1.2.3 out 443")),
        Arguments.of(
            "pfirewall.log, received, with a process",
            "2026-11-27 10:00:00 ALLOW TCP 20.1.2.3 192.168.1.2 51000 8443 0 S 1 0 9 - - - RECEIVE 99",
            List.of("20.1.2.3 in 8443")),
        Arguments.of(
            "NSG flow log, version 2",
            "{\"flowTuples\":[\"1542110377,10.0.0.4,13.67.143.118,44931,443,T,O,A,B,,,,\","
                + "\"1542110379,40.79.1.2,10.0.0.4,44932,8443,T,I,D,B,,,,\"]}",
            List.of("13.67.143.118 out 443", "40.79.1.2 in 8443")),
        Arguments.of(
            "VNet flow log",
            "\"1663146003599,10.0.0.6,20.2.180.9,23956,443,6,O,B,NX,0,0,0,0\"",
            List.of("20.2.180.9 out 443")),
        Arguments.of(
            "Squid, a tunnel",
            "1762000000.123    200 10.0.0.5 TCP_TUNNEL/200 4000 CONNECT contoso.azurecr.io:443 -"
                + " HIER_DIRECT/20.1.2.3 -",
            List.of("20.1.2.3 out 443")),
        Arguments.of(
            "Squid, a page",
            "1762000000.123    200 10.0.0.5 TCP_MISS/200 4000 GET http://example.org:8080/a/b -"
                + " HIER_DIRECT/20.1.2.3 text/html",
            List.of("20.1.2.3 out 8080")),
        Arguments.of(
            "Squid, refused by name",
            "1762000000.123      0 10.0.0.5 TCP_DENIED/403 4000 CONNECT evil.example:443 -"
                + " HIER_NONE/- text/html",
            List.of()),
        Arguments.of(
            "Squid, refused by address",
            "1762000000.123      0 10.0.0.5 TCP_DENIED/403 4000 CONNECT 20.1.2.4:443 - HIER_NONE/- -",
            List.of("20.1.2.4 out 443")),
        Arguments.of(
            "any text",
            "dial tcp 40.71.13.226:443: i/o timeout, then (2603:1030::5), 20.1.2.3. and 1.2.3.4/24",
            List.of("1.2.3.4", "20.1.2.3", "2603:1030::5", "40.71.13.226 443")),
        Arguments.of(
            "what is no address",
            "10:20:30 v1.2.3 1.2.3.4.5 256.1.1.1 a1.2.3.4x 01.2.3.4 12:34:56:78:9a:bc host-1.2.3.4",
            List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("records")
  void theOtherEndIsCountedWithItsDirectionAndPort(
      String kind, String record, List<String> expected) throws IOException {
    assertThat(entries(read(record + "\n"))).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(entries(read(record + "\n" + record)))
        .containsExactlyInAnyOrderElementsOf(
            expected.stream().map(entry -> entry + " x2").toList());
  }

  /** Wherever the reads of the operating system end, the counts are those of a model. */
  @Test
  void aLogIsTheSameInPiecesOfAnySize() throws IOException {
    Random random = new Random(15);
    StringBuilder log = new StringBuilder();
    TreeMap<String, Integer> model = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      String address = "20." + random.nextInt(9) + "." + random.nextInt(9) + ".7";
      log.append("IN= OUT=e SRC=10.0.0.5 DST=").append(address).append(" PROTO=TCP DPT=443\n");
      model.merge(address + " out 443", 1, Integer::sum);
    }
    List<String> expected = new ArrayList<>();
    model.forEach((entry, count) -> expected.add(entry + (count == 1 ? "" : " x" + count)));
    byte[] bytes = log.toString().getBytes(StandardCharsets.US_ASCII);
    InputStream pieces =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, 1 + random.nextInt(5000)));
          }
        };
    LogCounts counts = LogReader.read(pieces);
    assertThat(entries(counts)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(counts.lines()).isEqualTo(20_000);
  }

  @Test
  void aLineWithoutEndIsReadInPieces() throws IOException {
    assertThat(entries(read("x".repeat(300_000) + " 20.1.2.3 "))).containsExactly("20.1.2.3");
    assertThat(entries(read("20.1.2.3 ".repeat(100_000))).get(0)).startsWith("20.1.2.3 x");
  }

  /** So many different addresses that the table is full: the rest is said, not kept. */
  @Test
  void memoryIsBounded() throws IOException {
    InputStream endless =
        new InputStream() {
          private int next;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            int at = 0;
            while (at + 20 < length && next < LogCounts.MOST + 1000) {
              String line =
                  (11 + (next >> 16)) + "." + (next >> 8 & 255) + ".7." + (next & 255) + "\n";
              byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
              System.arraycopy(bytes, 0, target, offset + at, bytes.length);
              at += bytes.length;
              next++;
            }
            return at == 0 ? -1 : at;
          }
        };
    LogCounts counts = LogReader.read(endless);
    assertThat(counts.size()).isEqualTo(LogCounts.MOST);
    assertThat(counts.uncounted()).isEqualTo(1000);
  }
}
