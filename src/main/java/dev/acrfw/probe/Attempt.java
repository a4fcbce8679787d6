package dev.acrfw.probe;

import dev.acrfw.lookup.KnownHosts;
import dev.acrfw.network.Proxies;
import dev.acrfw.probe.ProbeResult.Resolved;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** One connection, step by step, until one fails. */
final class Attempt {
  private final Target target;
  private final int timeout;
  private final X509ExtendedTrustManager trusted;
  private String tcp = "";
  private String tls = "";
  private String registry = "";

  /** A step that failed. */
  static final class Stopped extends Exception {
    private static final long serialVersionUID = 1L;
    private final Outcome outcome;

    Stopped(Outcome outcome, String detail) {
      super(detail);
      this.outcome = outcome;
    }
  }

  /**
   * @param timeout for each step
   * @param trusted checks certificates
   */
  Attempt(Target target, Duration timeout, X509ExtendedTrustManager trusted) {
    this.target = target;
    this.timeout = (int) timeout.toMillis();
    this.trusted = trusted;
  }

  /** Connects to the first of the addresses that lets it, or through a proxy. */
  ProbeResult run(List<Resolved> resolved, List<InetAddress> addresses, Optional<URI> proxy) {
    boolean done = false;
    try (Socket socket = proxy.isPresent() ? tunnel(proxy.get()) : connect(addresses);
        SSLSocket secured = handshake(socket)) {
      if (target.registry()) {
        ask(secured);
      }
      done = true;
    } catch (Stopped e) {
      return result(resolved, e.outcome, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      // What goes wrong as it is closed changes nothing any more.
      if (!done) {
        return result(resolved, Outcome.CUT_OFF, String.valueOf(e.getMessage()));
      }
    }
    return result(resolved, Outcome.FINE, "");
  }

  private ProbeResult result(List<Resolved> resolved, Outcome outcome, String detail) {
    return new ProbeResult(target, resolved, tcp, tls, registry, outcome, detail);
  }

  private Socket connect(List<InetAddress> addresses) throws Stopped {
    Outcome worst = Outcome.UNREACHABLE;
    String where = "";
    for (InetAddress address : addresses) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(address, target.port()), timeout);
        socket.setSoTimeout(timeout);
        tcp = "connected to " + address.getHostAddress();
        return socket;
      } catch (IOException e) {
        close(socket);
        Outcome outcome = outcome(e);
        // No route for one family says less than an answer for the other.
        if (where.isEmpty() || worst == Outcome.UNREACHABLE) {
          worst = outcome;
          where = address.getHostAddress();
        }
      }
    }
    tcp = worst.words();
    throw new Stopped(worst, where);
  }

  private static Outcome outcome(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Outcome.DROPPED;
    }
    boolean unreachable =
        e instanceof NoRouteToHostException
            || String.valueOf(e.getMessage()).contains("unreachable");
    return unreachable ? Outcome.UNREACHABLE : Outcome.REFUSED;
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // Nothing is lost.
    }
  }

  private Socket tunnel(URI proxy) throws Stopped {
    String shown = proxy.getHost() + ":" + Proxies.portOf(proxy);
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(proxy.getHost(), Proxies.portOf(proxy)), timeout);
      socket.setSoTimeout(timeout);
      String to = target.host() + ":" + target.port();
      String authorization =
          Proxies.basicCredentials(proxy).map("\r\nProxy-Authorization: Basic "::concat).orElse("");
      socket
          .getOutputStream()
          .write(HttpHead.request("CONNECT " + to + " HTTP/1.1", "Host: " + to + authorization));
      HttpHead answer = HttpHead.read(socket.getInputStream());
      if (answer.status() / 100 == 2) {
        tcp = "connected through the proxy " + shown;
        return socket;
      }
      close(socket);
      throw new Stopped(
          answer.status() == 407 ? Outcome.PROXY_PASSWORD : Outcome.PROXY_REFUSED,
          shown + (answer.status() == 0 ? "" : " says " + answer.status()));
    } catch (IOException e) {
      close(socket);
      throw new Stopped(Outcome.PROXY_UNREACHABLE, shown);
    }
  }

  private SSLSocket handshake(Socket socket) throws Stopped, IOException {
    Certificates certificates = new Certificates(trusted);
    SSLSocket secured = secured(socket, certificates);
    try {
      secured.startHandshake();
    } catch (SocketTimeoutException e) {
      throw new Stopped(Outcome.SILENT, tcp);
    } catch (SSLException e) {
      throw untrusted(certificates.shown(), e);
    } catch (EOFException | SocketException e) {
      throw new Stopped(Outcome.CUT_OFF, tcp);
    }
    tls = words(certificates.shown().orElseThrow());
    return secured;
  }

  private SSLSocket secured(Socket socket, Certificates certificates) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {certificates}, null);
      SSLSocket secured =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, target.host(), target.port(), true);
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setServerNames(List.of(new SNIHostName(target.host())));
      secured.setSSLParameters(parameters);
      return secured;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String words(X509Certificate certificate) {
    return "certificate for %s, issued by %s, until %s"
        .formatted(
            String.join(", ", Certificates.names(certificate).stream().limit(3).toList()),
            Certificates.issuer(certificate),
            Certificates.end(certificate));
  }

  private Stopped untrusted(Optional<X509Certificate> shown, SSLException e) {
    if (shown.isEmpty()) {
      String message = String.valueOf(e.getMessage());
      boolean plain = message.contains("nsupported or unrecognized SSL message");
      return new Stopped(plain ? Outcome.NOT_TLS : Outcome.CUT_OFF, tcp);
    }
    X509Certificate certificate = shown.get();
    tls = words(certificate);
    try {
      certificate.checkValidity();
    } catch (CertificateException expired) {
      return new Stopped(Outcome.EXPIRED, tls);
    }
    boolean named =
        Certificates.names(certificate).stream()
            .anyMatch(pattern -> KnownHosts.covers(pattern, target.host()));
    return named
        ? new Stopped(Outcome.FOREIGN_TLS, Certificates.issuer(certificate))
        : new Stopped(Outcome.WRONG_NAME, tls);
  }

  private void ask(SSLSocket secured) throws Stopped, IOException {
    secured
        .getOutputStream()
        .write(
            HttpHead.request(
                "GET /v2/ HTTP/1.1",
                "Host: " + target.host(),
                "User-Agent: acrfw",
                "Accept: */*",
                "Connection: close"));
    HttpHead answer;
    try {
      answer = HttpHead.read(secured.getInputStream());
    } catch (SocketTimeoutException e) {
      throw new Stopped(Outcome.SILENT, tcp);
    }
    registry = answer.status() == 0 ? "no HTTP" : "/v2/ answers " + answer.status();
    if (answer.status() == 403) {
      throw new Stopped(Outcome.REGISTRY_REFUSES, registry);
    }
    if (answer.status() != 200 && !(answer.status() == 401 && answer.challenges())) {
      throw new Stopped(Outcome.NOT_A_REGISTRY, registry);
    }
  }
}
