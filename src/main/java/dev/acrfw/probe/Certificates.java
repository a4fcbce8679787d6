package dev.acrfw.probe;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Checks certificates as another does, and remembers what the server showed. */
final class Certificates extends X509ExtendedTrustManager {
  /** The type of a DNS name in {@link X509Certificate#getSubjectAlternativeNames()}. */
  private static final int DNS = 2;

  private final X509ExtendedTrustManager trusted;
  private Optional<X509Certificate> shown = Optional.empty();

  Certificates(X509ExtendedTrustManager trusted) {
    this.trusted = trusted;
  }

  /** Returns what the server showed; nothing when it came to none. */
  Optional<X509Certificate> shown() {
    return shown;
  }

  /** Returns the names of a certificate. */
  static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          if (alternative.get(0).equals(DNS)) {
            names.add(String.valueOf(alternative.get(1)));
          }
        }
      }
    } catch (CertificateParsingException e) {
      // Then it has no name that could be shown.
    }
    return names;
  }

  /** Returns the organisation or name of who signed a certificate. */
  static String issuer(X509Certificate certificate) {
    String name = certificate.getIssuerX500Principal().getName();
    for (String part : List.of("O=", "CN=")) {
      for (String each : name.split("(?<!\\\\),")) {
        if (each.startsWith(part)) {
          return each.substring(part.length()).replace("\\", "");
        }
      }
    }
    return name;
  }

  /** Returns the last day on which a certificate is valid, in UTC. */
  static LocalDate end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().atZone(ZoneOffset.UTC).toLocalDate();
  }

  private void show(X509Certificate[] chain) {
    shown = chain.length == 0 ? Optional.empty() : Optional.of(chain[0]);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    show(chain);
    trusted.checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    show(chain);
    trusted.checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    show(chain);
    trusted.checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    trusted.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    trusted.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    trusted.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return trusted.getAcceptedIssuers();
  }
}
