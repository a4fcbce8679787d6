package dev.acrfw.distributions;

import dev.acrfw.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * Another Debian than the one that the tests run on: its userland in a folder, entered in
 * namespaces of its own. Without root, debootstrap or a network to set it up the test is skipped
 * with one line, in CI it fails.
 *
 * @param folder where it is
 */
record Root(Path folder) {
  private static final List<String> PACKAGES =
      List.of(
          "nftables",
          "iptables",
          "ipset",
          "iproute2",
          "kmod",
          "procps",
          "python3-minimal",
          "netcat-openbsd",
          "systemd");

  private static final Map<String, String> JAVA =
      Map.of("bullseye", "openjdk-17-jre-headless", "trixie", "openjdk-21-jdk-headless");

  private static final Map<String, Root> ROOTS = new HashMap<>();

  /** Sets a suite up, if that is not done yet. */
  static Root of(String suite) {
    return of(suite, List.of());
  }

  /** Sets a suite up, if that is not done yet, with more packages in a root of their own. */
  static synchronized Root of(String suite, List<String> more) {
    if (!Program.REQUIRED && System.getenv("ACRFW_ROOTS") == null) {
      String whyNot = "other Debians are tried where ACRFW_ROOTS names a folder for them";
      if (ROOTS.isEmpty()) {
        System.err.println("Distribution tests are skipped: " + whyNot);
        ROOTS.put("", new Root(Path.of("/nonexistent")));
      }
      Assumptions.abort(whyNot);
    }
    Program.require("debootstrap", "unshare", "chroot");
    String name = more.isEmpty() ? suite : suite + "-" + more.get(0);
    if (!ROOTS.containsKey(name)) {
      List<String> command =
          new ArrayList<>(List.of("sh", "src/test/distributions/set-up.sh", suite, name));
      command.addAll(PACKAGES);
      command.addAll(more.isEmpty() ? List.of(JAVA.get(suite)) : more);
      Program setUp = Program.run(Map.of(), command).succeeded();
      ROOTS.put(name, new Root(Path.of(setUp.out().strip())));
    }
    return ROOTS.get(name);
  }

  /** Runs a script as root; the files of the folder are where it starts. */
  Program run(Path files, String script) throws IOException {
    Files.writeString(files.resolve("script.sh"), script);
    return Program.run(
        "sh", "src/test/distributions/enter.sh", folder.toString(), files.toString(), "script.sh");
  }
}
