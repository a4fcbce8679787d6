package dev.acrfw.render;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a format that is a folder, in one text: before each stands a line with its path. So
 * standard output shows all of them, and a folder gets them one by one.
 */
public final class FolderText {
  private static final String BEGIN = "# File: ";

  private FolderText() {}

  /** Begins a file; its path is relative to the folder, with slashes. */
  public static void begin(StringBuilder out, String path) {
    out.append(BEGIN).append(path).append('\n');
  }

  /** Returns the files by their paths, in order. */
  public static Map<String, String> files(String text) {
    Map<String, String> files = new LinkedHashMap<>();
    for (String file : text.split("(?m)^(?=" + BEGIN + ")")) {
      int end = file.indexOf('\n');
      files.put(file.substring(BEGIN.length(), end), file.substring(end + 1));
    }
    return files;
  }
}
