package dev.acrfw.fetch;

import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnavailableException;
import dev.acrfw.fetch.Download.Document;
import dev.acrfw.fetch.Download.Version;
import dev.acrfw.file.OutputFile;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.NotedChecksum;
import dev.acrfw.servicetags.PublishedName;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Gets the current file of a cloud, and keeps it if it is worth keeping. */
public final class Fetch {

  /** The page has some 300 kB. */
  private static final int LARGEST_PAGE = 16 * 1024 * 1024;

  private static final String NOTHING_STORED = "nothing was stored";

  private final Wanted wanted;
  private final Cache cache;
  private final Download download;

  /**
   * What is wanted.
   *
   * @param cloud the cloud of the file
   * @param page the page with the link; nothing for the cloud's own
   * @param url the file itself; nothing to look for it on the page
   * @param output where it is kept; nothing for the cache
   */
  public record Wanted(Cloud cloud, Optional<URI> page, Optional<URI> url, Optional<Path> output) {}

  /**
   * What came of it.
   *
   * @param path where the file is
   * @param isNew whether it was not there before
   * @param earlierChangeNumber that of the file to compare with, if there was one
   * @param changeNumber that of the file, where it is new
   * @param warnings what is odd about it, a line each
   */
  public record Result(
      Path path,
      boolean isNew,
      OptionalInt earlierChangeNumber,
      OptionalInt changeNumber,
      List<String> warnings) {
    static Result upToDate(Path path) {
      return new Result(path, false, OptionalInt.empty(), OptionalInt.empty(), List.of());
    }
  }

  /**
   * @param cache where the file is kept
   * @param download how it is had
   */
  public Fetch(Wanted wanted, Cache cache, Download download) {
    this.wanted = wanted;
    this.cache = cache;
    this.download = download;
  }

  /**
   * Gets the file.
   *
   * @throws UnavailableException when it cannot be had
   * @throws InvalidInputException when what came is not a file of the cloud
   * @throws HarmfulUpdateException when it is older than what is there
   */
  public Result run() throws IOException {
    try {
      return fetch();
    } catch (UnavailableException e) {
      throw e.hint().isEmpty()
          ? new UnavailableException(
              e.problem(),
              NOTHING_STORED
                  + DownloadPage.of(wanted.cloud)
                      .map(page -> "; by hand: download the file from " + page + " and")
                      .orElse("; get the file in another way, and")
                  + " name it with --service-tags")
          : e;
    }
  }

  private Result fetch() throws IOException {
    URI link = wanted.url.isPresent() ? wanted.url.get() : findLink();
    return wanted.output.isPresent()
        ? keepIn(wanted.output.get(), download.get(link, Version.UNKNOWN))
        : keepInCache(link);
  }

  private Result keepInCache(URI link) throws IOException {
    Path folder = cache.folder();
    Path dated = folder.resolve(lastPart(link));
    if (wanted.url.isEmpty() && isWhole(dated)) {
      return Result.upToDate(dated);
    }
    Path state = folder.resolve(wanted.cloud.fileName() + ".properties");
    Optional<KnownDownload> known =
        wanted.url.isPresent() ? KnownDownload.load(state, link) : Optional.empty();
    if (known.isPresent() && !isWhole(known.get().path())) {
      known = Optional.empty();
    }
    Document document =
        download.get(link, known.map(KnownDownload::version).orElse(Version.UNKNOWN));
    if (document.body().isEmpty()) {
      return Result.upToDate(known.orElseThrow().path());
    }
    Optional<Path> same = cache.holding(wanted.cloud, document.body().get());
    Result result;
    if (same.isPresent()) {
      result = Result.upToDate(same.get());
    } else {
      ServiceTagsFile file = check(document);
      Path path = folder.resolve(fileName(document, file));
      result = keep(document, file, path);
      NotedChecksum.write(path, document.body().get(), file.source().sha256());
    }
    KnownDownload.save(state, link, document, result.path());
    cache.prune(wanted.cloud);
    return result;
  }

