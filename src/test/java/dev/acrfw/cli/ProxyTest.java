package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.acrfw.Acrfw;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The variables of proxies and certificates, as curl reads them. */
class ProxyTest {
  private static final String TARGET =
      "http://mirror.acrfw.invalid/ServiceTags_Public_20251109.json";

  @TempDir private Path folder;

  private HttpServer proxy;
  private final List<String> asked = new ArrayList<>();
  private String password = "";

  /** A proxy that answers itself: no name under .invalid has an address. */
  @BeforeEach
  void startProxy() throws IOException {
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          String given = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
          boolean let =
              password.isEmpty()
                  || ("Basic "
                          + Base64.getEncoder()
                              .encodeToString(password.getBytes(StandardCharsets.UTF_8)))
                      .equals(given);
          byte[] body = Acrfw.sample(7, "", "").getBytes(StandardCharsets.UTF_8);
          if (!let) {
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"x\"");
          }
          exchange.sendResponseHeaders(let ? 200 : 407, let ? body.length : -1);
          if (let) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    proxy.start();
  }

  @AfterEach
  void stopProxy() {
    proxy.stop(0);
  }

  private Acrfw fetch(Map<String, String> variables, String url) {
    Map<String, String> environment = new HashMap<>();
    variables.forEach(
        (name, value) ->
            environment.put(
                name, value.replace("PROXY", "localhost:" + proxy.getAddress().getPort())));
    environment.put("XDG_CACHE_HOME", folder.toString());
    return Acrfw.runIn(environment, "fetch", "--retry-pause", "0", "--timeout", "5", "--url", url);
  }

  @ParameterizedTest
  @CsvSource({
    "http_proxy,http://PROXY",
    "HTTP_PROXY,http://PROXY/",
    "http_proxy,PROXY",
    "all_proxy,http://PROXY",
    "ALL_PROXY,http://PROXY",
  })
  void theProxyOfTheEnvironmentIsAsked(String variable, String value) {
    Acrfw run = fetch(Map.of(variable, value), TARGET);
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(asked).containsExactly(TARGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "mirror.acrfw.invalid",
        ".acrfw.invalid",
        "acrfw.invalid",
        "x, ACRFW.invalid,y",
        "invalid"
      })
  void whatNoProxyNamesIsAskedItself(String names) {
    for (String variable : List.of("no_proxy", "NO_PROXY")) {
      Acrfw run = fetch(Map.of("http_proxy", "http://PROXY", variable, names), TARGET);
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
      assertThat(asked).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "irror.acrfw.invalid", "other", "frw.invalid"})
  void whatNoProxyDoesNotNameIsNot(String names) {
    assertThat(fetch(Map.of("http_proxy", "http://PROXY", "no_proxy", names), TARGET).exitCode())
        .isZero();
  }

  @Test
  void userAndPasswordAreGivenAndAWrongOneIsSaid() {
    password = "ann:s3cr:et@";
    Acrfw right = fetch(Map.of("http_proxy", "http://ann:s3cr%3Aet%40@PROXY"), TARGET);
    assertThat(right.exitCode()).as(right.toString()).isZero();
    for (String wrong : List.of("http://PROXY", "http://ann:guess@PROXY")) {
      Acrfw run = fetch(Map.of("http_proxy", wrong), TARGET.replace("1109", "1110"));
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
      assertThat(run.err())
          .contains("the proxy asks for a user and a password")
          .doesNotContain("guess");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://PROXY", "http://", "://", "ann:s3cret@", "http://ann:s3cret@/"})
  void aProxyThatIsNoneIsAMistakeWhoseMessageHidesThePassword(String value) {
    Acrfw run = fetch(Map.of("http_proxy", value), TARGET);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
    assertThat(run.err()).contains("http://HOST:PORT").doesNotContain("\tat ");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
  void aFileWithoutCertificatesIsSaid(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("ca.pem"), content);
    Acrfw run = fetch(Map.of("SSL_CERT_FILE", file.toString()), TARGET);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
    assertThat(run.err()).contains("$SSL_CERT_FILE: ", "holds no certificates");
    assertThat(fetch(Map.of("SSL_CERT_FILE", folder + "/none"), TARGET).exitCode()).isEqualTo(1);
  }
}
