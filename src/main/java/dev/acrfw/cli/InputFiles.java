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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where commands get their input files from.
 *
 * <p>Reading the file and building the command line take about as long as each other, so the file
 * that the arguments seem to name is read on a second thread meanwhile. The parsed command line has
 * the last word: if it names another file, that one is read.
 */
final class InputFiles {
  private final Streams streams;
  private String earlyName;
  private FutureTask<ServiceTagsFile> early;
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
      String fileName = name;
      earlyName = name;
      early = new FutureTask<>(() -> ServiceTagsReader.read(Path.of(fileName)));
      Thread thread = new Thread(early, "read");
      thread.setDaemon(true);
      thread.start();
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
    if (!name.equals(earlyName)) {
      return ServiceTagsReader.read(Path.of(name));
    }
    try {
      return early.get();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
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
