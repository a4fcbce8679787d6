package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.fetch.AllowedHosts;
import dev.acrfw.fetch.Cache;
import dev.acrfw.fetch.Download;
import dev.acrfw.fetch.Fetch;
import dev.acrfw.option.Option;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.value.CloudValue;
import dev.acrfw.value.WebAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Which file is downloaded, and from where. */
final class FetchOptions {
  private static final int LONGEST_TIMEOUT = 24 * 60 * 60;

  final Argument<Cloud> cloud;
  private final Argument<URI> page;
  private final Argument<URI> url;
  private final Argument<Integer> timeout;
  private final Argument<Integer> retryPause;

  FetchOptions(Arguments arguments) {
    cloud =
        arguments.add(
            Option.value("--cloud", "CLOUD", "{}.", new CloudValue(), Cloud.PUBLIC)
                .orVariable(ServiceTagsOption.CLOUD_VARIABLE));
    page =
        arguments.add(
            Option.value(
                "--page",
                "URL",
                "The page with the link, in place of the cloud's in Microsoft's download centre.",
                new WebAddress()));
    url =
        arguments.add(
            Option.value("--url", "URL", "The file itself, for a mirror.", new WebAddress()));
    timeout =
        arguments.add(
            Option.number(
                "--timeout",
                "SECONDS",
                "Limit for connecting, for the answer and for the download, each.",
                1,
                LONGEST_TIMEOUT,
                60));
    retryPause =
        arguments.addHidden(
            Option.number("--retry-pause", "SECONDS", "Before the second try.", 0, 60, 2));
  }

  /** Refuses what is wrong, before anything is downloaded. */
  void check() {
    if (page.isGiven() && url.isGiven()) {
      throw new UsageException("--page and --url are two ways to one file: give one");
    }
    if (!cloud.get().isListed() && !page.isGiven() && !url.isGiven()) {
      throw CloudValue.unknown(cloud.get().fileName());
    }
  }

  /**
   * Downloads the file, or finds that the kept one is the newest.
   *
   * @param output where it is kept; nothing for the cache
   */
  Fetch.Result fetch(Surroundings surroundings, Optional<Path> output) throws IOException {
    Download download =
        new Download(
            allowedHosts(),
            surroundings.environment(),
            Duration.ofSeconds(timeout.get()),
            Duration.ofSeconds(retryPause.get()),
            new Progress(surroundings));
    Fetch.Wanted wanted = new Fetch.Wanted(cloud.get(), page.find(), url.find(), output);
    long since = System.nanoTime();
    Fetch.Result result = new Fetch(wanted, new Cache(surroundings.environment()), download).run();
    surroundings.took("fetching", since);
    return result;
  }

  private AllowedHosts allowedHosts() {
    AllowedHosts hosts = new AllowedHosts();
    page.find().ifPresent(hosts::hostOf);
    url.find().ifPresent(hosts::hostOf);
    return url.isGiven() ? hosts : hosts.microsoft();
  }
}
