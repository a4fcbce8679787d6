package dev.acrfw.cli;

import dev.acrfw.failure.UsageException;
import dev.acrfw.fetch.AllowedHosts;
import dev.acrfw.fetch.Cache;
import dev.acrfw.fetch.Download;
import dev.acrfw.fetch.Fetch;
import dev.acrfw.fetch.Fetch.Result;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.servicetags.Cloud;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Downloads the current file of a cloud. */
final class FetchCommand extends Command {
  private static final int LONGEST_TIMEOUT = 24 * 60 * 60;

  private final Argument<Cloud> cloud =
      arguments.add(
          Option.value("--cloud", "CLOUD", "{}.", new CloudValue(), Cloud.PUBLIC)
              .orVariable(ServiceTagsOption.CLOUD_VARIABLE));

  private final Argument<String> output =
      arguments.add(
          Option.text("-o,--output", "FILE", "Write to FILE in place of the cache.")
              .suggesting(Suggestion.FILES));

  private final Argument<URI> page =
      arguments.add(
          Option.value(
              "--page",
              "URL",
              "The page with the link, in place of the cloud's in Microsoft's download centre.",
              new WebAddress()));

  private final Argument<URI> url =
      arguments.add(
          Option.value("--url", "URL", "The file itself, for a mirror.", new WebAddress()));

  private final Argument<Integer> timeout =
      arguments.add(
          Option.number(
              "--timeout",
              "SECONDS",
              "Limit for connecting, for the answer and for the download, each.",
              1,
              LONGEST_TIMEOUT,
              60));

  private final Argument<Integer> retryPause =
      arguments.addHidden(
          Option.number("--retry-pause", "SECONDS", "Before the second try.", 0, 60, 2));

  FetchCommand(Surroundings surroundings) {
    super(
        surroundings,
        "fetch",
        "Download the current file of a cloud, check it, keep it, and print where it is.");
  }

  @Override
  int run() throws IOException {
    if (page.isGiven() && url.isGiven()) {
      throw new UsageException("--page and --url are two ways to one file: give one");
    }
    if (!cloud.get().isListed() && !page.isGiven() && !url.isGiven()) {
      throw CloudValue.unknown(cloud.get().fileName());
    }
    Download download =
        new Download(
            allowedHosts(),
            Duration.ofSeconds(timeout.get()),
            Duration.ofSeconds(retryPause.get()),
            this::showProgress);
    Fetch.Wanted wanted =
        new Fetch.Wanted(cloud.get(), page.find(), url.find(), output.find().map(Path::of));
    Cache cache = new Cache(surroundings.environment());
    Result result = new Fetch(wanted, cache, download).run();
    result.warnings().forEach(surroundings::warn);
    surroundings.note(result.isNew() ? changeNumbers(result) : "up to date");
    surroundings.print(result.path() + "\n");
    return ExitCode.OK;
  }

  private static String changeNumbers(Result result) {
    String number = String.valueOf(result.changeNumber().orElseThrow());
    return "change number "
        + (result.earlierChangeNumber().isPresent()
            ? result.earlierChangeNumber().getAsInt() + " > " + number
            : number);
  }

  private AllowedHosts allowedHosts() {
    AllowedHosts hosts = new AllowedHosts();
    page.find().ifPresent(hosts::hostOf);
    url.find().ifPresent(hosts::hostOf);
    return url.isGiven() ? hosts : hosts.microsoft();
  }

  private void showProgress(long bytes) {
    if (surroundings.terminal()) {
      surroundings.progress(String.format(Locale.ROOT, "%,d kB", bytes / 1000));
    }
  }
}
