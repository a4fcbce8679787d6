package dev.acrfw.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;

/**
 * Runs the common commands once, so that the JVM can note which classes they need; the build makes
 * the class-data archive of the distribution from that.
 */
public final class ArchiveRehearsal {
  private ArchiveRehearsal() {}

  /**
   * @param args the service tags file to rehearse with
   */
  public static void main(String[] args) {
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of("ACRFW_SERVICE_TAGS", args[0]),
            Clock.systemUTC(),
            false);
    for (String format : new String[] {"nftables", "iptables", "windows", "nsg", "json", "list"}) {
      run(streams, "generate", "-r", "contoso", "-l", "westeurope", "-f", format);
    }
    run(streams, "generate", "-f", "list");
    run(streams, "endpoints", "-r", "contoso", "-l", "westeurope");
    run(streams, "tags", "registry");
  }

  private static void run(Streams streams, String... args) {
    int code = new CommandRunner(streams).run(args);
    if (code != ExitCode.OK) {
      throw new IllegalStateException(String.join(" ", args) + " exits with " + code);
    }
  }
}
