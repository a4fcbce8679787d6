package dev.acrfw.cli;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.file.InputFile;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of arguments, as {@code @FILE}: one stands for its words where it stands alone as an
 * argument. The value of an option is never one, so a value from outside cannot bring in options.
 */
final class ArgumentFiles {
  private static final int MOST_BYTES = 1024 * 1024;

  /** A word, in quotes where it holds blanks; a number sign before it starts a comment. */
  private static final Pattern WORD =
      Pattern.compile("(?m)^\\s*#.*$|\"([^\"\\n]*)\"|'([^'\\n]*)'|(\\S+)");

  private ArgumentFiles() {}

  /**
   * Returns the arguments with the words of the files in their places.
   *
   * @param taking the names of the options that take a value
   * @throws UsageException when a file is not there, or names another one
   */
  static String[] expand(String[] args, Set<String> taking) throws IOException {
    List<String> words = new ArrayList<>();
    boolean isValue = false;
    for (String arg : args) {
      if (isValue || !arg.startsWith("@") || arg.length() == 1) {
        words.add(arg);
      } else if (arg.startsWith("@@")) {
        words.add(arg.substring(1));
      } else {
        words.addAll(wordsOf(arg.substring(1)));
      }
      isValue = taking.contains(arg);
    }
    return words.toArray(String[]::new);
  }

  private static List<String> wordsOf(String name) throws IOException {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw new UsageException("no argument file " + Printable.of(name));
    }
    byte[] bytes = InputFile.read(file, MOST_BYTES);
    if (bytes.length > MOST_BYTES) {
      throw new InvalidInputException(
          "the argument file " + Printable.of(name) + " has more than " + MOST_BYTES + " bytes");
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(new String(bytes, StandardCharsets.UTF_8));
    while (word.find()) {
      String text = word.group(1) != null ? word.group(1) : word.group(2);
      if (text == null) {
        text = word.group(3);
      }
      if (text != null) {
        requireNoFile(name, text, word.group(3) != null);
        words.add(text);
      }
    }
    return words;
  }

  private static void requireNoFile(String name, String word, boolean unquoted) {
    if (unquoted && word.startsWith("@")) {
      throw new UsageException(
          "the argument file %s names another, %s"
              .formatted(Printable.of(name), Printable.of(word)));
    }
  }
}
