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
    Program.require("ansible-playbook", "openssl", "unshare", "nft");
    write("first", "generate", "-s", Acrfw.SAMPLE, "-l", "westeurope", "-f", "nftables");
    write("second", "generate", "-s", Acrfw.SAMPLE_NEXT, "-l", "westeurope", "-f", "nftables");
    write("remove-acrfw.nft", "generate", "-f", "nftables", "--remove");
    Files.copy(Path.of("samples/automation/playbook.yml"), folder.resolve("playbook.yml"));
    for (String script : List.of("playbook.sh", "registry.py")) {
      Files.copy(SCRIPTS.resolve(script), folder.resolve(script));
    }
    Program.run(folder, Map.of(), List.of("unshare", "-n", "-m", "sh", "playbook.sh")).succeeded();
  }
}
