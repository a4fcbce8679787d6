package dev.acrfw.cli;

import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.InvalidServiceTagsException;
import dev.acrfw.servicetags.ServiceTagsFile;
import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which service tags file is read. */
final class ServiceTagsOption {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-s", "--service-tags"},
      paramLabel = "FILE",
      description =
          "The downloaded JSON, plain or gzip; - is standard input. Default:"
              + " $ACRFW_SERVICE_TAGS, then the newest that 'acrfw fetch' keeps for the cloud.")
  private String serviceTags;

  @Option(
      names = "--cloud",
      paramLabel = "CLOUD",
      description = "The cloud that the file must be of: public, government, china, germany.")
  private String cloud;

  boolean isGiven() {
    return serviceTags != null || cloud != null;
  }

  boolean isStandardInput() {
    return "-".equals(serviceTags);
  }

  /** Reads a file that the command names in its own way. */
  ServiceTagsFile read(InputFiles files, String name) throws IOException {
    if (serviceTags != null) {
      throw new ParameterException(spec.commandLine(), "--service-tags changes nothing here");
    }
    return requireCloud(files.read(name));
  }

  ServiceTagsFile read(InputFiles files) throws IOException {
    String name =
        serviceTags != null
            ? serviceTags
            : files.defaultName(cloud == null ? Cloud.PUBLIC : cloud());
    if (name == null || name.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no service tags file: name one with --service-tags or ACRFW_SERVICE_TAGS\n"
              + "'acrfw fetch' downloads it; by hand, from"
              + " https://www.microsoft.com/download/details.aspx?id=56519"
              + " (Government 57063, China 57062)");
    }
    return requireCloud(files.read(name));
  }

  private ServiceTagsFile requireCloud(ServiceTagsFile file) {
    Cloud wanted = cloud == null ? null : cloud();
    Cloud actual = file.source().cloud();
    if (wanted != null && wanted != actual) {
      throw new InvalidServiceTagsException(
          "%s is of the cloud %s, not %s\nname another file, or another --cloud"
              .formatted(file.source().file(), actual.optionName(), wanted.optionName()));
    }
    return file;
  }

  private Cloud cloud() {
    return Cloud.named(cloud)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "unknown --cloud " + cloud + "\nit is public, government, china or germany"));
  }
}
