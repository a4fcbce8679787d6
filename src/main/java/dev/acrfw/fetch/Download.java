package dev.acrfw.fetch;

import dev.acrfw.concurrent.Meanwhile;
import dev.acrfw.failure.UnavailableException;
import dev.acrfw.text.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Gets a document over HTTP from hosts that are allowed, following redirects among them. */
public final class Download {
  private static final int MAX_REDIRECTS = 5;
  private static final int TRIES = 3;

  /** As much as the reader takes. */
  private static final int MAX_BYTES = 512 * 1024 * 1024;

  private final AllowedHosts allowedHosts;
  private final Duration timeout;
  private final Duration firstPause;
  private final LongConsumer progress;
  private final HttpClient client;

  /**
   * @param allowedHosts what may be asked
   * @param environment names proxies and certificates
   * @param timeout how long a connection and an answer may take
   * @param firstPause how long to wait before the second try; twice as long before the third
   * @param progress is told how many bytes have come
   */
  public Download(
      AllowedHosts allowedHosts,
      Map<String, String> environment,
      Duration timeout,
      Duration firstPause,
      LongConsumer progress)
      throws IOException {
    this.allowedHosts = allowedHosts;
    this.timeout = timeout;
    this.firstPause = firstPause;
    this.progress = progress;
    this.client = Clients.of(environment, timeout);
  }

  /** Returns what may be asked. */
  AllowedHosts allowedHosts() {
    return allowedHosts;
  }

  /**
   * A document.
   *
   * @param address where it was found, after redirects
   * @param body its bytes; nothing when it has not changed
   * @param version which version of the document it is
   */
  public record Document(URI address, Optional<byte[]> body, Version version) {}

  /**
   * Which version of a document an answer holds, as far as the server says (RFC 9110, section 8.8).
   *
   * @param etag its entity tag
   * @param lastModified when it changed last
   */
  public record Version(Optional<String> etag, Optional<String> lastModified) {
    /** What is known before the first answer. */
    public static final Version UNKNOWN = new Version(Optional.empty(), Optional.empty());

    /** Returns the day of the last change; nothing when the server names none. */
    Optional<LocalDate> day() {
      try {
        return lastModified.map(
            text -> LocalDate.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }

  /**
   * Gets a document, trying again where that may help.
   *
   * @param known the version that is there already
   * @throws UnavailableException when it cannot be had
   */
  public Document get(URI address, Version known) {
    UnavailableException last = null;
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        if (attempt > 0) {
          Thread.sleep(firstPause.multipliedBy(attempt).toMillis());
        }
        return follow(address, known);
      } catch (TryAgain e) {
        last = new UnavailableException(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        last = new UnavailableException(at(address) + ": " + Clients.reason(e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UnavailableException(at(address) + ": interrupted");
      }
    }
    throw last;
  }

  private static final class TryAgain extends IOException {
    private static final long serialVersionUID = 1L;

    TryAgain(String message) {
      super(message);
    }
  }

  private Document follow(URI first, Version known) throws IOException, InterruptedException {
    URI address = first;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      requireAllowed(address);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address).timeout(timeout).header("User-Agent", "acrfw");
      known.etag().ifPresent(value -> request.header("If-None-Match", value));
      known.lastModified().ifPresent(value -> request.header("If-Modified-Since", value));
      HttpResponse<InputStream> answer = send(address, request.build());
      try (InputStream body = answer.body()) {
        int status = answer.statusCode();
        if (status == 200) {
          return document(address, answer, Optional.of(read(address, answer, body)));
        }
        if (status == 304 && known.equals(Version.UNKNOWN)) {
          throw new UnavailableException(
              at(address) + " answers that nothing changed, and was not asked for that");
        }
        if (status == 304) {
          return document(address, answer, Optional.empty());
        }
        if (status == 407) {
          throw new UnavailableException(at(address) + ": " + Clients.PASSWORD_WANTED);
        }
        if (status >= 500 || status == 429) {
          throw new TryAgain(at(address) + " answers with status " + status);
        }
        Optional<String> location = answer.headers().firstValue("Location");
        if (status < 300 || status >= 400 || location.isEmpty()) {
          throw new UnavailableException(at(address) + " answers with status " + status);
        }
        address = address.resolve(location.get());
      } catch (IllegalArgumentException e) {
        throw new UnavailableException(
            at(address) + " redirects to something that is not an address");
      }
    }
    throw new UnavailableException(at(first) + " redirects more than " + MAX_REDIRECTS + " times");
  }

  /** The JDK's client passes on what it makes of a number that is none. */
  private HttpResponse<InputStream> send(URI address, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      throw new UnavailableException(
          at(address)
              + " answers with something that means nothing: "
              + Printable.of(String.valueOf(e.getMessage())));
    }
  }

  private static Document document(URI address, HttpResponse<?> answer, Optional<byte[]> body) {
    return new Document(
        address,
        body,
        new Version(
            answer.headers().firstValue("ETag"), answer.headers().firstValue("Last-Modified")));
  }

  /** A body that stalls would hold a reader for ever, so it is read on a thread of its own. */
  private byte[] read(URI address, HttpResponse<?> answer, InputStream body) throws IOException {
    Meanwhile<byte[]> reading = Meanwhile.start("download", () -> readBody(address, answer, body));
    try {
      return reading.get(timeout);
    } catch (TimeoutException e) {
      throw new TryAgain(
          at(address) + " took longer than " + timeout.toSeconds() + " seconds: raise --timeout");
    }
  }

  private byte[] readBody(URI address, HttpResponse<?> answer, InputStream body)
      throws IOException {
    long promised = promised(address, answer);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 20);
    byte[] buffer = new byte[1 << 16];
    for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
      bytes.write(buffer, 0, n);
      progress.accept(bytes.size());
      if (bytes.size() > MAX_BYTES) {
        throw new UnavailableException(at(address) + " sends more than " + MAX_BYTES + " bytes");
      }
    }
    if (promised >= 0 && bytes.size() != promised) {
      throw new TryAgain(
          at(address) + " broke off after " + bytes.size() + " of " + promised + " bytes");
    }
    return bytes.toByteArray();
  }

  private static long promised(URI address, HttpResponse<?> answer) {
    String length = answer.headers().firstValue("Content-Length").orElse("-1");
    if (!length.matches("-1|[0-9]{1,18}")) {
      throw new UnavailableException(
          at(address) + " says a length that is not one: " + Printable.of(length));
    }
    return Long.parseLong(length);
  }

  private void requireAllowed(URI address) {
    if (!allowedHosts.allow(address)) {
      throw new UnavailableException(
          at(address) + " is not followed: only " + allowedHosts + " may be asked");
    }
  }

  private static String at(URI address) {
    return Printable.of(address.toString());
  }
}
