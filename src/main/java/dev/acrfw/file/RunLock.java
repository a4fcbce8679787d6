package dev.acrfw.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * That one run at a time works with a file. The lock is the system's own, so it ends with the run
 * that holds it, however that ends.
 */
public final class RunLock {
  private final Optional<FileChannel> channel;

  private RunLock(Optional<FileChannel> channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a file, whose content stays as it is. A file that may not be written cannot
   * be locked, and then nothing is.
   *
   * @return nothing when another run has it
   */
  public static Optional<RunLock> of(Path file) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (FileSystemException notWritable) {
      return Optional.of(new RunLock(Optional.empty()));
    }
    boolean locked = false;
    try {
      // A byte far behind the end: on Windows, nobody could read a locked one.
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      locked = lock != null;
      return locked ? Optional.of(new RunLock(Optional.of(channel))) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  /** Gives the lock back. */
  public void close() throws IOException {
    if (channel.isPresent()) {
      channel.get().close();
    }
  }
}
