package dev.acrfw.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.acrfw.failure.InvalidInputException;
import dev.acrfw.failure.UsageException;
import dev.acrfw.text.JsonText;
import dev.acrfw.text.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads the file, event by event: it is never more than keys, lists and texts, so nothing in it can
 * grow. JSON is YAML.
 */
public final class ConfigurationReader {
  /** The key of the section whose keys hold for every output. */
  public static final String DEFAULTS = "defaults";

  /** The key of the list of outputs. */
  public static final String OUTPUTS = "outputs";

  private static final int MOST_BYTES = 1024 * 1024;
  private static final int DEEPEST = 10;

  private final String file;
  private final YAMLParser parser;

  private ConfigurationReader(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads the file.
   *
   * @param file its name, for messages
   * @throws InvalidInputException when it is not YAML
   * @throws UsageException when it is not made of keys, or says one twice
   */
  public static Configuration read(String file, byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      throw new InvalidInputException(file + " has more than " + MOST_BYTES + " bytes");
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_BYTES);
    YAMLFactory factory =
        YAMLFactory.builder()
            .loaderOptions(options)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    try (YAMLParser parser = factory.createParser(JsonText.utf8(bytes))) {
      return new ConfigurationReader(file, parser).document();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          file + ": not valid YAML" + place(e), "'acrfw init' writes a file to begin with");
    } catch (IOException e) {
      throw new InvalidInputException(file + ": not valid YAML: the text is damaged");
    }
  }

  /** Jackson knows where it had read to; what is wrong may be lines behind that. */
  private static String place(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
      Mark mark = marked.getProblemMark();
      return " (line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ")";
    }
    return JsonText.place(e);
  }

  private Configuration document() throws IOException {
    if (next() != JsonToken.START_OBJECT) {
      throw new InvalidInputException(
          file + ": not a configuration: it has to be made of keys",
          "'acrfw init' writes a file to begin with");
    }
    Map<String, Key> top = new LinkedHashMap<>();
    Optional<Section> defaults = Optional.empty();
    Optional<List<Section>> outputs = Optional.empty();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (name.equals(DEFAULTS)) {
        refuseTwice(name, defaults.isPresent());
        next();
        defaults = Optional.of(section(name));
      } else if (name.equals(OUTPUTS)) {
        refuseTwice(name, outputs.isPresent());
        outputs = Optional.of(sections());
      } else {
        refuseTwice(name, top.containsKey(name));
        top.put(name, key(name));
      }
    }
    if (next() != null) {
      throw wrong("one file is one document");
    }
    if (outputs.isEmpty() || outputs.get().isEmpty()) {
      throw new UsageException(
          file + ": no " + OUTPUTS, "'acrfw init' writes a file to begin with");
    }
    return new Configuration(new Section(1, top), defaults.orElse(Section.none()), outputs.get());
  }

  private List<Section> sections() throws IOException {
    if (next() != JsonToken.START_ARRAY) {
      throw wrong(OUTPUTS + " is not a list: begin each output with a hyphen");
    }
    List<Section> sections = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      sections.add(section("an output"));
    }
    return sections;
  }

  private Section section(String what) throws IOException {
    int line = line();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(what + " is not made of keys");
    }
    Map<String, Key> keys = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      refuseTwice(name, keys.containsKey(name));
      keys.put(name, key(name));
    }
    return new Section(line, keys);
  }

  private Key key(String name) throws IOException {
    int line = line();
    if (next() != JsonToken.START_ARRAY) {
      return new Key(name, List.of(scalar(name)), false, line);
    }
    List<String> texts = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      texts.add(scalar(name));
    }
    if (texts.isEmpty()) {
      throw wrong(Printable.of(name) + " is an empty list");
    }
    return new Key(name, texts, true, line);
  }

  private String scalar(String name) throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw wrong(Printable.of(name) + " is neither a value nor a list of values");
    }
    if (parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isBlank()) {
      throw wrong(Printable.of(name) + " has no value");
    }
    return parser.getText();
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
      throw wrong("anchors, aliases and tags of YAML are not taken");
    }
    return token;
  }

  private void refuseTwice(String name, boolean there) {
    if (there) {
      throw wrong(Printable.of(name) + " is there twice");
    }
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private UsageException wrong(String problem) {
    return new UsageException(file + ", line " + line() + ": " + problem);
  }
}
