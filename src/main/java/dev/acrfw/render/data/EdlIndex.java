package dev.acrfw.render.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.render.EarlierOutput;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Reads which lists an earlier index names: a firewall may still fetch each of them. */
final class EdlIndex {
  /** The member that holds the lists. */
  static final String LISTS = "lists";

  /** The member of a list that holds its file's name. */
  static final String FILE = "file";

  /** The member that holds the names of files whose rule is no longer selected. */
  static final String EMPTIED = "emptied";

  private EdlIndex() {}

  /**
   * Returns the names of all files that an index names.
   *
   * @throws InvalidInputException when it is not an index of this program
   */
  static Set<String> files(EarlierOutput output) {
    Set<String> files = new TreeSet<>();
    try {
      JsonNode index = JsonMapper.builder().build().readTree(output.bytes());
      index.path(LISTS).forEach(list -> files.add(list.path(FILE).asText()));
      index.path(EMPTIED).forEach(file -> files.add(file.asText()));
    } catch (IOException e) {
      throw notOurs(output);
    }
    if (files.isEmpty()
        || !files.stream().allMatch(file -> file.matches("[A-Za-z0-9._-]+[.]txt"))) {
      throw notOurs(output);
    }
    return files;
  }

  private static InvalidInputException notOurs(EarlierOutput output) {
    return new InvalidInputException(
        output.file() + ": index.json is not one that acrfw wrote", "name another folder");
  }
}
