package dev.acrfw.cli;

import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;

/** Which service tags file is read. */
final class ServiceTagsOption {
  private final Arguments arguments;

  private final Argument<String> serviceTags;
  private final Argument<String> cloud;

  ServiceTagsOption(Arguments arguments) {
    this.arguments = arguments;
    serviceTags =
        arguments.text(
            "-s,--service-tags",
            "FILE",
            "The downloaded JSON, plain or gzip; - is standard input. Default:"
                + " $ACRFW_SERVICE_TAGS, then the newest that 'acrfw fetch' keeps for the cloud.");
    cloud =
        arguments.text(
            "--cloud",
            "CLOUD",
            "The cloud that the file must be of: public, government, china, germany.");
  }

  boolean isGiven() {
    return serviceTags.isGiven() || cloud.isGiven();
  }

  boolean isStandardInput() {
    return "-".equals(serviceTags.get());
  }

  /** Reads a file that the command names in its own way. */
  ServiceTagsFile read(InputFiles files, String name) throws IOException {
    if (serviceTags.isGiven()) {
      throw arguments.usage("--service-tags changes nothing here");
    }
    return requireCloud(files.read(name));
  }

  ServiceTagsFile read(InputFiles files) throws IOException {
    String name =
        serviceTags.isGiven()
            ? serviceTags.get()
            : files.defaultName(cloud.isGiven() ? cloud() : Cloud.PUBLIC);
    if (name == null || name.isEmpty()) {
      throw arguments.usage(
          "no service tags file: name one with --service-tags or ACRFW_SERVICE_TAGS\n"
              + "'acrfw fetch' downloads it; by hand, from"
              + " https://www.microsoft.com/download/details.aspx?id=56519"
              + " (Government 57063, China 57062)");
    }
    return requireCloud(files.read(name));
  }

  private ServiceTagsFile requireCloud(ServiceTagsFile file) {
    Cloud wanted = cloud.isGiven() ? cloud() : null;
    Cloud actual = file.source().cloud();
    if (wanted != null && wanted != actual) {
      throw new InvalidServiceTagsException(
          "%s is of the cloud %s, not %s\nname another file, or another --cloud"
              .formatted(file.source().file(), actual.optionName(), wanted.optionName()));
    }
    return file;
  }

  private Cloud cloud() {
    return Cloud.named(cloud.get())
        .orElseThrow(
            () ->
                arguments.usage(
                    "unknown --cloud "
                        + cloud.get()
                        + "\nit is public, government, china or germany"));
  }
}
