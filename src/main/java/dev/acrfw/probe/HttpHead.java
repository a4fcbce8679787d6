package dev.acrfw.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The beginning of an answer of HTTP/1.1 (RFC 9112).
 *
 * @param status the status code; 0 when what came is not HTTP
 * @param lines the header's lines, in lower case
 */
record HttpHead(int status, List<String> lines) {
  private static final int LONGEST = 1 << 14;

  /** Reads up to the empty line, or as far as there is something. */
  static HttpHead read(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int next;
    while (text.length() < LONGEST && text.indexOf("\r\n\r\n") < 0 && (next = in.read()) >= 0) {
      text.append((char) next);
    }
    List<String> lines = text.toString().lines().toList();
    boolean http = !lines.isEmpty() && lines.get(0).matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?");
    return new HttpHead(
        http ? Integer.parseInt(lines.get(0).substring(9, 12)) : 0,
        lines.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList());
  }

  /** Returns a request without a body, in the bytes that are sent. */
  static byte[] request(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns whether the server asks who is there, as a registry does. */
  boolean challenges() {
    return lines.stream().anyMatch(line -> line.matches("www-authenticate: *(bearer|basic) .*"));
  }
}
