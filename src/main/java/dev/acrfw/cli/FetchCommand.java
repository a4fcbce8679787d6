package dev.acrfw.cli;

import dev.acrfw.fetch.Cache;
import dev.acrfw.fetch.Download;
import dev.acrfw.fetch.Download.Document;
import dev.acrfw.fetch.DownloadPage;
import dev.acrfw.fetch.FetchException;
import dev.acrfw.ip.Family;
import dev.acrfw.rules.HarmfulUpdateException;
import dev.acrfw.rules.UpdateGuard;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.ServiceTag;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

final class FetchCommand extends Command {
  private static final Set<String> MICROSOFT =
      Set.of("https://www.microsoft.com", "https://download.microsoft.com");
  private static final int NAMED_LOSSES = 5;

  private final Streams streams;

  private final Argument<String> cloudName =
      arguments.value(
          "--cloud", "CLOUD", "public (default), government, china or germany.", "public");

  private final Argument<String> output =
      arguments.text("-o,--output", "FILE", "Write to FILE in place of the cache.");

  private final Argument<URI> page =
      arguments.value(
          "--page",
          "URL",
          "The page with the link, in place of the cloud's in Microsoft's download centre.",
          URI.class);

  private final Argument<URI> url =
      arguments.value("--url", "URL", "The file itself, for a mirror.", URI.class);

  private final Argument<Integer> timeout =
      arguments.value(
          "--timeout",
          "SECONDS",
          "How long a connection, an answer and a download may take each. Default: 60.",
          60);

  private final Argument<Integer> retryPause = arguments.hidden("--retry-pause", 2);

  FetchCommand(Streams streams) {
    super(
        "fetch", "Download the current file of a cloud, check it, keep it, and print where it is.");
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    Cloud cloud =
        Cloud.named(cloudName.get())
            .orElseThrow(
                () ->
                    usage(
                        "unknown --cloud "
                            + cloudName.get()
                            + "\nit is public, government, china or"
                            + " germany"));
    if (page.isGiven() && url.isGiven()) {
      throw usage("--page and --url are two ways to one file: give one");
    }
    if (timeout.get() < 1) {
      throw usage("--timeout " + timeout.get() + " is not a number of seconds from 1");
    }
    Cache cache = new Cache(streams.environment());
    Download download =
        new Download(
            allowedHosts(),
            Duration.ofSeconds(timeout.get()),
            Duration.ofSeconds(retryPause.get()),
            this::showProgress);
    try {
      return fetch(cloud, cache, download);
    } catch (FetchException e) {
      throw e.getMessage().contains("\n") ? e : withAdvice(e, cloud);
    }
  }

  private int fetch(Cloud cloud, Cache cache, Download download) throws IOException {
    URI link = url.isGiven() ? url.get() : findLink(cloud, download);
    String name = fileName(cloud, link);
    Path target = output.isGiven() ? Path.of(output.get()) : cache.folder().resolve(name);
    if (!output.isGiven() && !url.isGiven() && Files.exists(target)) {
      return upToDate(target);
    }
    Path state = output.isGiven() ? null : cache.folder().resolve(cloud.fileName() + ".properties");
    Properties known = !output.isGiven() && url.isGiven() ? load(state, link) : new Properties();
    Document document =
        download.get(link, known.getProperty("etag"), known.getProperty("lastModified"));
    if (document.body() == null) {
      return upToDate(Path.of(known.getProperty("path")));
    }
    ServiceTagsFile file = check(cloud, name, document.body());
    Optional<ServiceTagsFile> earlier = earlier(cloud, cache);
    earlier.ifPresent(old -> compare(old, file));
    new OutputFile(target).write(document.body());
    if (!output.isGiven()) {
      save(state, link, document, target);
      cache.prune(cloud);
    }
    streams.message(
        "note",
        earlier
                .map(old -> "change number " + old.source().changeNumber() + " > ")
                .orElse("change number ")
            + file.source().changeNumber());
    streams.print(target + "\n");
    return ExitCode.OK;
  }

  private URI findLink(Cloud cloud, Download download) {
    URI address = page.isGiven() ? page.get() : DownloadPage.of(cloud);
    Document document = download.get(address, null, null);
    String text = new String(document.body(), StandardCharsets.UTF_8);
    return new DownloadPage(document.address(), text).link(cloud);
  }

