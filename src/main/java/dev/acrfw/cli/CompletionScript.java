package dev.acrfw.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.AutoComplete;

/** Writes the completion for bash and zsh; the build runs it. */
public final class CompletionScript {
  private CompletionScript() {}

  /**
   * @param args the file to write
   */
  public static void main(String[] args) throws IOException {
    Streams streams =
        new Streams(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of(),
            Clock.systemUTC(),
            false);
    Path file = Path.of(args[0]);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, AutoComplete.bash("acrfw", new CommandRunner(streams).commandLine(null)));
  }
}
