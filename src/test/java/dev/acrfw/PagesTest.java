package dev.acrfw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages as a book: every link leads somewhere, and every page is led to. */
class PagesTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      List<Path> pages =
          new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md")).sorted().toList());
      pages.add(0, Path.of("README.md"));
      return pages.stream();
    }
  }

  private static List<String> links(Path page) throws IOException {
    String text = Files.readString(page).replaceAll("(?s)```.*?```", "");
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  private static Path target(Path page, String link) {
    String file = link.replaceFirst("#.*", "");
    Path folder = page.getParent() == null ? Path.of("") : page.getParent();
    return file.isEmpty() ? page : folder.resolve(file).normalize();
  }

  /** The anchors that GitHub gives to headings. */
  private static Set<String> anchors(Path page) throws IOException {
    Set<String> anchors = new TreeSet<>();
    Matcher heading = HEADING.matcher(Files.readString(page));
    while (heading.find()) {
      anchors.add(
          heading
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    return anchors;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkOfAPageLeadsToAFileAndAHeadingThatAreThere(Path page) throws IOException {
    for (String link : links(page)) {
      Path target = target(page, link);
      assertThat(target).as(page + ": " + link).exists();
      int anchor = link.indexOf('#');
      if (anchor >= 0 && target.toString().endsWith(".md")) {
        assertThat(anchors(target)).as(page + ": " + link).contains(link.substring(anchor + 1));
      }
    }
  }

  @Test
  void everyPageIsReachedFromTheReadmeByLinks() throws IOException {
    Set<Path> reached = new TreeSet<>();
    Deque<Path> next = new ArrayDeque<>(List.of(Path.of("README.md")));
    while (!next.isEmpty()) {
      Path page = next.pop();
      if (reached.add(page)) {
        for (String link : links(page)) {
          Path target = target(page, link);
          if (target.toString().endsWith(".md")) {
            next.add(target);
          }
        }
      }
    }
    assertThat(reached).containsAll(pages().toList());
  }

  @Test
  void everyPictureIsDescribedAndUsed() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path page : pages().toList()) {
      Matcher picture =
          Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]*)\\)").matcher(Files.readString(page));
      while (picture.find()) {
        assertThat(picture.group(1)).as(page + ": " + picture.group(2)).hasSizeGreaterThan(15);
        used.add(target(page, picture.group(2)).toString());
      }
    }
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      assertThat(docs.map(Path::toString).filter(file -> file.endsWith(".svg")))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  /** A text block behind a command is what the command prints. */
  @ParameterizedTest
  @MethodSource("pages")
  void whatAPageShowsIsWhatTheCommandPrints(Path page) throws IOException {
    Matcher shown =
        Pattern.compile("(?s)```sh\nacrfw ([^\n]*)\n```\n\n```text\n(.*?)```")
            .matcher(Files.readString(page));
    StringBuilder renewed = new StringBuilder();
    while (shown.find()) {
      String printed = Acrfw.succeed(shown.group(1).split(" ")).out();
      if (!Boolean.getBoolean("golden.update")) {
        assertThat(shown.group(2)).isEqualTo(printed);
      }
      shown.appendReplacement(
          renewed,
          Matcher.quoteReplacement(
              "```sh\nacrfw %s\n```\n\n```text\n%s```".formatted(shown.group(1), printed)));
    }
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(page, shown.appendTail(renewed).toString());
    }
  }
}
