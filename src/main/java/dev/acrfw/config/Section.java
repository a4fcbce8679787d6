package dev.acrfw.config;

import java.util.Map;

/**
 * Keys that belong together.
 *
 * @param line the line on which they begin, from 1
 * @param keys the keys by their names, in the order of the file
 */
public record Section(int line, Map<String, Key> keys) {
  /** Returns a section without keys. */
  static Section none() {
    return new Section(1, Map.of());
  }
}
