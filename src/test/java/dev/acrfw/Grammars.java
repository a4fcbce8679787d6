package dev.acrfw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The programs of {@code src/test/node}, with the grammars that they read files with. */
public final class Grammars {
  /** Windows PowerShell. */
  public static final String POWERSHELL =
      "node_modules/tree-sitter-powershell/tree-sitter-powershell.wasm";

  /** Bicep. */
  public static final String BICEP = "node_modules/tree-sitter-bicep/tree-sitter-bicep.wasm";

  private static final Path NODE = Path.of("target/node").toAbsolutePath();

  private Grammars() {}

  /** Installs them; skips the calling test, or fails it in CI, where there is no npm. */
  public static void install() {
    Program.require("npm");
    try (Stream<Path> files = Files.list(Path.of("src/test/node"))) {
      Files.createDirectories(NODE);
      for (Path file : files.toList()) {
        Files.copy(file, NODE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").succeeded();
  }

  /** Runs one of npm's or our programs in the folder with all of them. */
  public static Program run(String... command) {
    return Program.run(NODE, Map.of(), List.of(command));
  }

  /** Says where files are not of a language. */
  public static Program parse(String grammar, List<Path> files) {
    return read("parse.mjs", grammar, files);
  }

  /** Reads files with one of our programs. */
  public static Program read(String program, String grammar, List<Path> files) {
    List<String> command = new ArrayList<>(List.of("node", program, grammar));
    files.forEach(file -> command.add(file.toAbsolutePath().toString()));
    return run(command.toArray(String[]::new));
  }
}
