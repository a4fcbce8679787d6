package dev.acrfw.option;

import dev.acrfw.failure.UsageException;
import dev.acrfw.ip.AddressSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * The declaration of one option: the only source for parser, help, completion, messages, canonical
 * command lines and the tables of the documentation.
 *
 * @param <T> the type of its value
 */
public abstract class Option<T> {
  /** How often a value is given. */
  public enum Arity {
    /** No value: the option is there or not. */
    FLAG,
    /** One value. */
    ONE,
    /** Several, with commas between them, or the option several times. */
    LIST
  }

  private final List<String> names;
  private final String label;
  private final String description;
  private final Arity arity;
  private final Value<?> value;
  private Suggestion suggestion = Suggestion.VALUES;
  private String variable = "";

  Option(String names, String label, String description, Arity arity, Value<?> value) {
    this.names = List.of(names.split(","));
    this.label = label;
    this.description = description;
    this.arity = arity;
    this.value = value;
  }

  /** Declares a switch. In the methods below, names are separated by commas. */
  public static Option<Boolean> flag(String names, String description) {
    return new FlagOption(names, description);
  }

  /** Declares an option whose value is any text; it has no default. */
  public static Option<String> text(String names, String label, String description) {
    return new SingleOption<>(names, label, description, new Word("", ""), "");
  }

  /**
   * Declares an option whose value is a text of a certain shape.
   *
   * @param shape a regular expression
   * @param shapeInWords how a message calls the shape, for example {@code a name that Azure takes}
   * @param otherwise the default; empty for none
   */
  public static Option<String> shaped(
      String names,
      String label,
      String description,
      String shape,
      String shapeInWords,
      String otherwise) {
    return new SingleOption<>(names, label, description, new Word(shape, shapeInWords), otherwise);
  }

  /** Declares an option whose value is a whole number within bounds. */
  public static Option<Integer> number(
      String names, String label, String description, int least, int most, int otherwise) {
    return new SingleOption<>(names, label, description, new WholeNumber(least, most), otherwise);
  }

  /** Declares an option whose value is of a kind of its own; it has no default. */
  public static <T> Option<T> value(
      String names, String label, String description, Value<T> value) {
    return new SingleOption<>(names, label, description, value, null);
  }

  /**
   * Declares an option whose value is of a kind of its own.
   *
   * @param description where it holds {@code {}}, a choice is listed, with the default marked
   */
  public static <T> Option<T> value(
      String names, String label, String description, Value<T> value, T otherwise) {
    return new SingleOption<>(names, label, description, value, otherwise);
  }

  /** Declares a list of texts. */
  public static Option<List<String>> texts(String names, String label, String description) {
    return new ListOption<>(names, label, description, new Word("", ""));
  }

  /** Declares a list of values of a kind of their own. */
  public static <T> Option<List<T>> values(
      String names, String label, String description, Value<T> value) {
    return new ListOption<>(names, label, description, value);
  }

  /** Declares a list of CIDRs without host bits, none of which is a whole family. */
  public static Option<AddressSpace> networks(String names, String label, String description) {
    return new NetworksOption(names, label, description);
  }

  /** Says what completion offers, where that is not the values of a choice. */
  public Option<T> suggesting(Suggestion wanted) {
    suggestion = wanted;
    return this;
  }

  /** Says which environment variable gives the default. */
  public Option<T> orVariable(String name) {
    variable = name;
    return this;
  }

  /** Returns the environment variable that gives the default; empty for none. */
  public String variable() {
    return variable;
  }

  /** Returns all names with their hyphens, short ones first. */
  public List<String> names() {
    return names;
  }

  /** Returns the name that messages and canonical command lines use, the first long one. */
  public String name() {
    for (String name : names) {
      if (name.startsWith("--")) {
        return name;
      }
    }
    return names.get(0);
  }

  /** Returns what stands for the value in the help; empty for a switch. */
  public String label() {
    return label;
  }

  /** Returns how often a value is given. */
  public Arity arity() {
    return arity;
  }

  /** Returns what completion offers. */
  public Suggestion suggestion() {
    return suggestion;
  }

  /** Returns the values of a choice; empty for everything else. */
  public List<String> candidates() {
    return value.candidates();
  }

  /**
   * Returns the words of the help: the description, with the values of a choice and the default.
   */
  public String help() {
    return variable.isEmpty() ? described() : described() + " Without it: $" + variable + ".";
  }

  private String described() {
    List<String> choices = new ArrayList<>();
    for (String candidate : candidates()) {
      choices.add(candidate.equals(defaultText()) ? candidate + " (default)" : candidate);
    }
    if (description.contains("{}")) {
      return description.replace("{}", Listed.or(choices));
    }
    return defaultText().isEmpty() ? description : description + " Default: " + defaultText() + ".";
  }

  /** Returns the default as the user would write it; empty for none. */
  public abstract String defaultText();

  /**
   * Returns the value when the option is not given.
   *
   * @throws IllegalStateException when there is none
   */
  abstract T defaultValue();

  /** Returns whether there is a value when the option is not given. */
  abstract boolean hasDefault();

  /**
   * Returns what the texts mean that the user gave.
   *
   * @throws UsageException when they mean nothing
   */
  public abstract T parse(List<String> texts);

  /** Returns the texts of a value in canonical command lines, in one spelling and order. */
  public abstract List<String> texts(T value);
}
