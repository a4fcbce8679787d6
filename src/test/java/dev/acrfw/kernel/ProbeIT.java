package dev.acrfw.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code acrfw probe} against servers in a namespace that hold the sample's addresses and answer
 * each in its own way, directly and through proxies.
 */
class ProbeIT {
  /** Who answers at which address, and how: {@code name address kind}. */
  private static final String HOSTS =
      """
      contoso 192.0.2.1 registry
      anonymous 192.0.2.2 open
      wrongname 192.0.2.3 wrongname
      expired 192.0.2.4 expired
      foreign 192.0.2.5 foreign
      plain 192.0.2.6 plain
      silent 192.0.2.7 silent
      cutoff 192.0.2.16 cutoff
      website 192.0.2.17 website
      forbidden 192.0.2.18 forbidden
      refused 192.0.2.19 nobody
      dropped 192.0.2.20 dropped
      outside 203.0.113.250 registry
      elsewhere 192.0.2.33 registry
      """;

  private static final String CERTIFICATES =
      """
      mkdir -p ca other
      for who in ca other; do
        openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/O=$who of the test/CN=$who" \
          -keyout $who/ca.key -out $who/ca.crt
        touch $who/index.txt
        echo 01 >$who/serial
      done
      cat >ca.cnf <<'C'
      [ca]
      default_ca = d
      [d]
      database = index.txt
      serial = serial
      new_certs_dir = .
      certificate = ca.crt
      private_key = ca.key
      default_md = sha256
      policy = p
      copy_extensions = copy
      [p]
      commonName = supplied
      C
      # leaf WHO FILE NAMES START END
      leaf() {
        openssl req -newkey rsa:2048 -nodes -subj /CN=$2 -addext "subjectAltName=$3" \
          -keyout $2.key -out $2.csr
        (cd $1 && openssl ca -batch -notext -config ../ca.cnf -in ../$2.csr -out ../$2.crt \
          -startdate $4 -enddate $5)
        cat $2.key $2.crt >$2.pem
      }
      now=$(date +%Y0101000000Z) later=$(($(date +%Y) + 1))1231000000Z
      leaf ca good 'DNS:*.azurecr.io,DNS:azurecr.io' $now $later
      leaf ca wrongname DNS:example.org $now $later
      leaf ca expired 'DNS:*.azurecr.io' 20200101000000Z 20200201000000Z
      leaf other foreign 'DNS:*.azurecr.io' $now $later
      """;

