package dev.acrfw.servicetags;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.acrfw.concurrent.Meanwhile;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.file.InputFile;
import dev.acrfw.text.JsonText;
import dev.acrfw.text.Printable;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads the "Azure IP Ranges and Service Tags" file, plain or gzip, with or without a BOM. */
public final class ServiceTagsReader {
  static final String DOWNLOAD_AGAIN =
      "get a fresh file: download it again from the page"
          + " \"Azure IP Ranges and Service Tags\" and compare its size";

  /** The published files have about 4 MB; this stops a gzip bomb or an endless pipe. */
  private static final int MAX_BYTES = 512 * 1024 * 1024;

  private static final int UNPACK_BUFFER = 1 << 16;

  private ServiceTagsReader() {}

  /**
   * Reads a file, plain or gzip; the source's file is {@code -} for a pipe or device.
   *
   * @throws IOException when it cannot be read
   * @throws InvalidInputException when it is not a service tags file
   */
  public static ServiceTagsFile read(Path path) throws IOException {
    byte[] bytes = InputFile.read(path, MAX_BYTES);
    return Files.isRegularFile(path)
        ? read(nameOf(path), bytes, Optional.of(path))
        : read("-", bytes);
  }

  private static String nameOf(Path path) {
    return Printable.of(String.valueOf(path.getFileName()));
  }

  /**
   * Reads a stream to its end, plain or gzip; the source's file is then {@code -}.
   *
   * @throws IOException when it cannot be read
   * @throws InvalidInputException when it is not a service tags file
   */
  public static ServiceTagsFile read(InputStream in) throws IOException {
    return read("-", InputFile.read(in, MAX_BYTES));
  }

  /**
   * Reads the bytes of a file, plain or gzip.
   *
   * @param file the name for the source and for messages, printable ASCII
   * @throws InvalidInputException when it is not a service tags file
   */
  public static ServiceTagsFile read(String file, byte[] bytes) throws IOException {
    return read(file, bytes, Optional.empty());
  }

  private static ServiceTagsFile read(String file, byte[] bytes, Optional<Path> path)
      throws IOException {
    requireSize(file, bytes);
    byte[] json = unpack(file, bytes);
    Meanwhile<String> sha256 = Meanwhile.start("sha256", new Sha256(path, bytes, json));
    byte[] text = text(file, json);
    ServiceTagsDocument document = new ServiceTagsDocument(file, text);
    if (!document.readUsual()) {
      Meanwhile<Long> invalid = Meanwhile.start("utf8", new InvalidUtf8(text));
      document.read();
      if (invalid.get() >= 0) {
        throw new InvalidInputException(
            file + ": not UTF-8 at byte " + (invalid.get() + 1), DOWNLOAD_AGAIN);
      }
    }
    return document.toFile(sha256);
  }

  /**
   * Returns the change number of a file, which is read no further than to that; nothing when there
   * is no such file, or it is damaged before.
   */
  public static Optional<Integer> changeNumber(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (InputStream file = new BufferedInputStream(Files.newInputStream(path), UNPACK_BUFFER)) {
      file.mark(2);
      boolean packed = file.read() == 0x1f && file.read() == 0x8b;
      file.reset();
      InputStream in = packed ? new GZIPInputStream(file, UNPACK_BUFFER) : file;
      try (JsonParser parser = JsonMembers.JSON.createParser(in)) {
        return JsonMembers.findChangeNumber(parser);
      }
    } catch (JsonProcessingException | EOFException | ZipException damaged) {
      return Optional.empty();
    }
  }

  /** Written out: the first lambda of a run costs 8 ms, and the reading would wait for it. */
  private record Sha256(Optional<Path> path, byte[] bytes, byte[] json)
      implements Callable<String> {
    @Override
    public String call() throws NoSuchAlgorithmException {
      Optional<String> noted =
          path.isPresent() ? NotedChecksum.read(path.get(), bytes) : Optional.empty();
      return noted.isPresent()
          ? noted.get()
          : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    }
  }

  /**
   * Jackson takes forms of UTF-8 that no encoder writes; beside it, a strict reader looks for them.
   */
  private record InvalidUtf8(byte[] text) implements Callable<Long> {
    @Override
    public Long call() {
      return JsonText.invalidUtf8(text);
    }
  }

  private static byte[] unpack(String file, byte[] bytes) throws IOException {
    if (bytes.length < 2 || (bytes[0] & 0xff) != 0x1f || (bytes[1] & 0xff) != 0x8b) {
      return bytes;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes), UNPACK_BUFFER)) {
      byte[] json = in.readNBytes(MAX_BYTES + 1);
      requireSize(file, json);
      return json;
    } catch (EOFException | ZipException | StackOverflowError e) {
      // The JDK goes one level deeper for each empty member of the data.
      throw new InvalidInputException(
          file + ": the gzip data is damaged or cut off", DOWNLOAD_AGAIN);
    }
  }

  private static void requireSize(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new InvalidInputException(
          file + ": more than " + MAX_BYTES + " bytes of JSON", DOWNLOAD_AGAIN);
    }
  }

  private static byte[] text(String file, byte[] json) {
    for (Mistaken mistaken : Mistaken.values()) {
      if (mistaken.begins(json)) {
        throw new InvalidInputException(file + ": " + mistaken.problem, mistaken.hint);
      }
    }
    byte[] text;
    try {
      text = JsonText.utf8(json);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(file + ": the UTF-16 is damaged", DOWNLOAD_AGAIN);
    }
    if (text.length > 1 && (text[0] == 0 || text[1] == 0)) {
      throw new InvalidInputException(
          file + ": the file is UTF-16 or UTF-32 without a byte order mark, not UTF-8",
          "save the download itself, without converting it"
              + " (PowerShell: Invoke-WebRequest -OutFile, not >)");
    }
    requireNoPage(file, text);
    return text;
  }

  private static void requireNoPage(String file, byte[] text) {
    for (byte b : text) {
      if (b == '<') {
        throw new InvalidInputException(
            file + ": this is a web page, not the JSON file",
            "follow the page's download link and save what it leads to");
      }
      if (b > ' ') {
        return;
      }
    }
  }

  /** What people give in the place of the file, told by its first bytes. */
  private enum Mistaken {
    ZIP("a zip archive", "PK\003\004"),
    XZ("compressed with xz", "\3757zXZ\000"),
    BZIP2("compressed with bzip2", "BZh"),
    ZSTD("compressed with zstd", "(\265/\375"),
    XML(
        "an XML file; the old list PublicIPs.xml has no tags",
        "get the JSON: 'acrfw fetch', or the page \"Azure IP Ranges and Service Tags\"",
        "<?xml"),
    LIST("a list, and not the whole answer", "leave out the --query that made it", "[");

    private final String problem;
    private final String hint;
    private final byte[] start;

    Mistaken(String what, String start) {
      this(what, "unpack it first; gzip is read as it is", start);
    }

    Mistaken(String what, String hint, String start) {
      problem = "this is " + what;
      this.hint = hint;
      this.start = start.getBytes(StandardCharsets.ISO_8859_1);
    }

    private boolean begins(byte[] bytes) {
      return bytes.length >= start.length
          && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
  }
}
