package dev.acrfw.windows;

import dev.acrfw.Program;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Debian's wine with a folder of its own, which has links to the whole machine: it stays. */
final class Wine implements AutoCloseable {
  private static final String COMPILER = "x86_64-w64-mingw32-gcc";
  private static final Path PREFIX = Path.of("target/wine").toAbsolutePath();

  private final FileLock lock;

  private Wine(FileLock lock) {
    this.lock = lock;
  }

  /** Skips the calling test, or fails it in CI, where there is no wine or no compiler for it. */
  static Wine start() {
    for (String tool : List.of("wine", "wineserver", COMPILER)) {
      boolean there = Program.run("sh", "-c", "command -v " + tool).exitCode() == 0;
      if (!there && !Program.REQUIRED) {
        System.err.println("Tests under wine are skipped: no " + tool);
      }
      Program.requireThat(there, "no " + tool);
    }
    return new Wine(alone());
  }

  /** Waits until no other test uses the folder: tests run in several JVMs. */
  private static FileLock alone() {
    try {
      Files.createDirectories(PREFIX.getParent());
      return FileChannel.open(
              PREFIX.resolveSibling("wine.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE)
          .lock();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Compiles a stand-in of {@code src/test/windows}. */
  static void compile(String source, Path program) {
    String path = Path.of("src/test/windows", source).toString();
    Program.run(COMPILER, "-O1", "-Wall", "-Werror", "-o", program.toString(), path).succeeded();
  }

  /** Runs a batch file of a folder. */
  Program run(Path folder, Map<String, String> environment, String batch) {
    return run(folder, environment, List.of("wine", "cmd", "/c", batch));
  }

  /** Ends what wine leaves running for a while. */
  @Override
  public void close() {
    run(Path.of("."), Map.of(), List.of("wineserver", "-k"));
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Program run(Path folder, Map<String, String> more, List<String> command) {
    Map<String, String> environment = new LinkedHashMap<>(more);
    environment.put("WINEPREFIX", PREFIX.toString());
    environment.put("WINEDEBUG", "-all");
    environment.put("WINEDLLOVERRIDES", "mscoree=;mshtml=");
    return Program.run(folder, environment, command);
  }
}
