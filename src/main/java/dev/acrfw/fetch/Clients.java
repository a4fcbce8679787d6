package dev.acrfw.fetch;

import dev.acrfw.network.Proxies;
import dev.acrfw.network.TrustedCertificates;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;

/** The JDK's HTTP client as the environment wants it, and what its failures mean. */
final class Clients {
  static final String PASSWORD_WANTED =
      "the proxy asks for a user and a password, or takes others: write them as"
          + " https_proxy=http://USER:PASSWORD@HOST:PORT";

  private static final String TUNNELS = "jdk.http.auth.tunneling.disabledSchemes";

  private Clients() {}

  /** Returns a client that follows no redirect. */
  static HttpClient of(Map<String, String> environment, Duration timeout) throws IOException {
    // By itself it sends no password to a proxy that is to open a tunnel.
    if (System.getProperty(TUNNELS) == null) {
      System.setProperty(TUNNELS, "");
    }
    Proxies proxies = new Proxies(environment);
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .proxy(proxies)
            .authenticator(proxies.authenticator());
    TrustedCertificates.context(environment).ifPresent(client::sslContext);
    return client.build();
  }

  /** Returns why an exchange failed, for a message. */
  static String reason(IOException failure) {
    String message = failure.getMessage();
    if (failure instanceof ConnectException) {
      return "no connection; behind a proxy, set https_proxy=http://HOST:PORT";
    }
    if (failure instanceof SSLHandshakeException) {
      return "its certificate is signed by nobody who is trusted here; behind a proxy that opens TLS,"
          + " name that one's certificate with SSL_CERT_FILE";
    }
    if (message != null && message.matches(".*(authentication|[Cc]redentials).*")) {
      return PASSWORD_WANTED;
    }
    return message == null ? failure.getClass().getSimpleName() : Printable.of(message);
  }
}
