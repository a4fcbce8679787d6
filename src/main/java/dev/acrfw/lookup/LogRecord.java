package dev.acrfw.lookup;

import java.nio.charset.StandardCharsets;

/**
 * One record of a log: who was at the other end, which way, on which port. Known are the kernel's
 * lines (the targets LOG of iptables and nft), Windows Firewall's pfirewall.log, the flow tuples of
 * Azure's network security groups and virtual networks, and Squid's native access.log. Of anything
 * else every address is taken.
 */
final class LogRecord {
  private static final int OUT = 1;
  private static final int IN = 2;
  private static final int MOST_FIELDS = 20;

  private static final byte[] SOURCE = ascii("SRC=");
  private static final byte[] DESTINATION = ascii("DST=");
  private static final byte[] PORT = ascii("DPT=");
  private static final byte[] IN_INTERFACE = ascii("IN=");
  private static final byte[] OUT_INTERFACE = ascii("OUT=");
  private static final byte[] SCHEME_END = ascii("://");

  private final LogCounts counts;
  private final PlainText plain;
  private final int[] starts = new int[MOST_FIELDS];
  private final int[] ends = new int[MOST_FIELDS];
  private byte[] text = new byte[0];
  private int fields;

  LogRecord(LogCounts counts) {
    this.counts = counts;
    plain = new PlainText(counts);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Counts the addresses of a record. */
  void read(byte[] bytes, int start, int end) {
    text = bytes;
    int source = find(SOURCE, start, end);
    if (source >= 0 && kernel(source, start, end)) {
      return;
    }
    if (end - start > 7 && isDigit(bytes[start])) {
      split(',', start, end);
      if (fields >= 7 && flowTuple()) {
        return;
      }
      split(' ', start, end);
      if (windows() || squid()) {
        return;
      }
    }
    plain.read(bytes, start, end);
  }

  /** The kernel names the interface of the side that a packet came in at, and that it leaves by. */
  private boolean kernel(int source, int start, int end) {
    int destination = find(DESTINATION, source, end);
    if (destination < 0) {
      return false;
    }
    int in = find(IN_INTERFACE, start, source);
    int out = find(OUT_INTERFACE, start, source);
    boolean inbound = in >= 0 && !isEmptyWord(in, end) && (out < 0 || isEmptyWord(out, end));
    int port = find(PORT, destination, end);
    int at = inbound ? source : destination;
    return add(
        at,
        endOfWord(at, end),
        inbound ? IN : OUT,
        port < 0 ? 0 : port(port, endOfWord(port, end)));
  }

  private boolean isEmptyWord(int at, int end) {
    return at >= end || text[at] == ' ';
  }

  private int endOfWord(int at, int end) {
    int behind = at;
    while (behind < end && text[behind] > ' ') {
      behind++;
    }
    return behind;
  }

  /** Time, source, destination, their ports, protocol, direction, ... (versions 1, 2 and VNet). */
  private boolean flowTuple() {
    char direction = only(6);
    if (direction == 'O') {
      return add(starts[2], ends[2], OUT, port(starts[4], ends[4]));
    }
    return direction == 'I' && add(starts[1], ends[1], IN, port(starts[4], ends[4]));
  }

  private char only(int field) {
    return ends[field] - starts[field] == 1 ? (char) text[starts[field]] : 0;
  }

  /** Date, time, action, protocol, source, destination, their ports, ..., path. */
  private boolean windows() {
    if (fields < 17 || text[starts[0] + 4] != '-') {
      return false;
    }
    boolean sent = is("SEND", 16);
    return (sent || is("RECEIVE", 16))
        && add(starts[sent ? 5 : 4], ends[sent ? 5 : 4], sent ? OUT : IN, port(starts[7], ends[7]));
  }

  /** Time, duration, client, result, bytes, method, URL, user, hierarchy/server, type. */
  private boolean squid() {
    int server = fields < 9 ? -1 : behind('/', 8);
    if (server < 0 || behind('/', 3) < 0) {
      return false;
    }
    int host = find(SCHEME_END, starts[6], ends[6]);
    host = host < 0 ? starts[6] : host;
    int hostEnd = host;
    while (hostEnd < ends[6] && text[hostEnd] != '/') {
      hostEnd++;
    }
    int colon = hostEnd;
    while (colon > host && text[colon - 1] != ':' && text[colon - 1] != ']') {
      colon--;
    }
    boolean named = colon > host && text[colon - 1] == ':';
    int port = named ? port(colon, hostEnd) : 0;
    if (!add(server, ends[8], OUT, port) && named) {
      // What was refused was not connected to; its address is known where the client named it so.
      add(host, colon - 1, OUT, port);
    }
    return true;
  }

  /** Returns where the rest of a field behind the last of a character starts; -1 without one. */
  private int behind(char separator, int field) {
    int at = ends[field];
    while (at > starts[field] && text[at - 1] != separator) {
      at--;
    }
    return at == starts[field] ? -1 : at;
  }

  private boolean is(String word, int field) {
    int length = ends[field] - starts[field];
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text[starts[field] + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void split(char separator, int start, int end) {
    fields = 0;
    int at = start;
    while (at < end && fields < MOST_FIELDS) {
      while (separator == ' ' && at < end && text[at] <= ' ') {
        at++;
      }
      starts[fields] = at;
      while (at < end && text[at] != separator && text[at] != '\r') {
        at++;
      }
      ends[fields++] = at;
      at++;
    }
  }

  static boolean isDigit(byte c) {
    return c >= '0' && c <= '9';
  }

  private boolean add(int start, int end, int direction, int port) {
    return counts.add(text, start, end, direction, port);
  }

  /** Returns a port; 0 where there is none. */
  static int port(byte[] text, int start, int end) {
    int number = 0;
    for (int i = start; i < end; i++) {
      if (!isDigit(text[i]) || number > 0xffff) {
        return 0;
      }
      number = number * 10 + text[i] - '0';
    }
    return number > 0xffff ? 0 : number;
  }

  private int port(int start, int end) {
    return port(text, start, end);
  }

  /**
   * Returns where a word ends that begins the record or stands behind a blank, or the end of a
   * scheme anywhere; -1 without one.
   */
  private int find(byte[] word, int start, int end) {
    for (int i = start; i + word.length <= end; i++) {
      if (text[i] == word[0] && (word == SCHEME_END || i == start || text[i - 1] <= ' ')) {
        int same = 1;
        while (same < word.length && text[i + same] == word[same]) {
          same++;
        }
        if (same == word.length) {
          return i + word.length;
        }
      }
    }
    return -1;
  }
}
