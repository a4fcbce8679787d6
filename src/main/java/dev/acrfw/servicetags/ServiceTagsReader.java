package dev.acrfw.servicetags;

import dev.acrfw.concurrent.Meanwhile;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.file.InputFile;
import dev.acrfw.text.Printable;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    return read(Files.isRegularFile(path) ? nameOf(path) : "-", bytes);
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
    requireSize(file, bytes);
    byte[] json = unpack(file, bytes);
    Meanwhile<String> sha256 = Meanwhile.start("sha256", new Sha256(json));
    ServiceTagsDocument document =
        new ServiceTagsDocument(file, json, afterByteOrderMark(file, json));
    document.read();
    return document.toFile(sha256);
  }

  /** Written out: the first lambda of a run costs 8 ms, and the reading would wait for it. */
  private record Sha256(byte[] document) implements Callable<String> {
    @Override
    public String call() throws NoSuchAlgorithmException {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
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
    } catch (EOFException | ZipException e) {
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

  private static int afterByteOrderMark(String file, byte[] json) {
    int first = json.length > 0 ? json[0] & 0xff : 0;
    int second = json.length > 1 ? json[1] & 0xff : 0;
    if (first == 0xef && second == 0xbb && json.length > 2 && (json[2] & 0xff) == 0xbf) {
      return 3;
    }
    if (first == 0xfe && second == 0xff
        || first == 0xff && second == 0xfe
        || json.length > 1 && (first == 0 || second == 0)) {
      throw new InvalidInputException(
          file + ": the file is UTF-16 or UTF-32, not UTF-8",
          "save the download itself, without converting it"
              + " (PowerShell: Invoke-WebRequest -OutFile, not >)");
    }
    return 0;
  }
}
