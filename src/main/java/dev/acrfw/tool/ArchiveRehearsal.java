package dev.acrfw.tool;

import dev.acrfw.cli.CommandRunner;
import dev.acrfw.cli.ExitCode;
import dev.acrfw.cli.Surroundings;
import dev.acrfw.format.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * Runs the commands once, so that the JVM can note which classes they need; the launcher makes the
 * class-data archive from that.
 */
public final class ArchiveRehearsal {
  private static final String FILE =
      """
      {"changeNumber": 1, "cloud": "Public", "sample": true, "values": [
      {"name": "AzureContainerRegistry", "id": "AzureContainerRegistry", "properties":
        {"changeNumber": 1, "region": "", "platform": "Azure", "networkFeatures": ["NSG"],
         "addressPrefixes": ["192.0.2.0/24", "198.51.100.0/25", "2001:db8::/48"]}},
      {"name": "AzureContainerRegistry.WestEurope", "properties":
        {"region": "westeurope", "networkFeatures": ["NSG"], "addressPrefixes": ["192.0.2.0/25", "2001:db8::/64"]}},
      {"name": "Storage", "properties": {"region": "", "networkFeatures": ["NSG"], "addressPrefixes": ["203.0.113.0/24"]}},
      {"name": "Storage.WestEurope", "properties":
        {"region": "westeurope", "networkFeatures": ["NSG"], "addressPrefixes": ["203.0.113.128/26", "203.0.113.0/28"]}}]}
      """;

  private ArchiveRehearsal() {}

  /** Takes no arguments. */
  public static void main(String[] args) throws IOException, ClassNotFoundException {
    Class.forName("dev.acrfw.Main");
    Path folder = Files.createTempDirectory("acrfw");
    Path file = folder.resolve("ServiceTags_Public_20260101.json");
    try {
      Files.writeString(file, FILE);
      rehearse(file.toString());
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void rehearse(String file) {
    for (Format format : Format.values()) {
      run("generate", "-s", file, "-r", "contoso", "-l", "westeurope", "-f", format.displayName());
    }
    run("generate", "-s", file, "-f", "list");
    run("endpoints", "-s", file, "-r", "contoso", "-l", "westeurope");
    run("tags", "-s", file, "registry");
    run("diff", file, file, "-l", "westeurope");
    run("registry", "-r", "contoso", "--public-access", "none");
    run("trusted-services");
    run("formats");
    run("--version");
    run("--help");
  }

  private static void run(String... args) {
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.copyOf(System.getenv()),
            Clock.systemUTC(),
            false);
    int code = new CommandRunner(surroundings).run(args);
    if (code != ExitCode.OK) {
      throw new IllegalStateException(String.join(" ", args) + " exits with " + code);
    }
  }
}