  private static final String SERVERS =
      """
      import base64, select, socket, ssl, sys, threading, time
      def answer(kind):
        return {
          'registry': b'HTTP/1.1 401 Unauthorized\\r\\nWWW-Authenticate: Bearer realm="https://x/oauth2/token"\\r\\n\\r\\n',
          'open': b'HTTP/1.1 200 OK\\r\\nDocker-Distribution-Api-Version: registry/2.0\\r\\n\\r\\n{}',
          'website': b'HTTP/1.1 404 Not Found\\r\\n\\r\\n<html>',
          'forbidden': b'HTTP/1.1 403 Forbidden\\r\\n\\r\\n{"errors":[{"code":"DENIED"}]}'}.get(kind, b'')
      def serve(connection, kind):
        try:
          if kind == 'plain':
            connection.recv(1000)
            connection.sendall(b'HTTP/1.1 302 Found\\r\\nLocation: http://portal/\\r\\n\\r\\n')
          elif kind == 'silent':
            time.sleep(30)
          elif kind == 'cutoff':
            connection.recv(1000)
          else:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain({'wrongname': 'wrongname.pem', 'expired': 'expired.pem',
                                     'foreign': 'foreign.pem'}.get(kind, 'good.pem'))
            with context.wrap_socket(connection, server_side=True) as tls:
              request = tls.recv(4000)
              open('requests', 'ab').write(request)
              tls.sendall(answer(kind))
        except OSError:
          pass
        finally:
          connection.close()
      def proxy(connection, secret):
        head = b''
        while b'\\r\\n\\r\\n' not in head:
          head += connection.recv(4000)
        if secret and base64.b64encode(secret) not in head:
          connection.sendall(b'HTTP/1.1 407 No\\r\\nProxy-Authenticate: Basic realm=x\\r\\n\\r\\n')
          return connection.close()
        name, port = head.split()[1].decode().split(':')
        if not name.startswith('contoso') and name != 'azurecr.io':
          connection.sendall(b'HTTP/1.1 403 Forbidden\\r\\n\\r\\n')
          return connection.close()
        there = socket.create_connection(('192.0.2.1', int(port)))
        connection.sendall(b'HTTP/1.1 200 OK\\r\\n\\r\\n')
        try:
          while True:
            for ready in select.select([connection, there], [], [])[0]:
              data = ready.recv(65536)
              if not data:
                return
              (there if ready is connection else connection).sendall(data)
        except OSError:
          pass
        finally:
          connection.close()
          there.close()
      def listen(address, port, work):
        server = socket.create_server((address, port))
        while True:
          connection, _ = server.accept()
          threading.Thread(target=work, args=(connection,), daemon=True).start()
      for line in open('hosts.txt'):
        name, address, kind = line.split()
        if kind not in ('nobody', 'dropped'):
          threading.Thread(target=listen, args=(
              address, 443, lambda c, kind=kind: serve(c, kind)), daemon=True).start()
      threading.Thread(target=listen, args=('127.0.0.1', 3128, lambda c: proxy(c, b'')), daemon=True).start()
      listen('127.0.0.1', 3129, lambda c: proxy(c, b'ann:secret'))
      """;

