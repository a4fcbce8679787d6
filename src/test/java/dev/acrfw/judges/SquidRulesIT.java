package dev.acrfw.judges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.acrfw.Acrfw;
import dev.acrfw.Golden;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Debian's Squid takes the include file, and opens tunnels to the names in it and to no others. */
class SquidRulesIT extends AgainstSquid {
  /** A server over TLS that stands in for all names, and says what it was sent. */
  private static final String SERVER =
      """
      import socket, ssl, sys, threading
      context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      context.load_cert_chain('server.pem')
      def serve(connection):
          with context.wrap_socket(connection, server_side=True) as tls:
              while data := tls.recv(1000):
                  tls.sendall(data)
      listening = socket.create_server(('127.0.3.1', int(sys.argv[1])))
      while True:
          threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
      """;

  /** CONNECT to each argument: prints what the proxy says, and whether TLS comes through. */
  private static final String CLIENT =
      """
      import socket, ssl, sys
      context = ssl.create_default_context(cafile='server.crt')
      context.check_hostname = False
      def tunnel(target):
          proxy = socket.create_connection(('127.0.0.1', int(sys.argv[1])))
          proxy.sendall(f'CONNECT {target} HTTP/1.1\\r\\nHost: {target}\\r\\n\\r\\n'.encode())
          head = b''
          while b'\\r\\n\\r\\n' not in head and (data := proxy.recv(1)):
              head += data
          return head.split()[1].decode(), proxy
      def echo(tls):
          tls.sendall(b'hello')
          return tls.recv(5) == b'hello'
      """;

  private int proxy;
  private Path rules;

  @BeforeEach
  void startServerAndProxy() throws Exception {
    Program.require("squid", "openssl", "python3", "curl");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    proxy = freePort();
    rules = folder.resolve("acrfw.conf");
    Files.writeString(
        folder.resolve("hosts"),
        Stream.of(
                "contoso.azurecr.io",
                "fabrikam.azurecr.io",
                "azurecr.io",
                "one.blob.core.windows.net",
                "one.z6.blob.core.windows.net",
                "example.com")
            .map(name -> "127.0.3.1 " + name + "\n")
            .reduce("", String::concat));
    Files.writeString(
        folder.resolve("squid.conf"),
        """
        http_port 127.0.0.1:%d
        hosts_file %s/hosts
        acl SSL_ports port 443
        acl CONNECT method CONNECT
        http_access deny CONNECT !SSL_ports
        include %2$s/acrfw.conf
        http_access deny all
        cache deny all
        pid_filename %2$s/squid.pid
        cache_log %2$s/cache.log
        access_log stdio:%2$s/access.log
        coredump_dir %2$s
        shutdown_lifetime 1 seconds
        """
            .formatted(proxy, folder));
    write("contoso");
    python(
            List.of(
                "sh",
                "-euc",
                "openssl req -x509 -newkey rsa:2048 -nodes -days 30"
                    + " -subj /CN=server -keyout server.key -out server.crt && cat server.key server.crt"
                    + " >server.pem"))
        .succeeded();
    start("python3", "-c", SERVER, "443");
    start("squid", "-N", "-f", folder + "/squid.conf");
    awaitListening(proxy);
  }

  private void write(String registry) {
    Acrfw.succeed(
        "generate",
        "-s",
        Acrfw.SAMPLE,
        "-f",
        "squid",
        "-l",
        "westeurope",
        "-r",
        registry,
        "-o",
        rules.toString());
  }

  private Program python(List<String> command) {
    return Program.run(folder, Map.of(), command);
  }

  /** Returns what the proxy says to CONNECT, for each of the targets. */
  private List<String> connect(String... targets) {
    List<String> command = new ArrayList<>(List.of("python3", "-c"));
    command.add(
        CLIENT
            + """
            for target in sys.argv[2:]:
                code, connection = tunnel(target)
                if code == '200':
                    with context.wrap_socket(connection, server_hostname='server') as tls:
                        code += ' ' + str(echo(tls))
                print(code)
            """);
    command.add(String.valueOf(proxy));
    command.addAll(Arrays.asList(targets));
    return python(command).succeeded().out().lines().toList();
  }

  @Test
  void aTunnelOpensToTheNamesOnTheirPortAndNowhereElse() throws IOException {
    assertThat(
            connect(
                "contoso.azurecr.io:443",
                "azurecr.io:443",
                "one.blob.core.windows.net:443",
                "one.z6.blob.core.windows.net:443"))
        .containsOnly("200 True");
    assertThat(
            connect(
                "fabrikam.azurecr.io:443",
                "contoso.azurecr.io.example.com:443",
                "xblob.core.windows.net:443",
                "example.com:443",
                "127.0.3.1:443",
                "contoso.azurecr.io:8443",
                "contoso.azurecr.io:22"))
        .containsOnly("403");
    Program plain =
        Program.run(
            "curl",
            "-s",
            "-x",
            "http://127.0.0.1:" + proxy,
            "-w",
            "%{http_code}",
            "-o",
            folder + "/page",
            "http://contoso.azurecr.io:443/");
    assertThat(plain.out()).isEqualTo("403");
    assertThat(Acrfw.succeed("lookup", "-s", Acrfw.SAMPLE, "--log", folder + "/access.log").out())
        .contains("443");
  }

  @Test
  void anotherWeekCountsFromTheReloadOnAndOpenTunnelsStay() throws IOException {
    String reload =
        CLIENT
            + """
            import subprocess, time
            tls = context.wrap_socket(tunnel('contoso.azurecr.io:443')[1], server_hostname='server')
            print(echo(tls))
            for i in range(20):
                if i == 5:
                    subprocess.run(sys.argv[2:], check=True)
                    subprocess.run(['squid', '-k', 'reconfigure', '-f', 'squid.conf'], check=True)
                assert echo(tls)
                time.sleep(0.1)
            print(tunnel('contoso.azurecr.io:443')[0], tunnel('fabrikam.azurecr.io:443')[0])
            """;
    Path next = folder.resolve("next.conf");
    Path installed = rules;
    rules = next;
    write("fabrikam");
    List<String> command = new ArrayList<>(List.of("python3", "-c", reload));
    command.addAll(List.of(String.valueOf(proxy), "mv", next.toString(), installed.toString()));
    assertThat(python(command).succeeded().out().lines()).containsExactly("True", "403 200");
  }

  static Stream<Path> outputs() throws IOException {
    return Golden.cases()
        .filter(golden -> golden.isOf("generate", "squid"))
        .map(Golden::out)
        .filter(file -> file.toFile().length() > 0);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void squidParsesEachOutputWithoutComplaint(Path output) throws IOException {
    Path alone = folder.resolve("alone.conf");
    Files.writeString(
        alone,
        "http_port 127.0.0.1:%d\ninclude %s\nhttp_access deny all\n"
            .formatted(proxy, output.toAbsolutePath()));
    Program parse = Program.run("squid", "-k", "parse", "-f", alone.toString());
    assertThat(parse.exitCode()).as(parse.said()).isZero();
    assertThat(parse.said()).contains("Processing: http_access allow ");
    assertThat(parse.said()).doesNotContain("WARNING", "ERROR", "FATAL");
  }
}
