package dev.acrfw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.acrfw.Acrfw;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server of the test's own; the cache is never worse than before. */
class FetchCommandTest {
  private static final String NAME = "ServiceTags_Public_20251109.json";

  @TempDir private Path folder;

  private HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new ArrayList<>();

  private interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().toString();
          synchronized (asked) {
            asked.add(path);
          }
          try (exchange) {
            answers.getOrDefault(path, status(404)).give(exchange);
          }
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  private String at(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private static Answer bytes(byte[] body) {
    return exchange -> {
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    };
  }

  private static Answer text(String body) {
    return bytes(body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer status(int status) {
    return exchange -> exchange.sendResponseHeaders(status, -1);
  }

  private static Answer redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().add("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  private static Answer changedAt(String when, Answer answer) {
    return exchange -> {
      exchange.getResponseHeaders().add("Last-Modified", when);
      answer.give(exchange);
    };
  }

  private static String sample(int changeNumber) throws IOException {
    return Files.readString(Path.of(Acrfw.SAMPLE))
        .replace("\"changeNumber\": 7,", "\"changeNumber\": " + changeNumber + ",");
  }

  private Acrfw acrfw(String... args) {
    return Acrfw.runIn(Map.of("XDG_CACHE_HOME", folder.toString()), args);
  }

  private Acrfw fetch(String... options) {
    List<String> args = new ArrayList<>(List.of("fetch", "--retry-pause", "0"));
    args.addAll(List.of(options));
    return acrfw(args.toArray(String[]::new));
  }

  private Map<String, String> cache() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    Path cache = folder.resolve("acrfw");
    if (Files.isDirectory(cache)) {
      try (Stream<Path> files = Files.list(cache)) {
        for (Path file : files.toList()) {
          if (file.toString().endsWith(".json")) {
            contents.put(file.getFileName().toString(), Files.readString(file));
          }
        }
      }
    }
    return contents;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href=\"LINK\">Download</a>",
        "<a class='x' href='LINK'>click here to download manually</a>",
        "<script>window.__D__={\"url\":\"LINK\",\"size\":\"4.2 MB\"}</script>",
        "<a data-bi-id=\"downloadretry\" href=\"LINK\" class=\"mscom-link failoverLink\">again</a>",
        "{\"dlcDetailsView\":{\"downloadFile\":[{\"name\":\"NAME\",\"url\":\"ESCAPED\"}]}}",
        "<a href=\"/files/20251102/ServiceTags_Public_20251102.json\">old</a> <a href=/files/NAME>new</a>",
      })
  void theLinkIsFoundInEveryLayoutOfThePage(String layout) throws IOException {
    String link = at("/files/" + NAME);
    answers.put(
        "/page",
        text(
            "<html>"
                + layout
                    .replace("ESCAPED", link.replace("/", "\\u002F"))
                    .replace("LINK", link)
                    .replace("NAME", NAME)
                + "</html>"));
    answers.put("/files/" + NAME, text(sample(7)));
    Acrfw run = fetch("--page", at("/page"));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).isEqualTo(folder.resolve("acrfw").resolve(NAME) + "\n");
    assertThat(cache()).isEqualTo(Map.of(NAME, sample(7)));
    assertThat(acrfw("tags").out()).contains("Storage.WestEurope");
  }

  @Test
  void theChecksumOfAKeptFileIsNotedAndTakenFromTheNoteUntilTheFileChanges() throws IOException {
    answers.put("/" + NAME, text(sample(7)));
    Path kept = Path.of(fetch("--url", at("/" + NAME)).out().strip());
    Path note = kept.resolveSibling(NAME + ".checksum");
    String noted = Files.readString(note).substring(0, 64);
    String header = "# SHA-256: ";
    String[] generate = {"generate", "-s", kept.toString(), "-l", "all", "-f", "list"};
    assertThat(acrfw(generate).out()).contains(header + noted);
    Files.delete(note);
    assertThat(acrfw(generate).out()).contains(header + noted);
    Files.writeString(kept, sample(8));
    assertThat(acrfw(generate).out()).contains(header).doesNotContain(noted);
  }

