package dev.acrfw.fetch;

import dev.acrfw.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Gets a document over HTTP from hosts that are allowed, following redirects among them. */
public final class Download {
  private static final int MAX_REDIRECTS = 5;
  private static final int TRIES = 3;

  /** As much as the reader takes. */
  private static final int MAX_BYTES = 512 * 1024 * 1024;

  private final Set<String> allowedHosts;
  private final Duration timeout;
  private final Duration firstPause;
  private final LongConsumer progress;
  private final HttpClient client;

  /**
   * @param allowedHosts scheme and host, in lower case, of what may be asked, for example {@code
   *     https://www.microsoft.com}
   * @param timeout how long a connection and an answer may take
   * @param firstPause how long to wait before the second try; twice as long before the third
   * @param progress is told how many bytes have come
   */
  public Download(
      Set<String> allowedHosts, Duration timeout, Duration firstPause, LongConsumer progress) {
    this.allowedHosts = allowedHosts;
    this.timeout = timeout;
    this.firstPause = firstPause;
    this.progress = progress;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .proxy(ProxySelector.getDefault())
            .build();
  }

  /**
   * A document.
   *
   * @param address where it was found, after redirects
   * @param body its bytes; null when it has not changed
   * @param etag its entity tag; null without one
   * @param lastModified when it changed last; null when that was not said
   */
  public record Document(URI address, byte[] body, String etag, String lastModified) {}

  /**
   * Gets a document, trying again where that may help.
   *
   * @param etag what an earlier answer said, or null
   * @param lastModified what an earlier answer said, or null
   * @throws FetchException when it cannot be had
   */
  public Document get(URI address, String etag, String lastModified) {
    FetchException last = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        if (attempt > 0) {
          Thread.sleep(firstPause.multipliedBy(attempt).toMillis());
        }
        return follow(address, etag, lastModified);
      } catch (TryAgain e) {
        last = new FetchException(e.getMessage());
      } catch (IOException e) {
        String reason =
            e instanceof ConnectException
                ? "no connection; behind a proxy, set JAVA_OPTS=-Dhttps.proxyHost=... -Dhttps.proxyPort=..."
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        last = new FetchException(at(address) + ": " + reason);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new FetchException(at(address) + ": interrupted");
      }
    }
    throw last;
  }

  private static final class TryAgain extends Exception {
    private static final long serialVersionUID = 1L;

    TryAgain(String message) {
      super(message);
    }
  }

  private Document follow(URI first, String etag, String lastModified)
      throws IOException, InterruptedException, TryAgain {
    URI address = first;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      requireAllowed(address);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address).timeout(timeout).header("User-Agent", "acrfw");
      Optional.ofNullable(etag).ifPresent(value -> request.header("If-None-Match", value));
      Optional.ofNullable(lastModified)
          .ifPresent(value -> request.header("If-Modified-Since", value));
      HttpResponse<InputStream> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        int status = answer.statusCode();
        if (status == 200) {
          return document(address, answer, read(address, answer, body));
        }
        if (status == 304) {
          return document(address, answer, null);
        }
        if (status >= 500 || status == 429) {
          throw new TryAgain(at(address) + " answers with status " + status);
        }
        Optional<String> location = answer.headers().firstValue("Location");
        if (status < 300 || status >= 400 || location.isEmpty()) {
          throw new FetchException(at(address) + " answers with status " + status);
        }
        address = address.resolve(location.get());
      } catch (IllegalArgumentException e) {
        throw new FetchException(at(address) + " redirects to no proper address");
      }
    }
    throw new FetchException(at(first) + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private static Document document(URI address, HttpResponse<?> answer, byte[] body) {
    return new Document(
        address,
        body,
        answer.headers().firstValue("ETag").orElse(null),
        answer.headers().firstValue("Last-Modified").orElse(null));
  }

  /** A body that stalls would hold a reader for ever, so it is read on a thread of its own. */
  private byte[] read(URI address, HttpResponse<?> answer, InputStream body)
      throws IOException, InterruptedException, TryAgain {
    FutureTask<byte[]> reading = new FutureTask<>(() -> readBody(address, answer, body));
    Thread thread = new Thread(reading, "download");
    thread.setDaemon(true);
    thread.start();
    try {
      return reading.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TryAgain(
          at(address) + " took longer than " + timeout.toSeconds() + " seconds: raise --timeout");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FetchException cause) {
        throw cause;
      }
      if (e.getCause() instanceof TryAgain cause) {
        throw cause;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private byte[] readBody(URI address, HttpResponse<?> answer, InputStream body)
      throws IOException, TryAgain {
    long promised = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    byte[] buffer = new byte[1 << 16];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      bytes.write(buffer, 0, n);
      progress.accept(bytes.size());
      if (bytes.size() > MAX_BYTES) {
        throw new FetchException(at(address) + " sends more than " + MAX_BYTES + " bytes");
      }
    }
    if (promised >= 0 && bytes.size() != promised) {
      throw new TryAgain(
          at(address) + " broke off after " + bytes.size() + " of " + promised + " bytes");
    }
    return bytes.toByteArray();
  }

  private void requireAllowed(URI address) {
    String host = (address.getScheme() + "://" + address.getHost()).toLowerCase(Locale.ROOT);
    if (!allowedHosts.contains(host)) {
      throw new FetchException(
          at(address)
              + " is not followed: only "
              + String.join(", ", new TreeSet<>(allowedHosts))
              + " may be asked");
    }
  }

  private static String at(URI address) {
    return Printable.of(address.toString());
  }
}
