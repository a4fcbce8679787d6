package dev.acrfw.fetch;

import dev.acrfw.failure.HarmfulUpdateException;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnavailableException;
import dev.acrfw.fetch.Download.Document;
import dev.acrfw.fetch.Download.Version;
import dev.acrfw.file.OutputFile;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.PublishedName;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Gets the current file of a cloud, and keeps it if it is worth keeping. */
public final class Fetch {
  private static final int NAMED_LOSSES = 5;
  private static final int NOTED_SHRINK_PERCENT = 20;
  private static final String NOTHING_STORED = "nothing was stored";

  private final Wanted wanted;
  private final Cache cache;
  private final Download download;
  private final LocalDate today;

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
   * @param today names a mirror's file that has no date in its name
   */
  public Fetch(Wanted wanted, Cache cache, Download download, LocalDate today) {
    this.wanted = wanted;
    this.cache = cache;
    this.download = download;
    this.today = today;
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
                  + "; by hand: download the file from "
                  + DownloadPage.of(wanted.cloud)
                  + " and name it with --service-tags")
          : e;
    }
  }

  private Result fetch() throws IOException {
    URI link = wanted.url.isPresent() ? wanted.url.get() : findLink();
    String name = fileName(link);
    return wanted.output.isPresent()
        ? keepIn(wanted.output.get(), download.get(link, Version.UNKNOWN), name)
        : keepInCache(link, name);
  }

  private Result keepInCache(URI link, String name) throws IOException {
    Path target = cache.folder().resolve(name);
    if (wanted.url.isEmpty() && Files.exists(target)) {
      return Result.upToDate(target);
    }
    Path state = cache.folder().resolve(wanted.cloud.fileName() + ".properties");
    Optional<KnownDownload> known =
        wanted.url.isPresent() ? KnownDownload.load(state, link) : Optional.empty();
    Document document =
        download.get(link, known.map(KnownDownload::version).orElse(Version.UNKNOWN));
    if (document.body().isEmpty()) {
      return Result.upToDate(known.orElseThrow().path());
    }
    Result result = keepIn(target, document, name);
    KnownDownload.save(state, link, document, target);
    cache.prune(wanted.cloud);
    return result;
  }

  private Result keepIn(Path target, Document document, String name) throws IOException {
    byte[] body = document.body().orElseThrow();
    ServiceTagsFile file = check(name, body);
    List<String> warnings = new ArrayList<>();
    Optional<ServiceTagsFile> earlier = earlier(warnings);
    if (earlier.isPresent()) {
      compare(earlier.get(), file, warnings);
    }
    new OutputFile(target).write(body);
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
    URI address = wanted.page.orElse(DownloadPage.of(wanted.cloud));
    Document document = download.get(address, Version.UNKNOWN);
    String text = new String(document.body().orElseThrow(), StandardCharsets.UTF_8);
    return new DownloadPage(document.address(), text).link(wanted.cloud);
  }

  /** A mirror may name the file as it likes; in the cache it has the date of today then. */
  private String fileName(URI link) {
    String path = link.getPath() == null ? "" : link.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return PublishedName.parse(name).filter(n -> n.isOf(wanted.cloud)).isPresent()
        ? name
        : PublishedName.of(wanted.cloud, today);
  }

  private ServiceTagsFile check(String name, byte[] body) throws IOException {
    ServiceTagsFile file = ServiceTagsReader.read(Printable.of(name), body);
    if (file.source().cloud() != wanted.cloud) {
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
      return file.source().cloud() == wanted.cloud ? Optional.of(file) : Optional.empty();
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
    UpdateGuard guard =
        new UpdateGuard(
            List.of(old),
            Optional.empty(),
            EnumSet.allOf(Family.class),
            NOTED_SHRINK_PERCENT,
            Set.of(),
            false);
    List<String> losses = new ArrayList<>();
    for (ServiceTag tag : old.tags()) {
      losses.addAll(guard.compare(file, tag.name()).losses());
    }
    if (!losses.isEmpty()) {
      int named = Math.min(NAMED_LOSSES, losses.size());
      String more = losses.size() > named ? "; and " + (losses.size() - named) + " more" : "";
      warnings.add(String.join("; ", losses.subList(0, named)) + more);
    }
  }
}
