package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mirror over TLS behind a proxy that opens a tunnel for who gives the password. */
class TunnelTest {
  private static final String NAME = "/ServiceTags_Public_20251109.json";
  private static final String AUTHORIZATION =
      "Basic " + Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;

  private HttpsServer mirror;
  private ServerSocket proxy;
  private volatile int tunnels;

  @BeforeEach
  void startBoth() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin/keytool");
    String store = folder.resolve("store.p12").toString();
    Program.run(
            java.toString(),
            "-genkeypair",
            "-alias",
            "m",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=dns:localhost",
            "-validity",
            "3650",
            "-startdate",
            "2020/01/01",
            "-keystore",
            store,
            "-storepass",
            "changeit",
            "-storetype",
            "PKCS12")
        .succeeded();
    Program.run(
            java.toString(),
            "-exportcert",
            "-rfc",
            "-alias",
            "m",
            "-keystore",
            store,
            "-storepass",
            "changeit",
            "-file",
            folder.resolve("ca.pem").toString())
        .succeeded();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store))) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    mirror = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mirror.setHttpsConfigurator(new HttpsConfigurator(context));
    mirror.createContext(
        "/",
        exchange -> {
          byte[] body = Acrfw.sample(7, "", "").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    mirror.start();
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  @AfterEach
  void stopBoth() throws IOException {
    mirror.stop(0);
    proxy.close();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve() {
    while (!proxy.isClosed()) {
      try {
        Socket client = proxy.accept();
        start(() -> tunnel(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void tunnel(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        head.append((char) next);
      }
      OutputStream out = client.getOutputStream();
      if (!head.toString().contains(AUTHORIZATION)) {
        out.write(
            "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        return;
      }
      tunnels++;
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      try (Socket server =
          new Socket(InetAddress.getLoopbackAddress(), mirror.getAddress().getPort())) {
        start(() -> copy(in, server));
        server.getInputStream().transferTo(out);
      }
    } catch (IOException ended) {
      // The client sees it.
    }
  }

  private static void copy(InputStream in, Socket server) {
    try {
      in.transferTo(server.getOutputStream());
      server.close();
    } catch (IOException ended) {
      // The other direction ends as well.
    }
  }

  private Acrfw fetch(String user, boolean trusted) {
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("HTTPS_PROXY", "http://" + user + "localhost:" + proxy.getLocalPort());
    if (trusted) {
      environment.put("SSL_CERT_FILE", folder.resolve("ca.pem").toString());
    }
    String url = "https://localhost:" + mirror.getAddress().getPort() + NAME;
    return Acrfw.runIn(environment, "fetch", "--retry-pause", "0", "--timeout", "5", "--url", url);
  }

  @Test
  void whoGivesThePasswordAndTrustsTheCertificateGetsTheFile() {
    Acrfw run = fetch("ann:secret@", true);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(tunnels).isPositive();
  }

  @Test
  void anUntrustedCertificateAndAMissingPasswordAreSaid() {
    Acrfw untrusted = fetch("ann:secret@", false);
    assertThat(untrusted.exitCode()).isEqualTo(1);
    assertThat(untrusted.err()).contains("signed by nobody who is trusted here", "SSL_CERT_FILE");
    for (String user : new String[] {"", "ann:guess@"}) {
      Acrfw refused = fetch(user, true);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("the proxy asks for a user and a password");
    }
  }
}
