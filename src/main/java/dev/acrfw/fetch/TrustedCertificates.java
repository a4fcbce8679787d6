package dev.acrfw.fetch;

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
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a server's certificate may be signed by: those of the file that {@code SSL_CERT_FILE} names,
 * as for OpenSSL and curl, or else those that Java trusts. It is for networks whose proxy opens
 * TLS.
 */
final class TrustedCertificates {
  private static final String VARIABLE = "SSL_CERT_FILE";

  private TrustedCertificates() {}

  /** Returns what checks certificates; nothing where Java's own is to do it. */
  static Optional<SSLContext> of(Map<String, String> environment) throws IOException {
    String file = environment.getOrDefault(VARIABLE, "");
    if (file.isEmpty()) {
      return Optional.empty();
    }
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
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw notCertificates(file);
    }
  }

  private static InvalidInputException notCertificates(String file) {
    return new InvalidInputException(
        "$" + VARIABLE + ": " + file + " holds no certificates", "it has to be a file of PEM");
  }
}
