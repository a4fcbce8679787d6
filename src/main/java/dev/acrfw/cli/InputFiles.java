package dev.acrfw.cli;

import dev.acrfw.fetch.Cache;
import dev.acrfw.servicetags.Cloud;
import dev.acrfw.servicetags.ServiceTagsFile;
import dev.acrfw.servicetags.ServiceTagsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where commands get their input files from.
 *
 * <p>Reading the file and building the command line take about as long as each other, so the file
 * that the arguments seem to name is read on a second thread meanwhile. The parsed command line has
 * the last word: if it names another file, that one is read.
 */
final class InputFiles {
  private final Streams streams;
  private EarlyRead early;
  private final List<Path> read = new ArrayList<>();

  InputFiles(Streams streams) {
    this.streams = streams;
  }

  /**
   * Returns the file of the environment, or else the newest that {@code acrfw fetch} keeps for a
   * cloud; null when there is neither.
   */
  String defaultName(Cloud cloud) throws IOException {
    String name = streams.environment().get("ACRFW_SERVICE_TAGS");
    if (name != null && !name.isEmpty()) {
      return name;
    }
    List<Path> cached = new Cache(streams.environment()).files(cloud);
    return cached.isEmpty() ? null : cached.get(cached.size() - 1).toString();
  }

  /** Starts to read the file that the arguments seem to name. */
  void readEarly(String... args) {
    String name = streams.environment().get("ACRFW_SERVICE_TAGS");
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("-h") || args[i].equals("--help")) {
        return;
      }
      if (args[i].startsWith("--service-tags=")) {
        name = args[i].substring("--service-tags=".length());
      } else if ((args[i].equals("-s") || args[i].equals("--service-tags"))
          && i + 1 < args.length) {
        name = args[i + 1];
      }
    }
    if (name != null && !name.isEmpty() && !name.equals("-")) {
      early = new EarlyRead(name);
      early.start();
    }
  }

  private static final class EarlyRead extends Thread {
    private final String name;
    private ServiceTagsFile file;
    private Throwable failure;

    private EarlyRead(String name) {
      super("read");
      this.name = name;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        file = ServiceTagsReader.read(Path.of(name));
      } catch (IOException | RuntimeException | Error e) {
        failure = e;
      }
    }

    private ServiceTagsFile await() throws IOException {
      try {
        join();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (failure instanceof IOException e) {
        throw e;
      }
      if (failure instanceof RuntimeException e) {
        throw e;
      }
      if (failure instanceof Error e) {
        throw e;
      }
      return file;
    }
  }

  /**
   * Reads a file.
   *
   * @param name its path, or {@code -} for standard input
   */
  ServiceTagsFile read(String name) throws IOException {
    if (name.equals("-")) {
      return ServiceTagsReader.read(streams.in());
    }
    read.add(Path.of(name));
    return early != null && name.equals(early.name)
        ? early.await()
        : ServiceTagsReader.read(Path.of(name));
  }

  /** Reads a small file whole, or standard input where the name is {@code -}. */
  byte[] readBytes(String name) throws IOException {
    if (name.equals("-")) {
      return streams.in().readAllBytes();
    }
    read.add(Path.of(name));
    return Files.readAllBytes(Path.of(name));
  }

  /** Returns whether a path leads to a file that was read. */
  boolean hasRead(Path path) throws IOException {
    for (Path input : read) {
      if (Files.exists(path) && Files.isSameFile(path, input)) {
        return true;
      }
    }
    return false;
  }
}
