package dev.acrfw.cli;

import dev.acrfw.file.OutputFile;
import dev.acrfw.file.OutputFolder;
import dev.acrfw.format.Format;
import dev.acrfw.render.FolderText;
import dev.acrfw.render.Provenance;
import dev.acrfw.render.RulesChange;
import dev.acrfw.rules.Installed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The file that rules are written to, or the folder where the format is one. */
final class RulesOutput {
  private final Path path;
  private final Format format;

  RulesOutput(Path path, Format format) {
    this.path = path;
    this.format = format;
  }

  /**
   * Returns what is there; of a folder, the file that tells what it was made from.
   *
   * @param name the installation's name
   */
  Optional<byte[]> existing(String name) throws IOException {
    return read(format.mainFile(name));
  }

  /** Returns what the rules that are there say of themselves; nothing when there are none. */
  Optional<Installed> installed(String name) throws IOException {
    return existing(name).flatMap(bytes -> Provenance.read(bytes, format.comment()));
  }

  /** Returns whether the rules that are there differ in nothing but where they come from. */
  boolean isUpToDate(String text) throws IOException {
    for (Map.Entry<String, byte[]> file : files(text).entrySet()) {
      Optional<byte[]> existing = read(file.getKey());
      if (existing.isEmpty()
          || !Provenance.isAllThatDiffers(existing.get(), file.getValue(), format.comment())) {
        return false;
      }
    }
    return true;
  }

  /** Returns what writing the rules changes about those that are there; nothing when none are. */
  Optional<RulesChange> change(String text) throws IOException {
    ByteArrayOutputStream before = new ByteArrayOutputStream();
    for (String file : files(text).keySet()) {
      before.writeBytes(read(file).orElse(new byte[0]));
    }
    return before.size() == 0
        ? Optional.empty()
        : Optional.of(
            RulesChange.between(
                before.toByteArray(), text.getBytes(StandardCharsets.UTF_8), format.comment()));
  }

  /** Returns the paths and contents of all that the rules are written to. */
  Map<Path, byte[]> toWrite(String text) {
    Map<Path, byte[]> set = new LinkedHashMap<>();
    files(text)
        .forEach((file, bytes) -> set.put(format.isFolder() ? path.resolve(file) : path, bytes));
    return set;
  }

  /** Returns when the rules that are there were written; nothing when there are none. */
  Optional<Instant> lastChange(String name) throws IOException {
    Path file = format.isFolder() ? path.resolve(format.mainFile(name)) : path;
    return Files.isRegularFile(file)
        ? Optional.of(Files.getLastModifiedTime(file).toInstant())
        : Optional.empty();
  }

  /** Writes the rules, whole or not at all. */
  void write(String text) throws IOException {
    if (format.isFolder()) {
      new OutputFolder(path).write(files(text));
    } else {
      new OutputFile(path).write(text);
    }
  }

  private Optional<byte[]> read(String file) throws IOException {
    return format.isFolder()
        ? new OutputFolder(path).existing(file)
        : new OutputFile(path).existing();
  }

  /** The one file of a format that is no folder has no path of its own. */
  private Map<String, byte[]> files(String text) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, String> texts = format.isFolder() ? FolderText.files(text) : Map.of("", text);
    texts.forEach((file, part) -> files.put(file, part.getBytes(StandardCharsets.UTF_8)));
    return files;
  }
}
