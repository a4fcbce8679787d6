package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A mirror over TLS behind Debian's Squid, which asks for a password, and which opens a tunnel on
 * one port and TLS itself on another.
 */
class SquidIT extends AgainstSquid {
  private static final String NAME = "ServiceTags_Public_20251109.json";

  private static final String MIRROR =
      """
      import http.server, ssl, sys
      server = http.server.ThreadingHTTPServer(
          ('127.0.0.1', int(sys.argv[1])), http.server.SimpleHTTPRequestHandler)
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain('mirror.pem')
      server.socket = context.wrap_socket(server.socket, server_side=True)
      server.serve_forever()
      """;

  private int mirror;
  private int tunnel;
  private int opening;

  @BeforeEach
  void startBoth() throws Exception {
    Program.require("squid", "openssl", "python3");
    Program.requireThat(
        Files.exists(Path.of("/usr/lib/squid/security_file_certgen")), "no squid-openssl");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    mirror = freePort();
    tunnel = freePort();
    opening = freePort();
    Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve(NAME));
    Files.writeString(
        folder.resolve("squid.conf"),
        """
        http_port 127.0.0.1:%d
        http_port 127.0.0.1:%d ssl-bump tls-cert=%s/proxy.pem generate-host-certificates=on
        sslcrtd_program /usr/lib/squid/security_file_certgen -s %3$s/certificates -M 4MB
        acl opened localport %2$d
        ssl_bump bump opened
        tls_outgoing_options cafile=%3$s/mirror.pem
        auth_param basic program /usr/lib/squid/basic_ncsa_auth %3$s/passwords
        acl known proxy_auth REQUIRED
        http_access allow known
        http_access deny all
        cache deny all
        pid_filename %3$s/squid.pid
        cache_log %3$s/cache.log
        access_log stdio:%3$s/access.log
        coredump_dir %3$s
        shutdown_lifetime 1 seconds
        """
            .formatted(tunnel, opening, folder));
    Program.run(
            folder,
            Map.of(),
            List.of(
                "sh",
                "-euc",
                """
                for who in mirror proxy; do
                  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=$who" \
                    -addext subjectAltName=DNS:localhost -keyout $who.key -out $who.crt
                  cat $who.key $who.crt >$who.pem
                done
                echo "ann:$(openssl passwd -apr1 secret)" >passwords
                /usr/lib/squid/security_file_certgen -c -s certificates -M 4MB
                chmod -R a+rwX .
                """))
        .succeeded();
    start("python3", "-c", MIRROR, mirror + "");
    start("squid", "-N", "-f", folder + "/squid.conf");
    for (int port : List.of(mirror, tunnel, opening)) {
      awaitListening(port);
    }
  }

  private Acrfw fetch(String user, int proxy, String certificate) {
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    environment.put("https_proxy", "http://" + user + "127.0.0.1:" + proxy);
    environment.put("SSL_CERT_FILE", folder.resolve(certificate).toString());
    return Acrfw.runIn(
        environment,
        "fetch",
        "--retry-pause",
        "0",
        "--url",
        "https://localhost:" + mirror + "/" + NAME);
  }

  private void assertFetched(Acrfw run) throws IOException {
    assertThat(run.exitCode()).as(run + Files.readString(folder.resolve("cache.log"))).isZero();
    assertThat(Path.of(run.out().strip())).hasSameTextualContentAs(Path.of(Acrfw.SAMPLE));
    assertThat(folder.resolve("access.log")).content().contains("CONNECT localhost:" + mirror);
    assertThat(
            Acrfw.succeed("lookup", "-s", Acrfw.SAMPLE, "--log", folder + "/access.log")
                .out()
                .replaceAll(" +", " "))
        .contains("Of no tag: ", " 127.0.0.1 outbound " + mirror + "\n");
  }

  @Test
  void throughATunnelTheMirrorsCertificateCounts() throws IOException {
    assertFetched(fetch("ann:secret@", tunnel, "mirror.crt"));
  }

  @Test
  void whereTheProxyOpensTlsItsCertificateCounts() throws IOException {
    assertFetched(fetch("ann:secret@", opening, "proxy.crt"));
    Acrfw untrusted = fetch("ann:secret@", opening, "mirror.crt");
    assertThat(untrusted.exitCode()).isEqualTo(1);
    assertThat(untrusted.err()).contains("signed by nobody who is trusted here", "SSL_CERT_FILE");
  }

  @Test
  void withoutTheRightPasswordTheProxyRefusesAndThatIsSaid() {
    for (String user : List.of("", "ann:guess@")) {
      Acrfw refused = fetch(user, tunnel, "mirror.crt");
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.err()).contains("the proxy asks for a user and a password");
    }
  }
}
