package dev.acrfw.network;

import dev.acrfw.failure.InvalidInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom a server's certificate may be signed by: those of the file that {@code SSL_CERT_FILE} names,
 * as for OpenSSL and curl, or else those that Java trusts. It is for networks whose proxy opens
 * TLS.
 */
public final class TrustedCertificates {
  private static final String VARIABLE = "SSL_CERT_FILE";

  private TrustedCertificates() {}

  /** Returns what checks certificates; nothing where Java's own is to do it. */
  public static Optional<SSLContext> context(Map<String, String> environment) throws IOException {
    if (environment.getOrDefault(VARIABLE, "").isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager(environment)}, null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns what checks certificates.
   *
   * @throws InvalidInputException when the file that is named holds none
   */
  public static X509ExtendedTrustManager manager(Map<String, String> environment)
      throws IOException {
    String file = environment.getOrDefault(VARIABLE, "");
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(file.isEmpty() ? null : certificates(file));
      return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw notCertificates(file);
    }
  }

  private static KeyStore certificates(String file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw notCertificates(file);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (Certificate certificate : certificates) {
        store.setCertificateEntry(String.valueOf(store.size()), certificate);
      }
      return store;
    }
  }

  private static InvalidInputException notCertificates(String file) {
    return new InvalidInputException(
        "$" + VARIABLE + ": " + file + " holds no certificates", "it has to be a file of PEM");
  }
}