  @Test
  void aFileThatIsThereAlreadyCostsOneRequest() throws IOException {
    answers.put("/page", text("<a href='/" + NAME + "'>"));
    answers.put("/" + NAME, text(sample(7)));
    fetch("--page", at("/page"));
    asked.clear();
    Acrfw run = fetch("--page", at("/page"));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEqualTo("acrfw: note: up to date\n");
    assertThat(asked).containsExactly("/page");
  }

  @Test
  void aMirrorIsAskedWhetherItsFileChanged() throws IOException {
    answers.put(
        "/mirror.json",
        exchange -> {
          if ("\"seven\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
          } else {
            exchange.getResponseHeaders().add("ETag", "\"seven\"");
            text(sample(7)).give(exchange);
          }
        });
    Acrfw first = fetch("--url", at("/mirror.json"));
    assertThat(first.exitCode()).as(first.toString()).isZero();
    assertThat(cache()).isEqualTo(Map.of("ServiceTags_Public_change7.json", sample(7)));
    Acrfw second = fetch("--url", at("/mirror.json"));
    assertThat(second.err()).isEqualTo("acrfw: note: up to date\n");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(asked).hasSize(2);
  }

  @Test
  void theSameBytesAreTheSameFileWhereverTheyComeFromAndPushNoneOut() throws IOException {
    answers.put("/" + NAME, text(sample(7)));
    answers.put("/ServiceTags_Public_20250101.json", text(sample(6)));
    fetch("--url", at("/ServiceTags_Public_20250101.json"));
    Acrfw dated = fetch("--url", at("/" + NAME));
    for (int mirror = 0; mirror < 9; mirror++) {
      answers.put("/" + mirror, text(sample(7)));
      Acrfw run = fetch("--url", at("/" + mirror));
      assertThat(run.err()).isEqualTo("acrfw: note: up to date\n");
      assertThat(run.out()).isEqualTo(dated.out());
    }
    assertThat(cache()).containsOnlyKeys("ServiceTags_Public_20250101.json", NAME);
  }

  @Test
  void aMirrorsFileIsDatedByLastModifiedAndNeverByTheDayOfTheDownload() throws IOException {
    answers.put("/stale.json", changedAt("Sun, 05 Oct 2025 10:00:00 GMT", text(sample(7))));
    fetch("--url", at("/stale.json"));
    assertThat(cache()).containsOnlyKeys("ServiceTags_Public_20251005.json");
    assertThat(acrfw("generate", "-l", "all", "-f", "list").err()).contains("38 days old");
    answers.put("/garbled.json", changedAt("last week", text(sample(8))));
    fetch("--url", at("/garbled.json"));
    assertThat(cache()).containsKey("ServiceTags_Public_change8.json");
    assertThat(acrfw("generate", "-l", "all", "-f", "json").out())
        .contains("ServiceTags_Public_change8.json");
  }

  @Test
  void anOutputFileThatHoldsTheSameBytesIsUpToDate() throws IOException {
    answers.put("/" + NAME, text(sample(7)));
    String file = folder.resolve("tags.json").toString();
    assertThat(fetch("--url", at("/" + NAME), "-o", file).err()).contains("change number 7");
    assertThat(fetch("--url", at("/" + NAME), "-o", file).err())
        .isEqualTo("acrfw: note: up to date\n");
  }

  @Test
  void aNewFileSaysItsChangeNumberAndWhatShrankAndIsStored() throws IOException {
    answers.put("/ServiceTags_Public_20251102.json", text(sample(7)));
    fetch("--url", at("/ServiceTags_Public_20251102.json"));
    answers.put("/" + NAME, text(sample(8).replace("\"198.51.100.64/27\",", "")));
    Acrfw run = fetch("--url", at("/" + NAME));
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .contains("acrfw: warning: Storage.WestEurope lost 32 of 80, 40 % of its IPv4 addresses")
        .contains("acrfw: note: change number 7 > 8\n");
    assertThat(cache()).containsKeys(NAME, "ServiceTags_Public_20251102.json");
  }