  private Set<String> allowedHosts() {
    Set<String> hosts = new HashSet<>();
    for (URI named : new URI[] {page.get(), url.get()}) {
      if (named != null) {
        boolean web = "http".equals(named.getScheme()) || "https".equals(named.getScheme());
        if (named.getHost() == null || !web) {
          throw usage("'" + named + "' is no address of a web server");
        }
        hosts.add((named.getScheme() + "://" + named.getHost()).toLowerCase(Locale.ROOT));
        hosts.add(("https://" + named.getHost()).toLowerCase(Locale.ROOT));
      }
    }
    if (!url.isGiven()) {
      hosts.addAll(MICROSOFT);
    }
    return hosts;
  }

  /** A mirror may name the file as it likes; in the cache it has the date of today then. */
  private String fileName(Cloud cloud, URI link) {
    String path = link.getPath() == null ? "" : link.getPath();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.matches("ServiceTags_" + cloud.fileName() + "_\\d{8}\\.json(\\.gz)?")
        ? name
        : "ServiceTags_%s_%s.json"
            .formatted(
                cloud.fileName(),
                DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.now(streams.clock())));
  }

  private int upToDate(Path target) throws IOException {
    streams.message("note", "up to date");
    streams.print(target + "\n");
    return ExitCode.OK;
  }

  private static ServiceTagsFile check(Cloud cloud, String name, byte[] body) throws IOException {
    ServiceTagsFile file = ServiceTagsReader.read(Printable.of(name), body);
    if (file.source().cloud() != cloud) {
      throw new InvalidServiceTagsException(
          "%s is of the cloud %s, not %s\nnothing was stored"
              .formatted(name, file.source().cloud().optionName(), cloud.optionName()));
    }
    if (file.tags().isEmpty()) {
      throw new InvalidServiceTagsException(name + " has no service tags\nnothing was stored");
    }
    file.tags().forEach(file::prefixCounts);
    return file;
  }

  private Optional<ServiceTagsFile> earlier(Cloud cloud, Cache cache) throws IOException {
    List<Path> cached = cache.files(cloud);
    Path path =
        output.isGiven()
            ? Path.of(output.get())
            : cached.isEmpty() ? null : cached.get(cached.size() - 1);
    if (path == null || !Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try {
      ServiceTagsFile file = ServiceTagsReader.read(path);
      return file.source().cloud() == cloud ? Optional.of(file) : Optional.empty();
    } catch (InvalidServiceTagsException e) {
      streams.warn(path + " is damaged and nothing to compare with");
      return Optional.empty();
    }
  }

  private void compare(ServiceTagsFile old, ServiceTagsFile file) {
    if (file.source().changeNumber() < old.source().changeNumber()) {
      throw new HarmfulUpdateException(
          "what came has change number %d, and %s has %d already\nnothing was stored"
              .formatted(
                  file.source().changeNumber(), old.source().file(), old.source().changeNumber()));
    }
    UpdateGuard guard =
        new UpdateGuard(List.of(old), EnumSet.allOf(Family.class), 20, Set.of(), false);
    List<String> losses = guard.lossesOf(file, old.tags().stream().map(ServiceTag::name).toList());
    if (!losses.isEmpty()) {
      int named = Math.min(NAMED_LOSSES, losses.size());
      String more = losses.size() > named ? "; and " + (losses.size() - named) + " more" : "";
      streams.warn(String.join("; ", losses.subList(0, named)) + more);
    }
  }

  private static Properties load(Path state, URI link) throws IOException {
    Properties known = new Properties();
    if (Files.isRegularFile(state)) {
      known.load(new StringReader(Files.readString(state)));
    }
    boolean there =
        link.toString().equals(known.getProperty("url"))
            && known.getProperty("path") != null
            && Files.isRegularFile(Path.of(known.getProperty("path")));
    return there ? known : new Properties();
  }

  private static void save(Path state, URI link, Document document, Path target)
      throws IOException {
    Properties known = new Properties();
    known.setProperty("url", link.toString());
    known.setProperty("path", target.toString());
    if (document.etag() != null) {
      known.setProperty("etag", document.etag());
    }
    if (document.lastModified() != null) {
      known.setProperty("lastModified", document.lastModified());
    }
    StringWriter text = new StringWriter();
    known.store(text, null);
    new OutputFile(state).write(text.toString());
  }

  private void showProgress(long bytes) {
    if (streams.terminal()) {
      streams.progress(String.format(Locale.ROOT, "%,d kB", bytes / 1000));
    }
  }

  private static FetchException withAdvice(FetchException e, Cloud cloud) {
    return new FetchException(
        e.getMessage()
            + "\nnothing was stored; by hand: download the file from "
            + DownloadPage.of(cloud)
            + " and name it with --service-tags");
  }
}