  /** A file that was cut off, emptied or replaced since is downloaded again. */
  private static boolean isWhole(Path file) throws IOException {
    try {
      return Files.isRegularFile(file) && !ServiceTagsReader.read(file).tags().isEmpty();
    } catch (InvalidInputException e) {
      return false;
    }
  }

  private Result keepIn(Path target, Document document) throws IOException {
    Optional<byte[]> existing = new OutputFile(target).existing();
    return existing.isPresent() && Arrays.equals(existing.get(), document.body().orElseThrow())
        ? Result.upToDate(target)
        : keep(document, check(document), target);
  }

  private Result keep(Document document, ServiceTagsFile file, Path target) throws IOException {
    List<String> warnings = new ArrayList<>();
    Optional<ServiceTagsFile> earlier = earlier(warnings);
    if (earlier.isPresent()) {
      compare(earlier.get(), file, warnings);
    }
    new OutputFile(target).write(document.body().orElseThrow());
    return new Result(
        target,
        true,
        earlier.isPresent()
            ? OptionalInt.of(earlier.get().source().changeNumber())
            : OptionalInt.empty(),
        OptionalInt.of(file.source().changeNumber()),
        warnings);
  }

  private URI findLink() {
    URI address = wanted.page.orElseGet(() -> DownloadPage.require(wanted.cloud));
    Document document = download.get(address, Version.UNKNOWN);
    byte[] body = document.body().orElseThrow();
    if (body.length > LARGEST_PAGE) {
      throw new UnavailableException(
          "the page %s has more than %d bytes"
              .formatted(Printable.of(address.toString()), LARGEST_PAGE));
    }
    return new DownloadPage(document.address(), new String(body, StandardCharsets.UTF_8))
        .link(wanted.cloud, download.allowedHosts());
  }

  /**
   * Returns the name in the cache: the one that the file has, if it is dated; else a mirror may say
   * when the file changed; else its change number names it, because the day on which an old file is
   * fetched would make it look fresh.
   */
  private String fileName(Document document, ServiceTagsFile file) {
    String name = lastPart(document.address());
    if (PublishedName.parse(name).filter(n -> n.isOf(wanted.cloud)).isPresent()) {
      return name;
    }
    return document
        .version()
        .day()
        .map(day -> PublishedName.of(wanted.cloud, day))
        .orElse(PublishedName.undated(wanted.cloud, file.source().changeNumber()));
  }

  private static String lastPart(URI link) {
    String path = link.getPath() == null ? "" : link.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private ServiceTagsFile check(Document document) throws IOException {
    String name = lastPart(document.address());
    ServiceTagsFile file =
        ServiceTagsReader.read(Printable.of(name), document.body().orElseThrow());
    if (!file.source().cloud().equals(wanted.cloud)) {
      throw new InvalidInputException(
          "%s is of the cloud %s, not %s"
              .formatted(name, file.source().cloud().optionName(), wanted.cloud.optionName()),
          NOTHING_STORED);
    }
    if (file.tags().isEmpty()) {
      throw new InvalidInputException(name + " has no service tags", NOTHING_STORED);
    }
    file.tags().forEach(file::addresses);
    return file;
  }

  private Optional<ServiceTagsFile> earlier(List<String> warnings) throws IOException {
    Optional<Path> path = wanted.output.isPresent() ? wanted.output : cache.newest(wanted.cloud);
    if (path.isEmpty() || !Files.isRegularFile(path.get())) {
      return Optional.empty();
    }
    try {
      ServiceTagsFile file = ServiceTagsReader.read(path.get());
      return file.source().cloud().equals(wanted.cloud) ? Optional.of(file) : Optional.empty();
    } catch (InvalidInputException e) {
      warnings.add(path.get() + " is damaged, so nothing was compared with it");
      return Optional.empty();
    }
  }

  private static void compare(ServiceTagsFile old, ServiceTagsFile file, List<String> warnings) {
    if (file.source().changeNumber() < old.source().changeNumber()) {
      throw new HarmfulUpdateException(
          "the download has change number %d, and %s already has %d"
              .formatted(
                  file.source().changeNumber(), old.source().file(), old.source().changeNumber()),
          NOTHING_STORED);
    }
    NotedChanges.between(old, file).ifPresent(warnings::add);
  }
}
