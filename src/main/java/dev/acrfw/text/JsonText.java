package dev.acrfw.text;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON as tools save it: with a byte order mark, in UTF-16, or behind warnings of az. */
public final class JsonText {
  private static final String WARNING = "WARNING";

  private static final int BLOCK = 4096;

  private JsonText() {}

  /** Returns where a document is wrong, for the end of a message; empty where that is not known. */
  public static String place(JsonProcessingException e) {
    JsonLocation place = e.getLocation();
    return place == null
        ? ""
        : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  /**
   * Returns the JSON as UTF-8 without a byte order mark, and without the lines that az writes
   * before it where standard error went into the file as well ({@code 2>&1}). Bytes that need
   * nothing are returned as they are.
   *
   * @throws CharacterCodingException when UTF-16 with a byte order mark is damaged
   */
  public static byte[] utf8(byte[] bytes) throws CharacterCodingException {
    byte[] text = bytes;
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      text = Arrays.copyOfRange(bytes, 3, bytes.length);
    } else if (startsWith(bytes, 0xff, 0xfe) && !startsWith(bytes, 0xff, 0xfe, 0, 0)) {
      text = recode(bytes, StandardCharsets.UTF_16LE);
    } else if (startsWith(bytes, 0xfe, 0xff)) {
      text = recode(bytes, StandardCharsets.UTF_16BE);
    }
    return withoutWarnings(text);
  }

  /**
   * Returns the offset of the first byte that is not UTF-8 as RFC 3629 has it (overlong forms,
   * surrogates and what is above U+10FFFF are not); -1 when there is none.
   */
  public static long invalidUtf8(byte[] text) {
    ByteBuffer in = ByteBuffer.wrap(text);
    in.position(endOfAscii(text));
    if (!in.hasRemaining()) {
      return -1;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer out = CharBuffer.allocate(1 << 13);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (result.isError()) {
        return in.position();
      }
      if (result.isUnderflow()) {
        return -1;
      }
      out.clear();
    }
  }

  /**
   * Returns an offset before which all is ASCII. It goes by blocks, because the JVM compiles a
   * method that is called often sooner than a loop that runs long.
   */
  private static int endOfAscii(byte[] text) {
    int at = 0;
    while (at + BLOCK <= text.length && isAscii(text, at)) {
      at += BLOCK;
    }
    while (at < text.length && text[at] >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isAscii(byte[] text, int start) {
    byte bits = 0;
    for (int at = start; at < start + BLOCK; at++) {
      bits |= text[at];
    }
    return bits >= 0;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] recode(byte[] bytes, Charset charset) throws CharacterCodingException {
    return charset
        .newDecoder()
        .decode(ByteBuffer.wrap(bytes, 2, bytes.length - 2))
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withoutWarnings(byte[] text) {
    int start = 0;
    while (isWarning(text, start)) {
      while (start < text.length && text[start] != '\n') {
        start++;
      }
      start = Math.min(start + 1, text.length);
    }
    return start == 0 ? text : Arrays.copyOfRange(text, start, text.length);
  }

  private static boolean isWarning(byte[] text, int at) {
    for (int i = 0; i < WARNING.length(); i++) {
      if (at + i >= text.length || text[at + i] != WARNING.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
