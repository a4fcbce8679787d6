package dev.acrfw.concurrent;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that goes on beside the main thread. It ends with the program, and its failure is that of
 * who asks for the result.
 *
 * @param <T> the type of the result
 */
public final class Meanwhile<T> {
  private final FutureTask<T> task;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
  }

  /** Starts work on a thread of its own. */
  public static <T> Meanwhile<T> start(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new Meanwhile<>(task);
  }

  /**
   * Waits for the end and returns the result.
   *
   * @throws IOException as the work threw it, or when this thread was interrupted
   */
  public T get() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Waits for the end, but not longer than a time.
   *
   * @throws IOException as the work threw it, or when this thread was interrupted
   * @throws TimeoutException when the time is over
   */
  public T get(Duration longest) throws IOException, TimeoutException {
    try {
      return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static IOException failure(ExecutionException e) {
    if (e.getCause() instanceof RuntimeException cause) {
      throw cause;
    }
    if (e.getCause() instanceof Error cause) {
      throw cause;
    }
    return e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
  }
}
