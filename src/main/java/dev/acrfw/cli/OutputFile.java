package dev.acrfw.cli;

import dev.acrfw.render.Provenance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Iterator;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A file that is written whole or not at all, and only when it would really change. */
final class OutputFile {
  /** What Linux follows before it says ELOOP (path_resolution(7)). */
  private static final int MAX_LINKS = 40;

  private final Path path;

  OutputFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder");
    }
    this.path = Files.isRegularFile(path) ? path.toRealPath() : throughLinks(path);
  }

  /**
   * A link to a file that is yet to be written stays a link, as it does with the shell's {@code >}.
   */
  private static Path throughLinks(Path path) throws IOException {
    Path target = path.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(target) && !Files.exists(target); i++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  /** Returns whether the file holds the text, apart from the lines of its provenance. */
  boolean isUpToDate(String text) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    String existing = Files.readString(path, StandardCharsets.ISO_8859_1);
    String wanted = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    Iterator<String> a = withoutProvenance(existing).iterator();
    Iterator<String> b = withoutProvenance(wanted).iterator();
    while (a.hasNext() && b.hasNext()) {
      if (!a.next().equals(b.next())) {
        return false;
      }
    }
    return !a.hasNext() && !b.hasNext() && existing.endsWith("\n") == wanted.endsWith("\n");
  }

  /** Splits at LF only, so that a file whose line ends were changed is not up to date. */
  private static Stream<String> withoutProvenance(String text) {
    return Stream.of(text.split("\n", -1)).filter(line -> !Provenance.isProvenance(line));
  }

  /** Writes the text as UTF-8: to a temporary file beside it, to the disk, then renamed. */
  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the bytes: to a temporary file beside it, to the disk, then renamed. */
  void write(byte[] bytes) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      Files.write(path, bytes);
      return;
    }
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = path.resolveSibling(".acrfw-" + random);
    FileChannel created;
    try {
      created =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      throw new IOException("no such folder: " + path.getParent(), e);
    }
    try {
      try (FileChannel channel = created) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      keepPermissions(temporary);
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void keepPermissions(Path temporary) throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old != null && Files.exists(path)) {
      Files.setPosixFilePermissions(temporary, old.readAttributes().permissions());
    }
  }
}
