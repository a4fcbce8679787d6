package dev.acrfw.servicetags;

import dev.acrfw.file.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The SHA-256 of a kept file, noted beside it when it was downloaded, so that not every run
 * computes it: that takes a quarter of the processor time of a run. The note holds the length and
 * the CRC-32 of the file as well, and is taken for bytes that have both: these take a millisecond,
 * and show a change by accident but for one in 2^32. Who can write to the folder can write a note.
 */
public final class NotedChecksum {
  private static final int SHA256_DIGITS = 64;

  /** Far more than a note has. */
  private static final int LARGEST = 256;

  private NotedChecksum() {}

  /** Returns where the note of a file is. */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".checksum");
  }

  /**
   * Writes the note of a file.
   *
   * @param bytes what the file holds
   * @param sha256 the checksum of its JSON, in lower-case hexadecimal
   */
  public static void write(Path file, byte[] bytes, String sha256) throws IOException {
    new OutputFile(beside(file)).write(sha256 + rest(bytes));
  }

  /** Returns the checksum that is noted for these bytes; nothing if none can be read. */
  static Optional<String> read(Path file, byte[] bytes) {
    String text = noteOf(file);
    int digits = 0;
    while (digits < text.length() && isHexDigit(text.charAt(digits))) {
      digits++;
    }
    return digits == SHA256_DIGITS && text.substring(digits).equals(rest(bytes))
        ? Optional.of(text.substring(0, digits))
        : Optional.empty();
  }

  private static String noteOf(Path file) {
    Path note = beside(file);
    try {
      return Files.isRegularFile(note) && Files.size(note) <= LARGEST
          ? new String(Files.readAllBytes(note), StandardCharsets.ISO_8859_1)
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  private static String rest(byte[] bytes) {
    CRC32 crc32 = new CRC32();
    crc32.update(bytes);
    return " length=" + bytes.length + " crc32=" + Long.toHexString(crc32.getValue()) + "\n";
  }
}
