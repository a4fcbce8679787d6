package dev.acrfw.cli;

import dev.acrfw.option.Listed;
import dev.acrfw.text.NearestNames;
import dev.acrfw.text.Printable;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A command line that does not parse, in words: picocli names every word after a wrong one too. */
final class SyntaxError {
  private final ParameterException failure;
  private final CommandSpec command;

  SyntaxError(ParameterException failure) {
    this.failure = failure;
    this.command = failure.getCommandLine().getCommandSpec();
  }

  /** Returns what is wrong. */
  String problem() {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      String word = first(unmatched);
      if (isOption(word)) {
        return "unknown option " + Printable.of(nameIn(word));
      }
      return isOfRoot()
          ? "unknown command '" + Printable.of(word) + "'"
          : "unexpected argument '" + Printable.of(word) + "'";
    }
    if (failure instanceof OverwrittenOptionException twice) {
      return longName(twice.getOverwritten()) + " is given twice";
    }
    return failure instanceof MissingParameterException missing
        ? missing(missing.getMissing())
        : String.valueOf(failure.getMessage());
  }

  private static String missing(List<ArgSpec> arguments) {
    ArgSpec first = arguments.get(0);
    if (!first.isPositional()) {
      return longName(first) + " needs a value: " + first.paramLabel();
    }
    List<String> names = arguments.stream().map(SyntaxError::longName).toList();
    return Listed.and(names) + (names.size() == 1 ? " is missing" : " are missing");
  }

  /** Returns what to do; empty where the help is all there is to name. */
  String hint() {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    String word = first(unmatched);
    String near = "";
    if (isOption(word)) {
      near = NearestNames.question(nameIn(word), optionNames());
    } else if (isOfRoot()) {
      near = NearestNames.question(word, command.subcommands().keySet());
    }
    if (!near.isEmpty()) {
      return near;
    }
    return new File(word).isFile() ? "a service tags file is named with --service-tags" : "";
  }

  private static String first(UnmatchedArgumentException unmatched) {
    return unmatched.getUnmatched().get(0);
  }

  private static boolean isOption(String word) {
    return word.startsWith("-") && word.length() > 1;
  }

  private static String nameIn(String word) {
    int end = word.indexOf('=');
    return end < 0 ? word : word.substring(0, end);
  }

  private boolean isOfRoot() {
    return command.parent() == null;
  }

  private List<String> optionNames() {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      names.add(longName(option));
    }
    return names;
  }

  private static String longName(ArgSpec argument) {
    if (argument instanceof OptionSpec option) {
      for (String name : option.names()) {
        if (name.startsWith("--")) {
          return name;
        }
      }
    }
    return argument.paramLabel();
  }
}
