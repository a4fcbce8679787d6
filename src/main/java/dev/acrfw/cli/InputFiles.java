package dev.acrfw.cli;

import dev.acrfw.concurrent.Meanwhile;
import dev.acrfw.fetch.Cache;
import dev.acrfw.file.InputFile;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Where commands get their input files from.
 *
 * <p>Reading the file and building the command line take about as long as each other, so the file
 * that the arguments seem to name is read on a second thread meanwhile. The parsed command line has
 * the last word: if it names another file, that one is read.
 */
final class InputFiles {
  /** Far more than any small file that a command takes. */
  private static final int MAX_SMALL = 16 * 1024 * 1024;

  /** Written out: the first lambda of a run costs 8 ms, and nothing would be read meanwhile. */
  private static final class EarlyRead implements Callable<ServiceTagsFile> {
    private final String name;
    private final Meanwhile<ServiceTagsFile> file;

    private EarlyRead(String name) {
      this.name = name;
      file = Meanwhile.start("read", this);
    }

    @Override
    public ServiceTagsFile call() throws IOException {
      return ServiceTagsReader.read(Path.of(name));
    }
  }

  private final Surroundings surroundings;
  private Optional<EarlyRead> early = Optional.empty();
  private final Map<String, ServiceTagsFile> known = new HashMap<>();
  private final List<Path> read = new ArrayList<>();

  InputFiles(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Returns the file of the environment, or else the newest that {@code acrfw fetch} keeps for a
   * cloud; nothing when there is neither.
   */
  Optional<String> defaultName(Cloud cloud) throws IOException {
    String name = variable();
    return name.isEmpty()
        ? new Cache(surroundings.environment()).newest(cloud).map(Path::toString)
        : Optional.of(name);
  }

  private String variable() {
    return surroundings.environment().getOrDefault(ServiceTagsOption.VARIABLE, "");
  }

  /** Starts to read the file that the arguments seem to name. */
  void readEarly(String... args) {
    List<String> words = List.of(args);
    if (words.contains("-h") || words.contains("--help")) {
      return;
    }
    Optional<String> given = ServiceTagsOption.fileIn(words);
    String name = given.isPresent() ? given.get() : variable();
    if (!name.isEmpty() && !name.equals("-")) {
      early = Optional.of(new EarlyRead(name));
    }
  }

  /**
   * Reads a service tags file.
   *
   * @param name its path, or {@code -} for standard input
   */
  ServiceTagsFile read(String name) throws IOException {
    if (name.equals("-")) {
      return ServiceTagsReader.read(surroundings.in());
    }
    long since = System.nanoTime();
    read.add(Path.of(name));
    if (early.isPresent() && name.equals(early.get().name)) {
      ServiceTagsFile file = early.get().file.get();
      surroundings.took("waiting for " + name + " to be read", since);
      return file;
    }
    ServiceTagsFile file = known.get(name);
    if (file == null) {
      file = ServiceTagsReader.read(Path.of(name));
      known.put(name, file);
      surroundings.took("reading " + name, since);
    }
    return file;
  }

  /** Reads a service tags file that is not asked for again. */
  ServiceTagsFile readOnce(String name) throws IOException {
    read.add(Path.of(name));
    return ServiceTagsReader.read(Path.of(name));
  }

  /** Reads a small file whole, or standard input where the name is {@code -}. */
  byte[] readBytes(String name) throws IOException {
    byte[] bytes;
    if (name.equals("-")) {
      bytes = InputFile.read(surroundings.in(), MAX_SMALL);
    } else {
      read.add(Path.of(name));
      bytes = InputFile.read(Path.of(name), MAX_SMALL);
    }
    if (bytes.length > MAX_SMALL) {
      throw new IOException(name + " has more than " + MAX_SMALL + " bytes");
    }
    return bytes;
  }

  /** Returns whether a path leads to a file that was read. */
  boolean hasRead(Path path) throws IOException {
    for (Path input : read) {
      if (Files.exists(path) && Files.exists(input) && Files.isSameFile(path, input)) {
        return true;
      }
    }
    return false;
  }
}
