package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * samples/automation/update.sh, week after week, with the packed distribution and a real server.
 */
class AutomationIT {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  private HttpServer server;
  private String published;
  private Path rules;

  @BeforeEach
  void startServer() throws IOException {
    rules = folder.resolve("acrfw.nft");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = published.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private record Run(int exitCode, String output) {}

  private Run week(String date, int changeNumber, String from, String to) throws Exception {
    published =
        Files.readString(Path.of(Acrfw.SAMPLE))
            .replace("\"changeNumber\": 7,", "\"changeNumber\": " + changeNumber + ",")
            .replace(from, to);
    String url =
        "http://localhost:%d/ServiceTags_Public_%s.json"
            .formatted(server.getAddress().getPort(), date);
    Program run =
        Program.run(
            Map.of(
                "PATH",
                Path.of("target/acrfw/bin").toAbsolutePath().toString(),
                "XDG_CACHE_HOME",
                folder.resolve("cache").toString()),
            List.of(
                "sh",
                "samples/automation/update.sh",
                "samples/contoso.args",
                "nftables",
                rules.toString(),
                "--url",
                url));
    return new Run(run.exitCode(), run.said());
  }

  @Test
  void aWeekWithoutAChangeTouchesNothingAndABadOneStops() throws Exception {
    Run first = week("20250105", 7, "", "");
    assertThat(first.exitCode).as(first.output).isZero();
    assertThat(Files.readString(rules)).contains("192.0.2.0/29");
    assertThat(folder.resolve("acrfw.nft.md")).doesNotExist();

    Files.setLastModifiedTime(rules, LONG_AGO);
    Run same = week("20250112", 8, "", "");
    assertThat(same.exitCode).as(same.output).isZero();
    assertThat(Files.getLastModifiedTime(rules)).isEqualTo(LONG_AGO);
    assertThat(folder.resolve("acrfw.nft.md")).doesNotExist();

    Run grown = week("20250119", 9, "\"192.0.2.0/29\"", "\"192.0.2.0/29\", \"192.0.2.64/29\"");
    assertThat(grown.exitCode).as(grown.output).isZero();
    assertThat(Files.readString(rules)).contains("192.0.2.64/29");
    assertThat(Files.readString(folder.resolve("acrfw.nft.md")))
        .contains("8 IPv4 addresses", "| AzureContainerRegistry.WestEurope |", "192.0.2.64/29");

    String good = Files.readString(rules);
    Run shrunken = week("20250126", 10, "\"198.51.100.64/27\",", "");
    assertThat(shrunken.exitCode).as(shrunken.output).isEqualTo(6);
    assertThat(shrunken.output).contains("Storage.WestEurope lost 32 of 80");
    assertThat(Files.readString(rules)).isEqualTo(good);
  }
}