  private static final String PROBES =
      """
      awk '{print $2, $1 ".azurecr.io"}' hosts.txt >names
      echo '192.0.2.1 azurecr.io' >>names
      awk '{print $2}' hosts.txt | sort -u | while read -r address; do
        ip addr add $address/32 dev lo
      done
      nft 'add table inet f'
      nft 'add chain inet f out { type filter hook output priority 0; }'
      nft 'add rule inet f out ip daddr 192.0.2.20 tcp dport 443 drop'
      python3 servers.py >servers.log 2>&1 &
      servers=$!
      for i in $(seq 100); do
        python3 -c 'import socket; [socket.create_connection(("127.0.0.1", p)).close() for p in (3128, 3129)]' 2>/dev/null && break
        sleep 0.1
      done
      export JAVA_OPTS=-Djdk.net.hosts.file=names SSL_CERT_FILE=ca/ca.crt
      # probe NAMES OUTPUT
      probe() {
        code=0
        LAUNCHER probe -s tags.json -r "$1" -l westeurope,northeurope --timeout 2 -f json >"$2" || code=$?
        echo "$2 $code" >>codes
      }
      probe $(awk '{print $1}' hosts.txt | paste -sd,) direct
      probe contoso right
      https_proxy=http://127.0.0.1:3128 probe contoso,refused proxied
      https_proxy=http://127.0.0.1:3129 probe contoso password
      https_proxy=http://ann:secret@127.0.0.1:3129 probe contoso known
      https_proxy=http://127.0.0.1:3130 probe contoso noproxy
      https_proxy=http://127.0.0.1:3130 no_proxy=.azurecr.io probe contoso excepted
      unset SSL_CERT_FILE
      probe contoso untrusted
      kill $servers
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needsAKernel() {
    Namespace.require();
    Program.require("openssl", "python3");
  }

  /** Returns the verdicts by the first label of the host. */
  private Map<String, String> verdicts(String output) throws IOException {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonNode endpoint :
        new ObjectMapper().readTree(folder.resolve(output).toFile()).get("endpoints")) {
      String host = endpoint.get("host").asText();
      if (host.endsWith(".azurecr.io")) {
        verdicts.put(
            host.replace(".azurecr.io", ""),
            endpoint.get("verdict").asText() + " | " + endpoint.get("detail").asText());
      }
    }
    return verdicts;
  }

  @Test
  void everyWayToFailIsToldFromTheOthers() throws IOException {
    Files.writeString(folder.resolve("hosts.txt"), HOSTS);
    Files.writeString(folder.resolve("servers.py"), SERVERS);
    Files.copy(Path.of("samples/ServiceTags_Public.json"), folder.resolve("tags.json"));
    Path launcher = Path.of("target/acrfw/bin/acrfw").toAbsolutePath();
    Namespace.run(folder, CERTIFICATES + PROBES.replace("LAUNCHER", launcher.toString()))
        .succeeded();

    Map<String, String> direct = verdicts("direct");
    assertThat(direct.get("contoso")).isEqualTo("fine | ");
    assertThat(direct.get("anonymous")).isEqualTo("fine | ");
    assertThat(direct.get("wrongname"))
        .startsWith(
            "its certificate is for other names | certificate for example.org, issued by ca");
    assertThat(direct.get("expired"))
        .startsWith("its certificate has expired | ")
        .endsWith("until 2020-02-01");
    assertThat(direct.get("foreign"))
        .isEqualTo("TLS is opened by somebody else | other of the test");
    assertThat(direct.get("plain")).startsWith("what answers does not speak TLS | ");
    assertThat(direct.get("silent")).startsWith("the connection opens, and nothing answers in it");
    assertThat(direct.get("cutoff"))
        .startsWith("the connection is cut off in the TLS handshake | connected to 192.0.2.16");
    assertThat(direct.get("website"))
        .isEqualTo("what answers is not a registry | /v2/ answers 404");
    assertThat(direct.get("forbidden"))
        .isEqualTo("the registry refuses this host | /v2/ answers 403");
    assertThat(direct.get("refused")).isEqualTo("refused | 192.0.2.19");
    assertThat(direct.get("dropped")).isEqualTo("dropped: no answer | 192.0.2.20");
    assertThat(direct.get("outside"))
        .isEqualTo("resolves outside the rules | 203.0.113.250, which no tag holds");
    assertThat(direct.get("elsewhere"))
        .startsWith(
            "resolves outside the rules | 192.0.2.33, of AzureContainerRegistry.GermanyWestCentral");

    assertThat(Files.readString(folder.resolve("direct")))
        .contains("select with --region westeurope,northeurope,germanywestcentral, which opens ");

    assertThat(verdicts("right")).containsEntry("contoso", "fine | ");
    assertThat(verdicts("proxied"))
        .containsEntry("contoso", "fine | ")
        .containsEntry("refused", "the proxy refuses it | 127.0.0.1:3128 says 403");
    assertThat(verdicts("password"))
        .containsEntry(
            "contoso", "the proxy asks for a user and a password | 127.0.0.1:3129 says 407");
    assertThat(verdicts("known")).containsEntry("contoso", "fine | ");
    assertThat(verdicts("noproxy"))
        .containsEntry("contoso", "the proxy does not answer | 127.0.0.1:3130");
    assertThat(verdicts("excepted")).containsEntry("contoso", "fine | ");
    assertThat(verdicts("untrusted"))
        .containsEntry("contoso", "TLS is opened by somebody else | ca of the test");

    assertThat(Files.readAllLines(folder.resolve("codes")))
        .containsExactly(
            "direct 10",
            "right 0",
            "proxied 10",
            "password 10",
            "known 0",
            "noproxy 10",
            "excepted 0",
            "untrusted 10");
    assertThat(Files.readString(folder.resolve("requests")).split("\r\n\r\n"))
        .allMatch(
            request ->
                request.matches(
                    "GET /v2/ HTTP/1.1\r\nHost: [a-z.]+\r\nUser-Agent: acrfw\r\n"
                        + "Accept: \\*/\\*\r\nConnection: close"));
  }
}
