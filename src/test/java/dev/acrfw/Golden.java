package dev.acrfw;

import dev.acrfw.format.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole output that is kept as files of its own.
 *
 * @param folder the folder of the case, by whose name it is called
 */
public record Golden(Path folder) {
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Returns all cases. */
  public static Stream<Golden> cases() throws IOException {
    return Files.list(FOLDER).sorted().map(Golden::new);
  }

  /** Returns the outputs of all cases in one language, as files. */
  public static List<Path> outputs(String extension) throws IOException {
    return cases().map(Golden::out).filter(f -> f.toString().endsWith("." + extension)).toList();
  }

  /** Returns the arguments of the program. */
  public String[] args() {
    try {
      return Files.readAllLines(folder.resolve("args")).toArray(String[]::new);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns whether the case is a run of a command with a format. */
  public boolean isOf(String command, String format) {
    List<String> args = Arrays.asList(args());
    int at = Math.max(args.indexOf("-f"), args.indexOf("--format"));
    return args.get(0).equals(command) && at > 0 && args.get(at + 1).equals(format);
  }

  /** Returns the file with the standard output; its extension says its language. */
  public Path out() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("out."))
          .findFirst()
          .orElseGet(() -> folder.resolve("out." + extension()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Of a new case, which has no output yet. */
  private String extension() {
    return Stream.of(Format.values())
        .filter(format -> isOf("generate", format.displayName()))
        .map(Format::extension)
        .findFirst()
        .orElse("txt");
  }

  /** Returns the name of the folder. */
  @Override
  public String toString() {
    return folder.getFileName().toString();
  }
}