  @Test
  void theCacheKeepsTheLastEightFiles() throws IOException {
    for (int day = 10; day < 20; day++) {
      String name = "/ServiceTags_Public_202501" + day + ".json";
      answers.put(name, text(sample(day)));
      assertThat(fetch("--url", at(name)).exitCode()).isZero();
    }
    assertThat(cache()).hasSize(8).doesNotContainKey("ServiceTags_Public_20250111.json");
    try (Stream<Path> files = Files.list(folder.resolve("acrfw"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".checksum"))).hasSize(8);
    }
  }

  private void refused(int exitCode, String message, String... options) throws IOException {
    Map<String, String> before = cache();
    Acrfw run = fetch(options);
    assertThat(run.exitCode()).as(run.toString()).isEqualTo(exitCode);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("acrfw: error: ").contains(message).doesNotContain("\tat ");
    assertThat(run.err().lines().count()).isLessThanOrEqualTo(2);
    assertThat(cache()).isEqualTo(before);
  }

  @Test
  void whatIsNotTheFileIsRefusedAndNotStored() throws IOException {
    answers.put("/good.json", text(sample(7)));
    assertThat(fetch("--url", at("/good.json")).exitCode()).isZero();
    answers.put("/cut.json", text(sample(8).substring(0, 1000)));
    refused(3, "not valid JSON, or cut off", "--url", at("/cut.json"));
    answers.put("/page.json", text("<!DOCTYPE html><html>"));
    refused(3, "this is a web page", "--url", at("/page.json"));
    answers.put("/prefix.json", text(sample(8).replace("203.0.113.128/28", "203.0.113.128/99")));
    refused(3, "bad address prefix", "--url", at("/prefix.json"));
    answers.put("/china.json", text(sample(8).replace("\"Public\"", "\"China\"")));
    refused(3, "is of the cloud china, not public", "--url", at("/china.json"));
    answers.put("/older.json", text(sample(6)));
    refused(6, "has change number 6", "--url", at("/older.json"));
  }

  @Test
  void aServerThatFailsIsAskedThreeTimesAndNamed() throws IOException {
    answers.put("/file.json", status(500));
    refused(1, at("/file.json") + " answers with status 500", "--url", at("/file.json"));
    assertThat(asked).hasSize(3);
    asked.clear();
    refused(1, "answers with status 404", "--url", at("/none.json"));
    assertThat(asked).hasSize(1);
  }

  @Test
  void aBodyThatBreaksOffOrStallsIsNotStored() throws IOException {
    answers.put(
        "/broken.json",
        exchange -> {
          exchange.sendResponseHeaders(200, 100_000);
          exchange.getResponseBody().write(sample(7).getBytes(StandardCharsets.UTF_8), 0, 2000);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    refused(1, at("/broken.json"), "--url", at("/broken.json"));
    answers.put(
        "/slow.json",
        exchange -> {
          exchange.sendResponseHeaders(200, 100_000);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(10_000);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    refused(1, "raise --timeout", "--url", at("/slow.json"), "--timeout", "1");
  }

  @Test
  void aFailureIsFollowedByASuccessOfALaterTry() throws IOException {
    answers.put(
        "/" + NAME, exchange -> (asked.size() < 3 ? status(503) : text(sample(7))).give(exchange));
    assertThat(fetch("--url", at("/" + NAME)).exitCode()).isZero();
    assertThat(cache()).containsOnlyKeys(NAME);
  }

  @Test
  void redirectsAreFollowedOnTheNamedHostAndNowhereElse() throws IOException {
    answers.put("/start", redirect(at("/" + NAME)));
    answers.put("/" + NAME, text(sample(7)));
    assertThat(fetch("--url", at("/start")).exitCode()).isZero();
    answers.put("/away", redirect("http://127.0.0.1:9/" + NAME));
    refused(
        1,
        "http://127.0.0.1:9/" + NAME + " is not followed: only http://localhost:",
        "--url",
        at("/away"));
    answers.put("/file", redirect("file:///etc/passwd"));
    refused(1, "is not followed", "--url", at("/file"));
    answers.put("/round", redirect(at("/round")));
    refused(1, "redirects more than 5 times", "--url", at("/round"));
  }

  @Test
  void aPageWithoutALinkIsNamedWithWhatToDoByHand() throws IOException {
    answers.put("/page", text("<html>We have redesigned this page</html>"));
    refused(
        1,
        "no link to ServiceTags_Public_<date>.json on the page " + at("/page"),
        "--page",
        at("/page"));
    answers.put("/page", text("<a href='https://example.com/" + NAME + "'>"));
    refused(1, "example.com/" + NAME + ", which is not followed", "--page", at("/page"));
    answers.put("/page", text("<a href='http://download.microsoft.com/" + NAME + "'>"));
    refused(
        1,
        "http://download.microsoft.com/" + NAME + ", which is not followed",
        "--page",
        at("/page"));
  }

  @Test
  void aPackedFileAndAnOutputFileAreTaken() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(sample(7).getBytes(StandardCharsets.UTF_8));
    }
    answers.put("/" + NAME + ".gz", bytes(packed.toByteArray()));
    Path output = folder.resolve("tags.json.gz");
    Acrfw run = fetch("--url", at("/" + NAME + ".gz"), "-o", output.toString());
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).isEqualTo(output + "\n");
    assertThat(cache()).isEmpty();
    assertThat(acrfw("tags", "-s", output.toString()).out()).contains("Storage.WestEurope");
    answers.put("/older", text(sample(6)));
    assertThat(fetch("--url", at("/older"), "-o", output.toString()).exitCode()).isEqualTo(6);
    assertThat(Files.readAllBytes(output)).isEqualTo(packed.toByteArray());
  }

  /** A page whose patterns would be looked for over and over again from each of its letters. */
  @ParameterizedTest
  @ValueSource(strings = {"a", "/ServiceTags_Public_", "x/", "&#47;", "/ServiceTags_Public_2025"})
  void aPageOfAnyKindIsReadInTheTimeOfItsLength(String repeated) throws IOException {
    String noise = repeated.repeat(4_000_000 / repeated.length());
    answers.put("/page", text(noise + " <a href='/" + NAME + "'>"));
    answers.put("/" + NAME, text(sample(7)));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(fetch("--page", at("/page")).exitCode()).isZero());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='https://evil.example/ServiceTags_Public_29990101.json'> <a href='/NAME'>",
        "<a href='/NAME'> <a href='https://evil.example/ServiceTags_Public_29990101.json'>",
        "<a href='&#47;NAME'>",
        "<a href='&#x2f;NAME'>",
        "{\"u\": \"\\u002fNAME\"}",
        "{\"u\": \"\\/NAME\"}",
        "<a href=/NAME>",
      })
  void theBestLinkThatMayBeFollowedIsTakenHoweverItIsWritten(String page) throws IOException {
    answers.put("/page", text(page.replace("NAME", NAME)));
    answers.put("/" + NAME, text(sample(7)));
    Acrfw run = fetch("--page", at("/page"));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(run.out()).endsWith(NAME + "\n");
  }

  @Test
  void aPageWhoseOnlyLinkMayNotBeFollowedSaysSo() {
    answers.put("/page", text("<a href='https://evil.example/ServiceTags_Public_29990101.json'>"));
    Acrfw run = fetch("--page", at("/page"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("links to https://evil.example/", "which is not followed: only");
  }

  /** Answers as no server of the JDK would write them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 304 Not Modified~~                            | and was not asked for that",
        "HTTP/1.1 301 Moved~Location: http://localhost:99999/~~ | http://localhost:99999/ is not followed: only",
        "HTTP/1.1 301 Moved~Location: ://~~                     | redirects to something that is not an address",
        "HTTP/1.1 301 Moved~Location: http://localhost:1/~~     | is not followed: only",
        "HTTP/1.1 301 Moved~~                                   | answers with status 301",
        "HTTP/1.1 200 OK~Content-Length: abc~~x                 | ",
        "HTTP/1.1 200 OK~Content-Length: -5~~x                  | ",
        "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~x | ",
        "HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 6~~x | ",
        "HTTP/1.1 999 Odd~~                                     | ",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~        | ",
        "HTTP/9.9 200 OK~~                                      | ",
        "garbage~~                                              | ",
        "~                                                      | ",
      })
  void everyAnswerOfAServerEndsInASentence(String answer, String message) throws Exception {
    try (java.net.ServerSocket listening =
        new java.net.ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread raw = new Thread(() -> answerRaw(listening, answer == null ? "" : answer.strip()));
      raw.setDaemon(true);
      raw.start();
      Acrfw run =
          fetch("--url", "http://localhost:" + listening.getLocalPort() + "/x", "--timeout", "5");
      assertThat(run.exitCode()).as(run.toString()).isIn(1, 3);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .contains("acrfw: error: ", message == null ? "" : message)
          .doesNotContain("bug in acrfw", "\tat ", "Exception");
      assertThat(cache()).isEmpty();
    }
  }

  private static void answerRaw(java.net.ServerSocket listening, String answer) {
    while (true) {
      try (java.net.Socket socket = listening.accept()) {
        socket.getInputStream().read(new byte[4096]);
        socket
            .getOutputStream()
            .write(answer.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
      } catch (IOException closed) {
        if (listening.isClosed()) {
          return;
        }
      }
    }
  }

  @Test
  void theNewestIsWhatHasTheHighestChangeNumberWhateverNamesAndClocksSay() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("acrfw"));
    Files.writeString(kept.resolve("ServiceTags_Public_99991231.json"), sample(6));
    Files.writeString(kept.resolve("ServiceTags_Public_20250101.json"), sample(9));
    Files.writeString(kept.resolve("ServiceTags_Public_change7.json"), sample(7));
    Files.writeString(kept.resolve("ServiceTags_Public_20251230.json"), sample(12).substring(0, 9));
    Files.createDirectories(kept.resolve("ServiceTags_Public_20251231.json"));
    assertThat(acrfw("generate", "-l", "all", "-f", "list").out())
        .contains("ServiceTags_Public_20250101.json, cloud Public, change number 9");
    answers.put("/older.json", text(sample(8)));
    Acrfw older = fetch("--url", at("/older.json"));
    assertThat(older.exitCode()).isEqualTo(6);
    assertThat(older.err()).contains("has change number 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"changeNumber\": 7}", "folder"})
  void aKeptFileThatWasDamagedIsNotCalledUpToDate(String damaged) throws IOException {
    answers.put("/page", text("<a href='/" + NAME + "'>"));
    answers.put("/" + NAME, text(sample(7)));
    fetch("--page", at("/page"));
    Path kept = folder.resolve("acrfw").resolve(NAME);
    if (damaged.equals("folder")) {
      Files.delete(kept);
    } else {
      Files.writeString(kept, damaged);
    }
    Acrfw run = fetch("--page", at("/page"));
    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(Files.readString(kept)).isEqualTo(sample(7));
  }

  @Test
  void aDamagedSidecarIsRepaired() throws IOException {
    answers.put("/mirror.json", text(sample(7)));
    fetch("--url", at("/mirror.json"));
    Path state = folder.resolve("acrfw/Public.properties");
    for (String damaged : List.of("\\u00", "url=x", "")) {
      Files.writeString(state, damaged);
      assertThat(fetch("--url", at("/mirror.json")).err()).isEqualTo("acrfw: note: up to date\n");
      assertThat(Files.readString(state)).contains("mirror.json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--cloud moon",
        "--timeout 0",
        "--page http://a/ --url http://b/",
        "--url nonsense",
        "--url file://localhost/etc/passwd",
      })
  void aMistakeIsAUsageError(String options) {
    assertThat(fetch(options.split(" ")).exitCode()).isEqualTo(2);
  }
}
