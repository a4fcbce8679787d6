package dev.acrfw.cli;

import dev.acrfw.option.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands, in the order in which the help lists them. */
enum Commands {
  GENERATE(true),
  ENDPOINTS(true),
  TAGS(true),
  LOOKUP(true),
  AUDIT(true),
  PROBE(true),
  DIFF(false),
  HISTORY(false),
  UPDATE(false),
  INIT(false),
  FETCH(false),
  REGISTRY(false),
  TRUSTED_SERVICES(false),
  FORMATS(false),
  HELP(false),
  COMPLETION(false);

  private final boolean readsServiceTags;

  Commands(boolean readsServiceTags) {
    this.readsServiceTags = readsServiceTags;
  }

  /** Finds a command by its exact name. */
  static Optional<Commands> named(String name) {
    for (Commands command : values()) {
      if (command.displayName().equals(name)) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** Returns the names of all commands. */
  static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Commands command : values()) {
      names.add(command.displayName());
    }
    return names;
  }

  String displayName() {
    return Choice.nameOf(this);
  }

  /** Returns whether it reads the one file that {@code --service-tags} or the environment names. */
  boolean readsServiceTags() {
    return readsServiceTags;
  }

  /** Returns every command, as {@link #complete} does. */
  static List<Command> all(Surroundings surroundings, InputFiles files) {
    List<Command> all = new ArrayList<>();
    for (Commands command : values()) {
      all.add(command.complete(surroundings, files));
    }
    return all;
  }

  /** Returns the command with the options that every command has. */
  Command complete(Surroundings surroundings, InputFiles files) {
    Command command = create(surroundings, files);
    command.arguments.standard();
    return command;
  }

  /** Returns the command with its own options. */
  Command create(Surroundings surroundings, InputFiles files) {
    return switch (this) {
      case GENERATE -> new GenerateCommand(surroundings, files);
      case ENDPOINTS -> new EndpointsCommand(surroundings, files);
      case TAGS -> new TagsCommand(surroundings, files);
      case LOOKUP -> new LookupCommand(surroundings, files);
      case AUDIT -> new AuditCommand(surroundings, files);
      case PROBE -> new ProbeCommand(surroundings, files);
      case DIFF -> new DiffCommand(surroundings, files);
      case HISTORY -> new HistoryCommand(surroundings, files);
      case UPDATE -> new UpdateCommand(surroundings, files);
      case INIT -> new InitCommand(surroundings);
      case FETCH -> new FetchCommand(surroundings);
      case REGISTRY -> new RegistryCommand(surroundings, files);
      case TRUSTED_SERVICES -> new TrustedServicesCommand(surroundings, files);
      case FORMATS -> new FormatsCommand(surroundings, files);
      case HELP -> new HelpCommand(surroundings, files);
      case COMPLETION -> new CompletionCommand(surroundings);
    };
  }
}
