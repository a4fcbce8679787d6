package dev.acrfw.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Shows on a terminal how far something is that takes longer than a second. */
final class Progress implements LongConsumer {
  private static final long SECOND = 1_000_000_000L;

  private final Surroundings surroundings;
  private final LongSupplier nanoTime;
  private long next;

  Progress(Surroundings surroundings) {
    this(surroundings, System::nanoTime);
  }

  /**
   * @param nanoTime what {@link System#nanoTime} says
   */
  Progress(Surroundings surroundings, LongSupplier nanoTime) {
    this.surroundings = surroundings;
    this.nanoTime = nanoTime;
    next = nanoTime.getAsLong() + SECOND;
  }

  /** Takes how many bytes have come. */
  @Override
  public void accept(long bytes) {
    long now = nanoTime.getAsLong();
    if (surroundings.terminal() && now - next >= 0) {
      next = now + SECOND / 5;
      surroundings.progress(String.format(Locale.ROOT, "%,d kB", bytes / 1000));
    }
  }

  /** Returns a stream that tells how many of its bytes were read. */
  InputStream of(InputStream in) {
    return new FilterInputStream(in) {
      private long bytes;

      @Override
      public int read() throws IOException {
        int read = super.read();
        bytes += read < 0 ? 0 : 1;
        return read;
      }

      @Override
      public int read(byte[] buffer, int start, int length) throws IOException {
        int read = super.read(buffer, start, length);
        bytes += Math.max(0, read);
        accept(bytes);
        return read;
      }
    };
  }
}
