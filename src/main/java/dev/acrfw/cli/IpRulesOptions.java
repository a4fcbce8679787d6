package dev.acrfw.cli;

import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UnknownOrEmptyException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.option.Option;
import dev.acrfw.option.Suggestion;
import dev.acrfw.registry.IpRules;
import dev.acrfw.registry.RegistrySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which clients a registry's own firewall lets in, and which no more. */
final class IpRulesOptions {
  private final Arguments arguments;
  private final Argument<List<String>> allow;
  private final Argument<String> allowFile;
  private final Argument<List<String>> removeRule;
  private final Argument<Boolean> prune;

  IpRulesOptions(Arguments arguments) {
    this.arguments = arguments;
    allow =
        arguments.add(
            Option.texts(
                "--allow", "CIDR", "Public addresses or CIDRs of clients that are let in."));
    allowFile =
        arguments.add(
            Option.text(
                    "--allow-file",
                    "FILE",
                    "The same from a file, one a line; # starts a comment, - is standard input.")
                .suggesting(Suggestion.FILES));
    removeRule =
        arguments.add(
            Option.texts(
                "--remove-rule",
                "CIDR",
                "IP rules that are taken away, as the registry shows them; az only."));
    prune = arguments.add(Option.flag("--prune", "Remove IP rules that are not named; az only."));
  }

  /** Returns whether any client is named that is let in. */
  boolean allows() {
    return allow.isGiven() || allowFile.isGiven();
  }

  /** Returns whether any IP rule is to be there or not to be there. */
  boolean isGiven() {
    return allows() || removeRule.isGiven();
  }

  boolean prunes() {
    return prune.get();
  }

  /** Refuses what is without effect, or not for the format. */
  void check(boolean isScript) {
    if (prune.get() && !allows()) {
      throw new UsageException("--prune changes nothing without --allow");
    }
    if (prune.get() && removeRule.isGiven()) {
      throw new UsageException("--remove-rule changes nothing with --prune");
    }
    if ((prune.get() || removeRule.isGiven()) && !isScript) {
      throw new UsageException(
          (prune.get() ? "--prune" : "--remove-rule")
              + " is for the az script: a template's ipRules replaces the whole list");
    }
  }

  /**
   * Returns the rules that must be there, as the fewest CIDRs; nothing where none is to be changed.
   */
  Optional<List<String>> allowed(InputFiles files) throws IOException {
    if (!allows()) {
      return removeRule.isGiven() ? Optional.of(List.of()) : Optional.empty();
    }
    IpRules rules = new IpRules();
    for (String text : allow.get()) {
      try {
        rules.add(text);
      } catch (InvalidInputException e) {
        throw new UsageException("--allow: " + e.problem(), e.hint());
      }
    }
    if (allowFile.isGiven()) {
      addFile(rules, files);
    }
    List<String> fewest = rules.fewest();
    if (fewest.isEmpty()) {
      throw new UnknownOrEmptyException("--allow-file names no address");
    }
    return Optional.of(fewest);
  }

  private void addFile(IpRules rules, InputFiles files) throws IOException {
    String text = new String(files.readBytes(allowFile.get()), StandardCharsets.UTF_8);
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      int comment = line.indexOf('#');
      String address = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!address.isEmpty()) {
        try {
          rules.add(address);
        } catch (InvalidInputException e) {
          throw new InvalidInputException(
              "--allow-file, line " + number + ": " + e.problem(), e.hint());
        }
      }
    }
  }

  /**
   * Returns the rules that must not be there, as Azure shows them.
   *
   * @param allowed those that must be
   */
  List<String> removed(Optional<List<String>> allowed) {
    List<String> rules = new ArrayList<>();
    for (String text : removeRule.get()) {
      try {
        rules.add(IpRules.shown(text));
      } catch (InvalidInputException e) {
        throw new UsageException("--remove-rule: " + e.problem(), e.hint());
      }
    }
    for (String rule : allowed.orElse(List.of())) {
      if (rules.contains(rule)) {
        throw new UsageException("--remove-rule " + rule + " is allowed by --allow as well");
      }
    }
    return rules;
  }

  /** Appends the options, with their values in one spelling. */
  void append(CanonicalCommand command, RegistrySettings settings) {
    List<String> allowed = settings.allowed().orElse(List.of());
    if (!allowed.isEmpty()) {
      command.add(allow.option(), List.of(String.join(",", allowed)));
    }
    command.add(removeRule.option(), settings.removed());
    command.addGiven(prune.option(), arguments.values());
  }
}
