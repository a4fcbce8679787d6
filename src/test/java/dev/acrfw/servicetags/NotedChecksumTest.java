package dev.acrfw.servicetags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotedChecksumTest {
  @TempDir private Path folder;

  private static final byte[] DOCUMENT =
      "{\"changeNumber\": 7, \"cloud\": \"Public\", \"values\": []}"
          .getBytes(StandardCharsets.UTF_8);

  /** Not the checksum of anything: what shows it has taken it from the note. */
  private static final String NOTED = "0123456789abcdef".repeat(4);

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("tags.json"), bytes);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void theNotedChecksumOfTheSameBytesIsNotComputedAgain() throws IOException {
    Path file = file(DOCUMENT);
    NotedChecksum.write(file, DOCUMENT, NOTED);
    assertThat(ServiceTagsReader.read(file).source().sha256()).isEqualTo(NOTED);
  }

  @Test
  void theNoteOfAPackedFileIsAboutTheFileAsItIs() throws IOException {
    byte[] packed = packed(DOCUMENT);
    Path file = file(packed);
    NotedChecksum.write(file, packed, NOTED);
    assertThat(ServiceTagsReader.read(file).source().sha256()).isEqualTo(NOTED);
    NotedChecksum.write(file, DOCUMENT, NOTED);
    assertThat(ServiceTagsReader.read(file).source().sha256()).isNotEqualTo(NOTED);
  }

  @Test
  void ofAFileThatChangedInAnyByteTheChecksumIsComputed() throws Exception {
    NotedChecksum.write(file(DOCUMENT), DOCUMENT, NOTED);
    for (int i = 0; i < DOCUMENT.length; i++) {
      byte[] changed = DOCUMENT.clone();
      changed[i] ^= 1;
      assertThat(NotedChecksum.read(folder.resolve("tags.json"), changed))
          .as("byte %d", i)
          .isEmpty();
    }
    byte[] changed =
        new String(DOCUMENT, StandardCharsets.UTF_8)
            .replace('7', '8')
            .getBytes(StandardCharsets.UTF_8);
    assertThat(ServiceTagsReader.read(file(changed)).source().sha256()).isEqualTo(sha256(changed));
    byte[] longer =
        (new String(DOCUMENT, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
    assertThat(ServiceTagsReader.read(file(longer)).source().sha256()).isEqualTo(sha256(longer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "SHA",
        "SHA length=LENGTH",
        "SHA length=LENGTH crc32=CRC",
        "SHA length=LENGTH crc32=CRC\n\n",
        "SHA length=LENGTH crc32=0\n",
        "SHA length=1 crc32=CRC\n",
        "SHA0 length=LENGTH crc32=CRC\n",
        "0 length=LENGTH crc32=CRC\n",
        "\u001b[31m length=LENGTH crc32=CRC\n",
        "UPPER length=LENGTH crc32=CRC\n",
        "folder",
        "large",
      })
  void aDamagedNoteIsNone(String damaged) throws Exception {
    Path file = file(DOCUMENT);
    Path note = NotedChecksum.beside(file);
    NotedChecksum.write(file, DOCUMENT, NOTED);
    String good = Files.readString(note);
    String rest = good.substring(good.indexOf("crc32=") + 6).strip();
    if (damaged.equals("folder")) {
      Files.delete(note);
      Files.createDirectory(note);
    } else if (damaged.equals("large")) {
      Files.writeString(note, good + "\n".repeat(10_000));
    } else {
      Files.writeString(
          note,
          damaged
              .replace("SHA", NOTED)
              .replace("UPPER", "0123456789ABCDEF".repeat(4))
              .replace("LENGTH", Integer.toString(DOCUMENT.length))
              .replace("CRC", rest));
    }
    assertThat(ServiceTagsReader.read(file).source().sha256()).isEqualTo(sha256(DOCUMENT));
  }
}
