package dev.acrfw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** samples/automation/playbook.yml, run by Ansible on a host in namespaces of its own. */
class PlaybookIT {
  private static final Path SCRIPTS = Path.of("src/test/automation");

  @TempDir private Path folder;

  private void write(String name, String... options) throws IOException {
    Files.writeString(folder.resolve(name), Acrfw.succeed(options).out());
  }

  @Test
  void aRolloutThatTheRegistryDoesNotAnswerToLeavesTheHostAsItWas() throws IOException {
    Program.require("ansible-playbook", "openssl", "unshare", "nft", "curl");
    write("first", "generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "nftables");
    write("second", "generate", "-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope", "-f", "nftables");
    Files.copy(Path.of(Acrfw.SAMPLE), folder.resolve("first.json"));
    Files.copy(Path.of(Acrfw.SAMPLE_NEXT), folder.resolve("second.json"));
    Acrfw.succeed("init", "-c", folder.resolve("acrfw.yaml").toString(), "-l", "westeurope");
    for (String sample : List.of("playbook.yml", "apply.sh")) {
      Files.copy(Path.of("samples/automation", sample), folder.resolve(sample));
    }
    for (String script : List.of("playbook.sh", "registry.py")) {
      Files.copy(SCRIPTS.resolve(script), folder.resolve(script));
    }
    Path bin = Path.of("target/acrfw/bin").toAbsolutePath();
    Program.run(
            folder,
            Map.of("PATH", bin.toString()),
            List.of("unshare", "-n", "-m", "sh", "playbook.sh"))
        .succeeded();
  }
}
