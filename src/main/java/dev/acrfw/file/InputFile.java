package dev.acrfw.file;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Reads all bytes of a file or of anything that is named like one: a pipe, a FIFO, {@code
 * /dev/stdin}, a file of /proc. It is read once and in order, and never sought: what a file says
 * about its size is no more than a hint.
 */
public final class InputFile {
  /** Larger steps would be copied outside of the heap first. */
  private static final int STEP = 1 << 16;

  private InputFile() {}

  /**
   * Reads a file to its end.
   *
   * @param most how many bytes are accepted
   * @return the bytes; one more than {@code most} when there are more
   * @throws IOException when it cannot be read
   */
  public static byte[] read(Path path, int most) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder");
    }
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      return read(in, most, sizeOf(path, most));
    } catch (FileNotFoundException e) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
      throw Files.isReadable(path) ? e : new AccessDeniedException(path.toString());
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param most how many bytes are accepted
   * @return the bytes; one more than {@code most} when there are more
   * @throws IOException when it cannot be read
   */
  public static byte[] read(InputStream in, int most) throws IOException {
    return read(in, most, OptionalInt.empty());
  }

  private static OptionalInt sizeOf(Path path, int most) throws IOException {
    return Files.isRegularFile(path)
        ? OptionalInt.of((int) Math.min(Files.size(path), most))
        : OptionalInt.empty();
  }

  private static byte[] read(InputStream in, int most, OptionalInt expected) throws IOException {
    byte[] bytes = new byte[expected.orElse(STEP)];
    int length = 0;
    while (true) {
      int step = in.read(bytes, length, Math.min(STEP, bytes.length - length));
      if (step < 0) {
        return Arrays.copyOf(bytes, length);
      }
      length += step;
      if (length == bytes.length) {
        int more = in.read();
        if (more < 0) {
          return bytes;
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * length + STEP, most + 1L));
        bytes[length++] = (byte) more;
        if (length > most) {
          return bytes;
        }
      }
    }
  }
}
