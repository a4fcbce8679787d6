package dev.acrfw.cli;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.value.CloudValue;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Which service tags file is read. */
final class ServiceTagsOption {
  static final Option<String> FILE =
      Option.text(
              "-s,--service-tags",
              "FILE",
              "The downloaded JSON, plain or gzip, or the Discovery API's answer; - is standard"
                  + " input. Default: $ACRFW_SERVICE_TAGS, then the newest that 'acrfw fetch' keeps for the cloud.")
          .suggesting(Suggestion.FILES);

  /** The environment variable that names the file for all commands. */
  static final String VARIABLE = "ACRFW_SERVICE_TAGS";

  /** The environment variable that names the cloud for all commands. */
  static final String CLOUD_VARIABLE = "ACRFW_CLOUD";

  private final Argument<String> serviceTags;
  private final Argument<Cloud> cloud;

  ServiceTagsOption(Arguments arguments) {
    serviceTags = arguments.add(FILE);
    cloud =
        arguments.add(
            Option.value(
                    "--cloud", "CLOUD", "The cloud that the file must be of: {}.", new CloudValue())
                .orVariable(CLOUD_VARIABLE));
  }

  /** Returns the file that words of a command line seem to name, before they are parsed. */
  static Optional<String> fileIn(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      for (String name : FILE.names()) {
        String word = words.get(i);
        if (word.startsWith(name + "=")) {
          return Optional.of(word.substring(name.length() + 1));
        }
        if (word.equals(name) && i + 1 < words.size()) {
          // bash takes --service-tags=FILE for three words.
          boolean split = words.get(i + 1).equals("=") && i + 2 < words.size();
          return Optional.of(words.get(split ? i + 2 : i + 1));
        }
      }
    }
    return Optional.empty();
  }

  /** Returns whether an option is one of these. */
  boolean declares(Option<?> option) {
    return option == serviceTags.option() || option == cloud.option();
  }

  boolean isGiven() {
    return serviceTags.isGiven() || cloud.isGiven();
  }

  boolean isStandardInput() {
    return serviceTags.find().equals(Optional.of("-"));
  }

  /** Reads a file that the command names in its own way. */
  ServiceTagsFile read(InputFiles files, String name) throws IOException {
    if (serviceTags.isGiven()) {
      throw new UsageException("--service-tags changes nothing here");
    }
    return requireCloud(files.read(name));
  }

  ServiceTagsFile read(InputFiles files) throws IOException {
    String name =
        serviceTags.isGiven()
            ? serviceTags.get()
            : files.defaultName(cloud.find().orElse(Cloud.PUBLIC)).orElse("");
    if (name.isEmpty()) {
      cloud.find().ifPresent(ServiceTagsOption::requireListed);
      throw new UsageException(
          "no service tags file: name one with --service-tags or " + VARIABLE,
          "'acrfw fetch' downloads it; by hand, from"
              + " https://www.microsoft.com/download/details.aspx?id=%d (Government %d, China %d)"
                  .formatted(
                      Cloud.PUBLIC.downloadPage().getAsInt(),
                      Cloud.GOVERNMENT.downloadPage().getAsInt(),
                      Cloud.CHINA.downloadPage().getAsInt()));
    }
    if (name.startsWith("https://") || name.startsWith("http://")) {
      throw new UsageException(
          "--service-tags takes a file, and not a URL", "'acrfw fetch --url URL' downloads it");
    }
    return requireCloud(files.read(name));
  }

  private static void requireListed(Cloud wanted) {
    if (!wanted.isListed()) {
      throw CloudValue.unknown(wanted.fileName());
    }
  }

  private ServiceTagsFile requireCloud(ServiceTagsFile file) {
    Cloud actual = file.source().cloud();
    Cloud wanted = cloud.find().orElse(actual);
    if (!wanted.equals(actual)) {
      requireListed(wanted);
      throw new InvalidInputException(
          "%s is of the cloud %s, not %s"
              .formatted(file.source().file(), actual.optionName(), wanted.optionName()),
          "name another file, or another --cloud");
    }
    return file;
  }
}
