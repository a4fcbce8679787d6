package dev.acrfw.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** A file that is written whole or not at all. */
public final class OutputFile {
  /** What Linux follows before it says ELOOP (path_resolution(7)). */
  private static final int MAX_LINKS = 40;

  /** Far more than any output. */
  private static final long LARGEST = 512L * 1024 * 1024;

  private static final String TEMPORARY = ".acrfw-";

  /** A run that still writes is not older. */
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Path path;

  /**
   * @throws IOException when the path is a folder
   */
  public OutputFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IOException(path + " is a folder");
    }
    this.path = Files.isRegularFile(path) ? path.toRealPath() : throughLinks(path);
  }

  /**
   * A link to a file that is yet to be written stays a link, as it does with the shell's {@code >}.
   */
  private static Path throughLinks(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toAbsolutePath();
    }
    Path target = path.toAbsolutePath();
    for (int i = 0; i < MAX_LINKS && Files.isSymbolicLink(target) && !Files.exists(target); i++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.isSymbolicLink(target)) {
      throw new FileSystemLoopException(path.toString());
    }
    return target;
  }

  /** Returns what the file holds; nothing when there is no regular file. */
  public Optional<byte[]> existing() throws IOException {
    if (Files.isRegularFile(path) && Files.size(path) > LARGEST) {
      throw new IOException(path + " has more than " + LARGEST + " bytes: acrfw did not write it");
    }
    return Files.isRegularFile(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
  }

  /** Writes the text as UTF-8: to a temporary file beside it, to the disk, then renamed. */
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the bytes: to a temporary file beside it, to the disk, then renamed. */
  public void write(byte[] bytes) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      Files.write(path, bytes);
      return;
    }
    try (Prepared prepared = prepare(bytes)) {
      prepared.place();
    }
  }

  /** Writes the bytes to a temporary file beside it, to the disk. */
  Prepared prepare(byte[] bytes) throws IOException {
    String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = path.resolveSibling(TEMPORARY + random);
    FileChannel created;
    try {
      created = TemporaryFiles.create(temporary);
    } catch (NoSuchFileException e) {
      throw new IOException(
          Files.isDirectory(path.resolveSibling(""))
              ? "no file can be made in " + path.resolveSibling("")
              : "no such folder: " + path.resolveSibling(""),
          e);
    } catch (AccessDeniedException e) {
      throw new AccessDeniedException(
          path.toString(), null, "a file beside it cannot be made in " + path.resolveSibling(""));
    } catch (FileSystemException e) {
      throw new FileSystemException(path.toString(), null, e.getReason());
    }
    sweep(temporary.toAbsolutePath().resolveSibling(""));
    Prepared prepared = new Prepared(temporary);
    boolean complete = false;
    try (FileChannel channel = created) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
      keepPermissions(temporary);
      complete = true;
      return prepared;
    } finally {
      if (!complete) {
        prepared.close();
      }
    }
  }

  /** Takes away what runs have left behind that were killed as they wrote. */
  private static void sweep(Path folder) {
    Instant longAgo = Instant.now().minus(LEFT_BEHIND);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
      for (Path file : files) {
        boolean own = file.getFileName().toString().matches("\\.acrfw-[0-9a-f]{1,16}");
        boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        if (own && regular && Files.getLastModifiedTime(file).toInstant().isBefore(longAgo)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException notOurs) {
      // Somebody else's folder is none of this run's business.
    }
  }

  /** Puts back what the file held; nothing when it was not there. */
  void putBack(Optional<byte[]> before) throws IOException {
    if (before.isPresent()) {
      write(before.get());
    } else {
      Files.deleteIfExists(path);
    }
  }

  /** What is to be in the file, on the disk and not yet in its place. */
  final class Prepared implements AutoCloseable {
    private final Path temporary;

    private Prepared(Path temporary) {
      this.temporary = temporary;
    }

    /** Puts it in its place. */
    void place() throws IOException {
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
      Files.deleteIfExists(temporary);
    }
  }

  private void keepPermissions(Path temporary) throws IOException {
    PosixFileAttributeView old =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (old == null || !Files.exists(path)) {
      return;
    }
    PosixFileAttributes kept = old.readAttributes();
    PosixFileAttributeView made =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    try {
      if (!made.readAttributes().owner().equals(kept.owner())) {
        made.setOwner(kept.owner());
      }
      if (!made.readAttributes().group().equals(kept.group())) {
        made.setGroup(kept.group());
      }
    } catch (FileSystemException e) {
      throw new FileSystemException(
          path.toString(), null, "its owner, " + kept.owner() + ", could not be kept");
    }
    made.setPermissions(kept.permissions());
    keepAccessListAndLabel(temporary);
  }

  /**
   * Java knows neither access lists nor security labels of Linux; {@code cp} of the GNU coreutils
   * does. Where there is none, as with BusyBox, the file gets what its folder gives.
   */
  private void keepAccessListAndLabel(Path temporary) throws IOException {
    ProcessBuilder copying =
        new ProcessBuilder(
            "cp",
            "--attributes-only",
            "--preserve=all",
            path.toAbsolutePath().toString(),
            temporary.toAbsolutePath().toString());
    copying.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    try {
      TemporaryFiles.complete(copying);
      Files.setLastModifiedTime(temporary, FileTime.from(Instant.now()));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException noSuchCommand) {
      // Then the file gets what its folder gives.
    }
  }
}
